/** The one door to the network: guarded, bounded, polite. Failures are values. */
import { setMaxListeners } from "node:events";
import { isIP } from "node:net";
import { runningClock } from "../clock.ts";
import type { NetworkSettings } from "../config/settings.ts";
import { given } from "../given.ts";
import { createAddressGuard, isPublic, isWebPort } from "./address-guard.ts";
import { createCookies } from "./cookies.ts";
import { createDeadline, sleepUntil } from "./deadline.ts";
import { createHostQueue } from "./host-queue.ts";
import { judgeAnswer, refuse } from "./judge-answer.ts";
import { createPatience } from "./patience.ts";
import { RequestError } from "./request-error.ts";
import { headersFor } from "./request-headers.ts";
import {
  type Answer,
  ASKED_TO_WAIT,
  type HttpClient,
  type Redirect,
  type Request,
  type Validators,
} from "./response.ts";
import { retryAfter } from "./response-headers.ts";
import {
  createAgents,
  hostOf,
  type RawAnswer,
  resolveBySystem,
  sendRequest,
  type Wire,
} from "./send-request.ts";
import { toRedirectTarget, toWebAddress } from "./web-address.ts";

/** For tests and benchmarks; a night says when it began, and uses the defaults. */
export interface ClientOptions {
  /** The run's instant, milliseconds since 1970: the client's clock goes on from there. */
  begun?: number;
  /** Finds a name's addresses. */
  resolve?: Wire["resolve"];
  /** Open the connections. */
  agents?: Wire["agents"];
  /** What counts as a public address. */
  judge?(address: string): boolean;
  /** Milliseconds between two requests to a public host, before jitter. */
  gap?: number;
  /** Milliseconds before the first and the second retry, before jitter. */
  retryPauses?: readonly number[];
  /** Waits so many milliseconds. */
  pause?(time: number): Promise<void>;
  /** From 0 to 1. */
  random?(): number;
  /** Milliseconds since 1970. */
  now?(): number;
}

