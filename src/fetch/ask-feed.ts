/** Asks one feed: over the network or from a local file, conditionally, and only when it is due. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { toDay, toInstant } from "../clock.ts";
import type { FeedSettings } from "../config/settings.ts";
import { type Failure, failure, type Result } from "../failure.ts";
import type { ParsedFeed } from "../feed/entry.ts";
import { given } from "../given.ts";
import {
  type Answer,
  ASKED_TO_WAIT,
  type HttpClient,
  type Redirect,
  type Validators,
} from "../http/response.ts";
import { LONGEST_FRESH } from "../http/response-headers.ts";
import { isPaused, noteFailure, noteSuccess } from "../story/state/feed-health.ts";
import { type FeedState, withoutValidators } from "../story/state/feed-state.ts";

/** What a feed may weigh, on the wire and decoded. */
const FEED_BYTES = 10 * 1024 * 1024;
/** A feed is small: it is waited for no longer than this, whatever `network.timeout` allows articles. */
const FEED_SECONDS = 20;
const ACCEPT =
  "application/atom+xml, application/rss+xml, application/feed+json;q=0.95, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

/** What came of it, with the state to remember once its stories are kept. */
export type FeedAnswer =
  | { status: "fetched"; document: ParsedFeed; state: FeedState }
  | { status: "unchanged"; state: FeedState }
  | { status: "skipped"; why: string; state: FeedState }
  | { status: "failed"; failure: Failure; state: FeedState };

export interface AskOptions {
  client: HttpClient;
  parse(bytes: Uint8Array, options: { url: string; contentType?: string }): Promise<Result<ParsedFeed>>;
  now: Date;
  /** Seconds, of a whole request. */
  timeout: number;
  /** Somebody named this feed: that it failed before, or is gone, does not count. */
  named: boolean;
  /** Ask whatever state says: neither do validators and freshness. */
  unconditional: boolean;
}

export async function askFeed(
  settings: FeedSettings,
  state: FeedState,
  options: AskOptions,
): Promise<FeedAnswer> {
  const { unconditional } = options;
  const why = unconditional ? undefined : whyNotDue(settings, state, options);
  if (why !== undefined) return { status: "skipped", why, state };
  if (isLocal(settings)) return askFile(settings, state, options);
  const answer = await options.client.get({
    url: settings.location,
    accept: ACCEPT,
    validators: unconditional ? {} : state.validators,
    maxBytes: FEED_BYTES,
    timeout: Math.min(options.timeout, FEED_SECONDS) * 1000,
  });
  return judgeAnswer(answer, state, options);
}

function whyNotDue(settings: FeedSettings, state: FeedState, { now, named }: AskOptions): string | undefined {
  if (!named && state.gone) return `gone for good (410) since ${state.gone}`;
  if (!named && isPaused(state, toDay(toInstant(now))) && !isAskedEachNight(settings, state))
    return "pausing after failures";
  return isFresh(state, now) ? "still fresh" : undefined;
}

/** Causes that trouble no host: it answers and lists nothing for now, or is not asked at all. */
const UNTROUBLING = new Set(["emptied", "private address", ASKED_TO_WAIT]);

const isAskedEachNight = (settings: FeedSettings, { failures }: FeedState): boolean =>
  isLocal(settings) || UNTROUBLING.has(failures?.cause ?? "");

const isLocal = ({ location }: FeedSettings): boolean => location.startsWith("file:");

/** What was written by a clock that ran ahead says nothing. */
function isFresh({ freshUntil }: FeedState, now: Date): boolean {
  const left = freshUntil === undefined ? 0 : Date.parse(freshUntil) - now.getTime();
  return left > 0 && left <= LONGEST_FRESH * 1000;
}

async function judgeAnswer(answer: Answer, state: FeedState, options: AskOptions): Promise<FeedAnswer> {
  const day = toDay(toInstant(options.now));
  if (answer.kind === "refused")
    return { status: "failed", failure: answer, state: noteFailure(state, answer, day) };
  if (answer.kind === "unchanged")
    return { status: "unchanged", state: noteSuccess(state, answer.redirects, day) };
  const { freshFor } = answer;
  const until =
    freshFor > 0 ? { freshUntil: toInstant(new Date(options.now.getTime() + freshFor * 1000)) } : {};
  return judgeBody({ ...answer, ...until }, state, options);
}

async function askFile(settings: FeedSettings, state: FeedState, options: AskOptions): Promise<FeedAnswer> {
  const file = fileURLToPath(settings.location);
  try {
    // A pipe would be waited for without end.
    const body = (await stat(file)).isFile() ? await readFile(file) : undefined;
    if (!body) return noFile(settings, "it is no file", state, options);
    return await judgeBody({ body, url: settings.location, redirects: [], validators: {} }, state, options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const why = REFUSALS[String(error.code)] ?? String(error.code);
    return noFile(settings, why, state, options);
  }
}

/** By their codes (errno(3)). */
const REFUSALS: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "we have no right to",
};

function noFile({ url }: FeedSettings, why: string, state: FeedState, { now }: AskOptions): FeedAnswer {
  // As feeds.yaml names it: state is committed, and where the root lies is this machine's own affair.
  const failed = failure("fetch", "file", `${url} cannot be read: ${why}`);
  return { status: "failed", failure: failed, state: noteFailure(state, failed, toDay(toInstant(now))) };
}

/** A document as it came, from the network or a file. */
interface Received {
  body: Buffer;
  url: string;
  contentType?: string;
  redirects: Redirect[];
  validators: Validators;
  freshUntil?: string;
}

async function judgeBody(
  { body, url, contentType, redirects, validators, freshUntil }: Received,
  state: FeedState,
  { parse, now, unconditional }: AskOptions,
): Promise<FeedAnswer> {
  const day = toDay(toInstant(now));
  const digest = createHash("sha256").update(body).digest("hex").slice(0, 20);
  // A server without validators, or with careless ones: the same bytes are no news, and leave no trace in state.
  if (digest === state.document && !unconditional)
    return { status: "unchanged", state: noteSuccess(state, redirects, day) };
  const parsed = await parse(body, { url, ...given({ contentType }) });
  if (!parsed.ok) return { status: "failed", failure: parsed, state: noteFailure(state, parsed, day) };
  if (parsed.value.entries.length === 0 && state.entries.size > 0) {
    const emptied = failure("parse", "emptied", "the feed lists no entry any more; its stories stay");
    return { status: "failed", failure: emptied, state: noteFailure(state, emptied, day) };
  }
  const asked = withoutValidators(noteSuccess(state, redirects, day));
  // What would stand for a document that breaks off would stand for what is missing, too.
  const news = parsed.value.isCut ? {} : { document: digest, validators, ...given({ freshUntil }) };
  return { status: "fetched", document: parsed.value, state: { ...asked, ...news } };
}
