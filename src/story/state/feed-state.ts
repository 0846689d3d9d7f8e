/** content/.state/SLUG.yaml: what is remembered of one feed between nights. A quiet night changes no byte of it. */
import { given } from "../../given.ts";
import type { Validators } from "../../http/response.ts";
import { FieldError, Fields, isDay } from "../file/fields.ts";
import { type FrontMatterLine, formatFrontMatter, parseFrontMatter } from "../file/front-matter.ts";
import { compareText, type Show } from "../story.ts";

/** Below the root. */
export const STATE = "content/.state";

export interface FeedFailures {
  /** Calendar day of the first failure in a row. */
  since: string;
  /** Calendar day of the last. */
  last: string;
  /** Days with a failure, not attempts. */
  days: number;
  stage: string;
  cause: string;
  message: string;
}

export interface MovedFeed {
  /** Where permanent redirects lead. */
  to: string;
  /** Calendar days on which they did. */
  days: string[];
}

/**
 * Calendar days on which an article failed, none for one that was not begun; `settled` where it is tried no more. That is
 * remembered, for a clone that lags behind would have it tried for ever.
 */
export type Attempts = string[] | "settled";

/** What is remembered of a feed but for the entries that it had: all that pages need of it. */
export interface FeedFacts {
  /** Address as in feeds.yaml when last asked. */
  feed: string;
  /** Address under which the feed was first followed: entries without a link are named after it. */
  identity: string;
  /** Of its page. */
  slug: string;
  /** The feed's own title and site, as last read. */
  title?: string;
  home?: string;
  /** As last known from feeds.yaml: the terms of a feed that is followed no longer. */
  show: Show;
  /** Instant of the last run that changed this file: of two clones' states the newer one knows best. */
  changed?: string;
  /** Calendar day when it was first read. */
  first?: string;
  /** Calendar day since which every attempt succeeded. */
  healthy?: string;
  /** Instant of the newest entry, for "silent since". */
  newest?: string;
  validators: Validators;
  /** Hash of the last document, for servers without validators. */
  document?: string;
  /** Instant until which the last document counts as fresh. */
  freshUntil?: string;
  failures?: FeedFailures;
  moved?: MovedFeed;
  /** Calendar day of a 410: not asked again. */
  gone?: string;
  /** Articles that could not be had at first, by story id. */
  articles: Record<string, Attempts>;
}

export interface FeedState extends FeedFacts {
  /** Entries met: story id to the keys of entries that were given it (none for an entry that needs no key). */
  entries: Map<string, string[]>;
}

/** Whether a feed only failed until now: for want of a title it goes by its host's name, and stands back behind any other. */
export const isNameless = ({ first, title, failures }: FeedFacts): boolean =>
  first === undefined && title === undefined && failures !== undefined;

export const newFeedState = (feed: string, identity: string, slug: string, show: Show): FeedState => ({
  feed,
  identity,
  slug,
  show,
  validators: {},
  articles: {},
  entries: new Map(),
});

export const feedStatePath = (slug: string): string => `${STATE}/${slug}.yaml`;

/** The file is front matter with the entries as its body, one a line: `ID KEY…`. @throws FrontMatterError, FieldError */
export function parseFeedState(text: string): FeedState {
  const { data, body } = parseFrontMatter(text);
  return { ...readFacts(data), entries: readEntries(body) };
}

/** Whatever lines the entries are. @throws FrontMatterError, FieldError */
export const parseFeedFacts = (text: string): FeedFacts => readFacts(parseFrontMatter(text).data);

function readFacts(data: Record<string, unknown>): FeedFacts {
  const file = new Fields(data);
  const validators = file.fields("validators");
  const feed = file.text("feed") ?? "";
  return {
    feed,
    identity: file.text("identity") ?? feed,
    slug: file.text("slug") ?? "",
    ...given({ title: file.text("title"), home: file.text("home") }),
    show: file.choice("show", ["full", "excerpt", "link"], "full"),
    ...given({ changed: file.instant("changed") }),
    ...given({ first: file.day("first"), healthy: file.day("healthy"), newest: file.instant("newest") }),
    validators: given({
      etag: validators.text("etag"),
      lastModified: validators.text("lastModified"),
      from: validators.text("from"),
    }),
    ...given({ document: file.text("document"), freshUntil: file.instant("freshUntil") }),
    ...given({ failures: readFailures(file.fields("failures")), moved: readMoved(file.fields("moved")) }),
    ...given({ gone: file.day("gone") }),
    articles: readArticles(file.fields("articles")),
  };
}

