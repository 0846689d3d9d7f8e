/** One request to one address: no redirect, no retry. The guard judges the very address that is connected to. */
import { type LookupAddress, lookup } from "node:dns";
import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { AddressGuard } from "./address-guard.ts";
import { CodingError, removeCodings } from "./remove-coding.ts";

/** Headers of an answer, in bytes. */
const MOST_HEADER = 16 * 1024;
/** Until a connection stands, in milliseconds. */
const CONNECT_TIME = 10_000;

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

/** A failed request, in the client's words. */
export class RequestError extends Error {
  override name = "RequestError";
  /** "dns", "timeout", "refused", …: for grouping. */
  readonly why: string;

  constructor(why: string, message: string) {
    super(message);
    this.why = why;
  }
}

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Content coding removed; empty for what is not 200. */
  body: Buffer;
}

export interface Sending {
  headers: Record<string, string>;
  /** On the wire, and again decoded. */
  maxBytes: number;
  /** Ends the request wherever it is. */
  signal: AbortSignal;
}

/** @throws RequestError */
export async function sendRequest(url: URL, sending: Sending, wire: Wire): Promise<RawAnswer> {
  try {
    const answer = await connect(url, sending, wire);
    const { statusCode = 0, headers } = answer;
    if (statusCode !== 200) {
      answer.destroy();
      return { status: statusCode, headers, body: Buffer.alloc(0) };
    }
    const raw = await readBody(answer, sending.maxBytes);
    return {
      status: statusCode,
      headers,
      body: await removeCodings(raw, headers["content-encoding"], sending.maxBytes),
    };
  } catch (error) {
    throw sending.signal.aborted
      ? new RequestError("timeout", "took too long and was ended")
      : explain(error);
  }
}

function connect(
  url: URL,
  { headers, signal }: Sending,
  { guard, agents, resolve }: Wire,
): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  const port = Number(url.port || (secure ? 443 : 80));
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const free = guard.allowsName(url.hostname, port);
  const judge = (address: string): boolean => free || guard.allowsAddress(address, port);
  // An address needs no lookup, so that the agent would connect without asking.
  if (isIP(host) && !judge(host)) return Promise.reject(privateAddress(host));
  return new Promise((settle, reject) => {
    const request = (secure ? https : http).get(url, {
      headers,
      signal,
      agent: secure ? agents.https : agents.http,
      lookup: guardedLookup(resolve, judge),
      maxHeaderSize: MOST_HEADER,
    });
    const timer = setTimeout(
      () => request.destroy(new RequestError("timeout", `${host} did not accept the connection`)),
      CONNECT_TIME,
    );
    const connected = (): void => clearTimeout(timer);
    request.on("socket", (socket) => {
      if (!socket.connecting) connected();
      else socket.once(secure ? "secureConnect" : "connect", connected);
    });
    request.on("response", settle);
    request.on("error", reject);
    request.on("close", connected);
  });
}

/** Gives the agent the addresses that were judged, so that nobody can answer otherwise the second time. */
function guardedLookup(resolve: Resolver, judge: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const good = found.filter(({ address }) => judge(address));
        const first = good[0];
        if (!first) callback(found[0] ? privateAddress(found[0].address) : noAddress(hostname), "", 0);
        else if (options.all) callback(null, good);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : noAddress(hostname), "", 0),
    );
  };
}

const noAddress = (hostname: string): RequestError => new RequestError("dns", `${hostname} has no address`);

const privateAddress = (address: string): RequestError =>
  new RequestError(
    "private address",
    `${address} is no public address; if it is meant, add it to network.allowHosts in feeds.yaml`,
  );

/** Stops at the first byte too many, and takes no part for the whole. */
async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += chunk.length;
    if (size > maxBytes) {
      answer.destroy();
      throw new RequestError("too large", `larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  if (!answer.complete) throw new RequestError("truncated", "the answer was cut short");
  return Buffer.concat(chunks);
}

const CAUSES: Record<string, [why: string, message: string]> = {
  ENOTFOUND: ["dns", "the host's name is unknown"],
  EAI_AGAIN: ["dns", "the host's name could not be looked up"],
  ECONNREFUSED: ["refused", "the host refused the connection"],
  ECONNRESET: ["reset", "the connection broke off"],
  EPIPE: ["reset", "the connection broke off"],
  ETIMEDOUT: ["timeout", "the host did not answer"],
  ENETUNREACH: ["unreachable", "the host cannot be reached from here"],
  EHOSTUNREACH: ["unreachable", "the host cannot be reached from here"],
  HPE_HEADER_OVERFLOW: ["too large", "the answer's headers are too large"],
};

function explain(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof CodingError) return new RequestError(error.why, error.message);
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "";
  const known = CAUSES[code];
  if (error.message === "aborted") return new RequestError("truncated", "the answer was cut short");
  if (known) return new RequestError(...known);
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(code))
    return new RequestError("tls", `no secure connection (${error.message})`);
  if (code.startsWith("HPE_")) return new RequestError("bad answer", `the answer is no HTTP (${code})`);
  return new RequestError("network", error.message);
}
