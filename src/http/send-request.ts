/** One request to one address: no redirect, no retry. The guard judges the very address that is connected to. */
import { type LookupAddress, lookup } from "node:dns";
import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { AddressGuard } from "./address-guard.ts";
import { readBeginning, readBody } from "./read-body.ts";
import { removeCodings } from "./remove-coding.ts";
import { explainError, RequestError } from "./request-error.ts";

/** Headers of an answer, in bytes. News sites send 35 KiB, nearly all of it policies and links to load early. */
const MOST_HEADER = 128 * 1024;
/** Until a connection stands, in milliseconds. */
const CONNECT_TIME = 10_000;
/** Bytes of a body that nobody reads, for which the connection is kept. */
const SMALL_BODY = 16 * 1024;

export interface Wire {
  guard: AddressGuard;
  agents: { http: http.Agent; https: https.Agent };
  /** Finds a name's addresses: the system's resolver, or a test's. */
  resolve: Resolver;
}

export type Resolver = (hostname: string) => Promise<LookupAddress[]>;

export const resolveBySystem: Resolver = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

export function createAgents(): Wire["agents"] {
  // Node gives each of a host's addresses a quarter of a second, which is too short for the other side of the earth.
  const options = { keepAlive: true, autoSelectFamilyAttemptTimeout: 2500 };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

export interface RawAnswer {
  /** 200 also for a part that was asked for. */
  status: number;
  headers: IncomingHttpHeaders;
  /** Content coding removed; empty for what is not 200. */
  body: Buffer;
}

export interface Sending {
  headers: Record<string, string>;
  /** On the wire, and again decoded. */
  maxBytes: number;
  /** What comes after them is left unread, instead of being too much. */
  beginning: boolean;
  /** Ends the request wherever it is; its reason is a RequestError. */
  signal: AbortSignal;
}

/** @throws RequestError */
export async function sendRequest(url: URL, sending: Sending, wire: Wire): Promise<RawAnswer> {
  const { maxBytes, beginning, signal } = sending;
  try {
    const answer = await receive(url, sending, wire);
    const { statusCode: status = 0, headers } = answer;
    const isPart = beginning && status === 206 && /^bytes 0-/i.test(headers["content-range"] ?? "");
    if (status !== 200 && !isPart) {
      await discard(answer);
      return { status, headers, body: Buffer.alloc(0) };
    }
    const body = beginning ? await readBeginning(answer, maxBytes) : await readBody(answer, maxBytes);
    return { status: 200, headers, body: await removeCodings(body, headers["content-encoding"], maxBytes) };
  } catch (error) {
    throw signal.aborted ? signal.reason : explainError(error);
  }
}

/** Resolves with the answer's headers; its body has still to come. */
function receive(url: URL, { headers, signal }: Sending, wire: Wire): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  const { hostname, port } = hostOf(url);
  const free = wire.guard.allowsName(url.hostname, port);
  const judge = (address: string): boolean => free || wire.guard.allowsAddress(address, port);
  // An address needs no lookup, so that the agent would connect without asking.
  if (isIP(hostname) && !judge(hostname)) return Promise.reject(privateAddress(hostname, hostname));
  return new Promise((settle, reject) => {
    const request = (secure ? https : http).get(url, {
      headers,
      signal,
      agent: secure ? wire.agents.https : wire.agents.http,
      lookup: guardedLookup(wire.resolve, judge),
      maxHeaderSize: MOST_HEADER,
    });
    limitConnecting(request, secure ? "secureConnect" : "connect");
    request.on("response", (answer) => {
      // After the headers an error belongs to the body, and whoever reads that has to hear of it.
      request.on("error", (error) => answer.destroy(error));
      settle(answer);
    });
    request.on("error", reject);
    // Node drops a connection that the host turns to another protocol without a word.
    request.on("close", () =>
      reject(new RequestError("bad answer", "the connection ended without an answer")),
    );
  });
}

/** The name or address without brackets, and the port that is meant. */
export function hostOf({ hostname, port, protocol }: URL): { hostname: string; port: number } {
  return {
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || (protocol === "https:" ? 443 : 80)),
  };
}

function limitConnecting(request: http.ClientRequest, connected: "connect" | "secureConnect"): void {
  const late = new RequestError("timeout", `no connection within ${CONNECT_TIME / 1000} s`);
  const timer = setTimeout(() => request.destroy(late), CONNECT_TIME);
  const stop = (): void => clearTimeout(timer);
  request.on("close", stop);
  request.on("socket", (socket) => {
    if (request.reusedSocket) stop();
    else socket.once(connected, stop);
  });
}

/** Gives the agent the addresses that were judged, so that nobody can answer otherwise the second time. */
function guardedLookup(resolve: Resolver, judge: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    const refuse = (error: Error): void => callback(error, "", 0);
    resolve(hostname).then(
      (found) => {
        const good = found.filter(({ address }) => judge(address));
        const [first] = good;
        if (!first) refuse(found[0] ? privateAddress(hostname, found[0].address) : noAddress(hostname));
        else if (options.all) callback(null, good);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => refuse(error instanceof Error ? error : noAddress(hostname)),
    );
  };
}

const noAddress = (hostname: string): RequestError => new RequestError("dns", `${hostname} has no address`);

function privateAddress(hostname: string, address: string): RequestError {
  const which = hostname === address ? `${address} is` : `${hostname} is ${address},`;
  return new RequestError(
    "private address",
    `${which} no public address; if it is meant, add ${hostname} to network.allowHosts in feeds.yaml`,
  );
}

/** Lets a body go. The connection is kept where that costs nothing: after most redirects and every 304. */
async function discard(answer: IncomingMessage): Promise<void> {
  const size = answer.statusCode === 304 ? 0 : Number(answer.headers["content-length"] ?? Infinity);
  if (size > SMALL_BODY) return void answer.destroy();
  answer.resume().on("error", () => answer.destroy());
  // What has come already is read in this turn of the event loop, and the next request finds the connection free.
  await setImmediate();
}