/** One request of those that redirects make of one. */
interface Hop {
  url: URL;
  headers: Record<string, string>;
  maxBytes: number;
  beginning: boolean;
  /** Milliseconds that are left. */
  time: number;
  attempt: number;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function createHttpClient(settings: NetworkSettings, options: ClientOptions = {}): HttpClient {
  const { gap = 1000, retryPauses = [1000, 4000], random = Math.random } = options;
  const { begun = Date.now(), now = runningClock(begun) } = options;
  const closing = new AbortController();
  // Each request listens for the end while it is under way: that is no leak.
  setMaxListeners(0, closing.signal);
  const { pause = (time: number) => sleepUntil(closing.signal, time) } = options;
  const { resolve = resolveBySystem, agents = createAgents() } = options;
  const guard = createAddressGuard(settings.allowHosts, options.judge);
  const queue = createHostQueue({ ...settings, pause });
  // A quarter more or less, so that many clients do not fall into step.
  const jitter = (time: number): number => time * (0.75 + 0.5 * random());
  const patience = createPatience({ retryPauses, jitter });

  async function get(request: Request): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const answer = await getOnce(request, attempt);
      if (request.beginning) return answer;
      const wait = patience.retryIn(answer, attempt);
      if (wait === undefined || closing.signal.aborted) return answer;
      await pause(wait);
    }
  }

  async function getOnce(request: Request, attempt: number): Promise<Answer> {
    const redirects: Redirect[] = [];
    try {
      return await follow(request, redirects, attempt);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const { why, message, contentType } = error;
      const refused = refuse(redirects.at(-1)?.to ?? request.url, redirects, why, message);
      return { ...refused, ...given({ contentType }) };
    }
  }

  async function follow(request: Request, redirects: Redirect[], attempt: number): Promise<Answer> {
    const first = toWebAddress(request.url);
    const giver = giverOf(request.validators, first);
    const cookies = createCookies();
    const asked = new Set<string>();
    let url = first;
    let time = request.timeout;
    for (;;) {
      const validators = url.host === giver ? request.validators : undefined;
      const cookie = cookies.headerFor(url);
      const headers = headersFor(request, settings.userAgent, { validators, cookie });
      refuseRound(`${cookie ?? ""}\n${url.href}`, asked);
      const { maxBytes, beginning = false } = request;
      const hop = { url, headers, maxBytes, beginning, time, attempt };
      const { raw, took } = await sendInTurn(hop);
      time -= took;
      const { location } = raw.headers;
      if (location === undefined || !REDIRECTS.has(raw.status)) {
        const conditional = "if-none-match" in headers || "if-modified-since" in headers;
        return judgeAnswer(raw, { url: url.href, redirects, conditional, now: now(), begun });
      }
      await cookies.hear(url, raw.headers["set-cookie"] ?? []);
      url = redirect(location, url, raw.status, redirects);
    }
  }

  async function sendInTurn(hop: Hop): Promise<{ raw: RawAnswer; took: number }> {
    const { url } = hop;
    refuseOtherPort(url);
    return queue.run(url.host, {
      gap: isAllowed(url) ? 0 : jitter(gap),
      mayBegin: () => refuseResting(url),
      task: () => send(hop),
    });
  }

  /** The deadline counts what the wire takes, not the wait in a line. */
  async function send({ url, headers, maxBytes, beginning, time, attempt }: Hop) {
    const sent = performance.now();
    const deadline = createDeadline(time, closing.signal);
    try {
      const sending = { headers, maxBytes, beginning, signal: deadline.signal };
      const raw = await sendRequest(url, sending, { guard, agents, resolve });
      hear(url.host, raw, attempt);
      return { raw, took: performance.now() - sent };
    } finally {
      deadline.clear();
    }
  }

  /** Within the host's turn, so that what stands behind in its line hears of it too. */
  function hear(host: string, { status, headers }: RawAnswer, attempt: number): void {
    const seconds = retryAfter(headers, now());
    if (status !== 429 && (status !== 503 || seconds === undefined)) return;
    const time = patience.hear(host, seconds, attempt);
    if (time !== undefined) queue.holdBack(host, time);
  }

  /** Whether an address is the curator's own, where no manners are needed. */
  function isAllowed(url: URL): boolean {
    const { hostname, port } = hostOf(url);
    return guard.allowsName(url.hostname, port) || (isIP(hostname) > 0 && !isPublic(hostname));
  }

  function refuseOtherPort(url: URL): void {
    const { port } = hostOf(url);
    if (!isWebPort(port) && !isAllowed(url))
      throw new RequestError(
        "bad url",
        `port ${port} belongs to another service than the web; if it is meant, add ${url.host} to network.allowHosts in feeds.yaml`,
      );
  }

  function refuseResting({ host }: URL): void {
    if (closing.signal.aborted) throw closing.signal.reason;
    if (patience.isResting(host))
      throw new RequestError(ASKED_TO_WAIT, `${host} asked to be left alone; it is for the rest of this run`);
  }

  return {
    get,
    async close() {
      closing.abort(new RequestError("closed", "the run ended before the answer came"));
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** The host that gave validators; "" where nobody can tell. */
function giverOf({ from }: Validators = {}, first: URL): string {
  if (from === undefined) return first.host;
  return URL.canParse(from) ? new URL(from).host : "";
}

/** Notes where a redirect leads. A way round to an address that was asked before leads nowhere else. */
function redirect(location: string, from: URL, status: number, redirects: Redirect[]): URL {
  const next = toRedirectTarget(location, from);
  redirects.push({ status, from: from.href, to: next.href });
  const round = redirects.findIndex((passed) => passed.from === next.href);
  if (round >= 0) redirects.length = round;
  return next;
}

/** A circle is not followed to its fifth round, but where another cookie may open it. */
function refuseRound(question: string, asked: Set<string>): void {
  if (asked.has(question)) throw new RequestError("too many redirects", "the server redirects in a circle");
  if (asked.size > MOST_REDIRECTS)
    throw new RequestError("too many redirects", `the server redirects more than ${MOST_REDIRECTS} times`);
  asked.add(question);
}
