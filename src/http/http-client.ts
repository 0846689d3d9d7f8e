/** The one door to the network: guarded, bounded, polite. Failures are values. */
import http from "node:http";
import https from "node:https";
import type { NetworkSettings } from "../config/settings.ts";
import { failure } from "../failure.ts";
import { createAddressGuard } from "./address-guard.ts";
import { createHostQueue, pause } from "./host-queue.ts";
import { freshFor, retryAfter, validatorsOf } from "./read-headers.ts";
import type { Answer, HttpClient, Redirect, Refused, Request } from "./response.ts";
import {
  type RawAnswer,
  RequestError,
  type Resolver,
  resolveBySystem,
  sendRequest,
  type Wire,
} from "./send-request.ts";

/** For tests and benchmarks; a night uses the defaults. */
export interface ClientOptions {
  resolve?: Resolver;
  /** Milliseconds between two requests to a public host, before jitter. */
  gap?: number;
  /** Milliseconds before the first and the second retry, before jitter. */
  retryPauses?: number[];
  /** From 0 to 1. */
  random?(): number;
  now?(): number;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** A request is sent again only where that can help. */
const PASSING_CAUSES = new Set(["reset", "timeout"]);
const PASSING_STATUSES = new Set([502, 503, 504]);
/** Seconds of a Retry-After that are waited for within a run. */
const LONGEST_WAIT = 60;

export function createHttpClient(settings: NetworkSettings, options: ClientOptions = {}): HttpClient {
  const { gap = 1000, retryPauses = [1000, 4000], random = Math.random, now = Date.now } = options;
  const guard = createAddressGuard(settings.allowHosts);
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const wire: Wire = { guard, agents, resolve: options.resolve ?? resolveBySystem };
  // A quarter more or less, so that many clients do not fall into step.
  const jitter = (time: number): number => time * (0.75 + 0.5 * random());
  const isOwn = (host: string): boolean => {
    const { hostname, port } = new URL(`http://${host}`);
    return guard.allowsName(hostname, Number(port || 80));
  };
  const queue = createHostQueue({ ...settings, gapOf: (host) => (isOwn(host) ? 0 : jitter(gap)) });
  const restingUntil = new Map<string, number>();

  async function get(request: Request): Promise<Answer> {
    if (!isWebAddress(request.url))
      return refuse(request.url, [], "bad url", `${request.url.slice(0, 200)} is no http(s) address`);
    const { host } = new URL(request.url);
    return queue.run(host, () => getPatiently(request, host));
  }

  async function getPatiently(request: Request, host: string): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const rest = (restingUntil.get(host) ?? 0) - now();
      if (rest > 0) return askedToWait(request.url, Math.ceil(rest / 1000));
      const answer = await getOnce(request);
      const wait = waitFor(answer, attempt, host);
      if (wait === undefined) return answer;
      await pause(wait);
    }
  }

  /** Milliseconds until the request is sent again; `undefined` where it is not. */
  function waitFor(answer: Answer, attempt: number, host: string): number | undefined {
    if (answer.kind !== "refused") return undefined;
    const usual = retryPauses[attempt];
    if (answer.retryAfter !== undefined) {
      if (answer.retryAfter <= LONGEST_WAIT && usual !== undefined) return answer.retryAfter * 1000;
      restingUntil.set(host, now() + answer.retryAfter * 1000);
      return undefined;
    }
    const passes =
      answer.status === undefined ? PASSING_CAUSES.has(answer.cause) : PASSING_STATUSES.has(answer.status);
    return passes && usual !== undefined ? jitter(usual) : undefined;
  }

  async function getOnce(request: Request): Promise<Answer> {
    const redirects: Redirect[] = [];
    const signal = AbortSignal.timeout(request.timeout);
    try {
      return await follow(request, redirects, signal);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return refuse(redirects.at(-1)?.to ?? request.url, redirects, error.why, error.message);
    }
  }

  async function follow(request: Request, redirects: Redirect[], signal: AbortSignal): Promise<Answer> {
    let url = new URL(request.url);
    for (;;) {
      const sending = {
        headers: headersOf(request, settings.userAgent, url),
        maxBytes: request.maxBytes,
        signal,
      };
      const raw = await sendRequest(withoutLogin(url), sending, wire);
      const location = REDIRECTS.has(raw.status) ? raw.headers.location : undefined;
      if (location === undefined) return judge(raw, url.href, redirects);
      const next = targetOf(location, url);
      redirects.push({ status: raw.status, from: url.href, to: next.href });
      if (redirects.length > MOST_REDIRECTS)
        throw new RequestError("too many redirects", `more than ${MOST_REDIRECTS} redirects`);
      url = next;
    }
  }

  function judge(raw: RawAnswer, url: string, redirects: Redirect[]): Answer {
    const { status, headers, body } = raw;
    if (status === 304) return { kind: "unchanged", url, redirects };
    if (status !== 200) {
      const refused = refuse(
        url,
        redirects,
        `http ${status}`,
        `answered ${status} ${http.STATUS_CODES[status] ?? ""}`.trim(),
      );
      const wait = status === 429 || status === 503 ? retryAfter(headers, now()) : undefined;
      return { ...refused, status, ...(wait === undefined ? {} : { retryAfter: wait }) };
    }
    const contentType = headers["content-type"];
    return {
      kind: "document",
      url,
      status,
      ...(contentType ? { contentType } : {}),
      body,
      validators: validatorsOf(headers),
      freshFor: freshFor(headers, now()),
      redirects,
    };
  }

  return {
    get,
    async close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const refuse = (url: string, redirects: Redirect[], cause: string, message: string): Refused => ({
  ...failure("fetch", cause, message),
  kind: "refused",
  url,
  redirects,
});

const askedToWait = (url: string, seconds: number): Refused => ({
  ...refuse(url, [], "asked to wait", `the host asked to be left alone for another ${seconds} seconds`),
  retryAfter: seconds,
});

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

function targetOf(location: string, from: URL): URL {
  // Headers come as Latin-1; an address that is not ASCII was meant as UTF-8.
  const target = Buffer.from(location, "latin1").toString("utf8");
  if (!URL.canParse(target, from.href))
    throw new RequestError("bad redirect", "redirects to what is no address");
  const next = new URL(target, from);
  if (!/^https?:$/.test(next.protocol))
    throw new RequestError(
      "bad redirect",
      `redirects to ${next.protocol.slice(0, 20)}, which is not the web`,
    );
  return next;
}

/** No login from a link or a redirect is ever sent on. */
function withoutLogin(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  bare.hash = "";
  return bare;
}

/** Validators belong to the address that gave them: not to another host. */
function headersOf(
  { accept, validators = {}, url: first }: Request,
  userAgent: string,
  url: URL,
): Record<string, string> {
  const own = new URL(first).host === url.host ? validators : {};
  return {
    "user-agent": userAgent,
    accept,
    "accept-encoding": "gzip, deflate, br",
    ...(own.etag ? { "if-none-match": own.etag } : {}),
    ...(own.lastModified ? { "if-modified-since": own.lastModified } : {}),
  };
}