function readFailures(failures: Fields): FeedFailures | undefined {
  const last = failures.day("last");
  if (!last) return undefined;
  return {
    since: failures.day("since") ?? last,
    last,
    days: failures.count("days") ?? 1,
    stage: failures.text("stage") ?? "fetch",
    cause: failures.text("cause") ?? "",
    message: failures.text("message") ?? "",
  };
}

function readMoved(moved: Fields): MovedFeed | undefined {
  const to = moved.text("to");
  return to ? { to, days: moved.texts("days") } : undefined;
}

function readArticles(articles: Fields): FeedState["articles"] {
  const ids = Object.keys(articles.rest());
  return Object.fromEntries(
    ids.map((id) => [id, articles.value(id) === "settled" ? "settled" : articles.texts(id)]),
  );
}

const ENTRY = /^[0-9a-f]{12}( [0-9a-f]{12})*$/;

function readEntries(body: string): Map<string, string[]> {
  const lines = body.split("\n").filter(Boolean);
  const strange = lines.find((line) => !ENTRY.test(line));
  if (strange !== undefined)
    throw new FieldError("entries", `"${strange.slice(0, 40)}" is no entry`, "delete it");
  return new Map(lines.map(toEntry));
}

function toEntry(line: string): [string, string[]] {
  const [id = "", ...keys] = line.split(" ");
  return [id, keys];
}

/**
 * What a broken file still tells, line by line: whose it is, and which entries it knew, of both sides where a merge left
 * its marks. `undefined` where it does not even say whose it is.
 */
export function salvageFeedState(text: string): FeedState | undefined {
  const lines = text.split(/\r?\n/);
  const read = (key: string): string | undefined =>
    lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
  const feed = read("feed");
  if (feed === undefined) return undefined;
  const first = read("first");
  // Of two sides, and where neither is left, as little as may be shown is shown.
  const terms = lines.flatMap((line) => /^show: (full|excerpt|link)$/.exec(line)?.[1] ?? []);
  const show = (["link", "excerpt", "full"] as const).find((one) => terms.includes(one)) ?? "link";
  const entries = new Map(lines.filter((line) => ENTRY.test(line)).map(toEntry));
  return {
    ...newFeedState(feed, read("identity") ?? feed, "", show),
    ...given({ first: first && isDay(first) ? first : undefined }),
    entries,
  };
}

/** The feed is asked again, and its document read again, whatever its server says of it. */
export function withoutValidators(state: FeedState): FeedState {
  const { validators: _tags, document: _hash, freshUntil: _freshness, ...rest } = state;
  return { ...rest, validators: {} };
}

/**
 * Articles and entries by id, and an entry's keys by their text: neither who answered first, nor a run that was killed in
 * between, nor which clones were merged first shows in the bytes.
 */
export function formatFeedState(state: FeedState): string {
  const { entries, ...rest } = state;
  const data = { ...rest, articles: Object.fromEntries(byId(Object.entries(state.articles))) };
  const line = (key: Exclude<keyof FeedState, "entries">): FrontMatterLine => ({
    key,
    value: orNone(data[key]),
    flowLevel: 2,
  });
  const names = [
    "feed",
    "identity",
    "slug",
    "title",
    "home",
    "show",
    "changed",
    "first",
    "healthy",
    "newest",
  ] as const;
  const memory = ["validators", "document", "freshUntil", "failures", "moved", "gone", "articles"] as const;
  const body = byId([...entries])
    .map(([id, keys]) => `${[id, ...keys.toSorted(compareText)].join(" ")}\n`)
    .join("");
  return formatFrontMatter([...names, ...memory].map(line), body);
}

const byId = <T>(items: [string, T][]): [string, T][] => items.sort(([a], [b]) => compareText(a, b));

/** An empty mapping says nothing. */
const orNone = (value: unknown): unknown =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;

/** Days after a story was shared for which it is remembered how its article was tried. */
const ARTICLE_DAYS = 365;

/**
 * The state without articles of stories that were shared long before it changed, or that nobody knows. By what it says
 * itself: of two clones' memories, in whichever order they are joined, the same are left.
 *
 * @param sharedOf instant at which a story was shared
 */
export function withoutOldArticles(
  state: FeedState,
  sharedOf: (id: string) => string | undefined,
): FeedState {
  const { changed } = state;
  if (changed === undefined) return state;
  const recent = Object.entries(state.articles).filter(([id]) => {
    const shared = sharedOf(id);
    if (shared === undefined) return false;
    return Date.parse(changed) - Date.parse(shared) < ARTICLE_DAYS * 86_400_000;
  });
  return { ...state, articles: Object.fromEntries(recent) };
}

/** Ids by entry key, for `addressEntries`. */
export function idsByKey(state: FeedState): Map<string, string> {
  return new Map([...state.entries].flatMap(([id, keys]) => keys.map((key) => [key, id] as const)));
}
