/** Who is followed, and under which slug: feeds.yaml beside what state remembers. */
import { createHash } from "node:crypto";
import { feedKey } from "../../config/feed-address.ts";
import type { FeedSettings, Settings } from "../../config/settings.ts";
import { groupBy } from "../../group-by.ts";
import { legalText } from "../../text/legal-text.ts";
import { toSlug } from "../slug.ts";
import { compareText, type Origin, type Show } from "../story.ts";
import type { FeedFacts } from "./feed-state.ts";

export interface FollowedSource {
  slug: string;
  title?: string;
  home?: string;
  /** Address of its feed as it is now. */
  feed: string;
  show: Show;
  /** False where feeds.yaml names it no longer. */
  followed: boolean;
  /** Whatever stories may name it by: `feedKey` of present and former addresses of its feed. */
  keys: string[];
  settings?: FeedSettings;
  state?: FeedFacts;
}

export interface SourceTable {
  /** By slug, sorted. */
  all: FollowedSource[];
  /** By each of their keys. */
  byKey: ReadonlyMap<string, FollowedSource>;
}

type Followed = Pick<Settings, "feeds" | "rejected">;

const keysOf = (feeds: { url?: string | undefined }[]): ReadonlySet<string> =>
  new Set(feeds.flatMap(({ url }) => (url === undefined ? [] : feedKey(url))));

/**
 * Which state was written for which feed: under its present address, a former one, or its slug. Each is one feed's, and
 * a slug alone takes over none of a feed that is followed itself.
 */
export function matchStates<State extends FeedFacts>(
  { feeds, rejected }: Followed,
  states: State[],
): ReadonlyMap<FeedSettings, State> {
  const followed = keysOf([...feeds, ...rejected]);
  const byFeed = groupBy(states, ({ feed }) => feedKey(feed));
  const byIdentity = groupBy(states, ({ identity }) => feedKey(identity));
  const bySlug = groupBy(states, ({ slug }) => slug);
  const matched = new Map<FeedSettings, State>();
  const free = new Set(states);
  const match = (candidatesOf: (feed: FeedSettings) => State[]): void => {
    for (const feed of feeds.filter((one) => !matched.has(one))) {
      const candidates = candidatesOf(feed).filter((state) => free.has(state));
      // A slug that was changed leaves the file of the old one behind where a run was killed; what a killed first night
      // remembers is as old as what was known before it.
      const [state] = candidates.toSorted(
        (a, b) =>
          compareText(b.changed ?? "", a.changed ?? "") ||
          Number(b.first !== undefined) - Number(a.first !== undefined) ||
          Number(b.slug === feed.slug) - Number(a.slug === feed.slug),
      );
      if (state && free.delete(state)) matched.set(feed, state);
    }
  };
  match(({ url }) => byFeed.get(feedKey(url)) ?? []);
  match(({ url, previously }) =>
    [url, ...previously]
      .map(feedKey)
      .flatMap((key) => [...(byFeed.get(key) ?? []), ...(byIdentity.get(key) ?? [])]),
  );
  match(({ slug = "" }) => (bySlug.get(slug) ?? []).filter((state) => !followed.has(feedKey(state.feed))));
  return matched;
}

/**
 * Feeds whose `slug` in feeds.yaml is that of another feed's state, with that state: page and memory stay the other's,
 * also where that is followed no longer. It takes state to know: who has no `slug` in feeds.yaml got one when it was
 * first met.
 */
export function findSlugClashes<State extends FeedFacts>(
  { feeds, rejected }: Followed,
  states: State[],
  matched = matchStates({ feeds, rejected }, states),
): ReadonlyMap<FeedSettings, State> {
  const owners = [...matched.values()].flatMap(({ feed, identity }) => [feedKey(feed), feedKey(identity)]);
  const former = feeds.flatMap(({ previously }) => previously.map(feedKey));
  const living = new Set([...owners, ...former, ...keysOf(feeds)]);
  // What a followed feed left under a former slug is nobody's.
  const isLeft = ({ feed, identity }: FeedFacts): boolean =>
    living.has(feedKey(feed)) || living.has(feedKey(identity));
  // A feed that gets another slug leaves its own to others.
  const staying = [...matched].filter(([{ slug = "" }, state]) => slug === "" || slug === state.slug);
  const held = [...states.filter((state) => !isLeft(state)), ...staying.map(([, state]) => state)];
  const bySlug = new Map(held.map((state) => [state.slug, state]));
  return new Map(
    feeds.flatMap((feed) => {
      const holder = bySlug.get(feed.slug ?? "");
      return holder && holder !== matched.get(feed) ? [[feed, holder] as const] : [];
    }),
  );
}

/** A feed whose entry in feeds.yaml has a mistake is followed all the same: on the terms that state remembers. */
export function listSources(settings: Followed, states: FeedFacts[]): SourceTable {
  const { feeds, rejected } = settings;
  const matched = matchStates(settings, states);
  const clashes = findSlugClashes(settings, states, matched);
  const followed = feeds.map((feed) => {
    const { slug, ...others } = feed;
    return toSource(clashes.has(feed) ? others : feed, matched.get(feed));
  });
  const claimed = new Set(followed.map(({ state }) => state));
  const unsettled = keysOf(rejected);
  const dropped = states
    .filter((state) => !claimed.has(state))
    .map((state) => ({ ...toRememberedSource(state), followed: unsettled.has(feedKey(state.feed)) }));
  const all = [...followed, ...dropped].sort((a, b) => compareText(a.slug, b.slug));
  const byKey = new Map<string, FollowedSource>();
  // What is followed now comes last: it stands where a dropped feed had the same address.
  for (const source of [...dropped, ...followed]) for (const key of source.keys) byKey.set(key, source);
  return { all, byKey };
}

const uniqueKeys = (...names: (string | undefined)[]): string[] => [
  ...new Set(names.filter((name) => name !== undefined).map(feedKey)),
];

/** What an import or a file of state says may hold signs that no page can; "" where nothing is left. */
const nameOf = (title = ""): string => legalText(title).trim();

function toSource(settings: FeedSettings, state: FeedFacts | undefined): FollowedSource {
  const title = nameOf(settings.title) || nameOf(state?.title);
  return {
    slug: settings.slug ?? state?.slug ?? slugFor(settings.url, title),
    feed: settings.url,
    show: settings.show,
    followed: true,
    keys: uniqueKeys(state?.identity, state?.feed, ...settings.previously, settings.url),
    settings,
    ...(title ? { title } : {}),
    ...(state?.home ? { home: state.home } : {}),
    ...(state ? { state } : {}),
  };
}

function toRememberedSource(state: FeedFacts): Omit<FollowedSource, "followed"> {
  const title = nameOf(state.title);
  return {
    slug: state.slug,
    feed: state.feed,
    show: state.show,
    keys: uniqueKeys(state.identity, state.feed),
    state,
    ...(title ? { title } : {}),
    ...(state.home ? { home: state.home } : {}),
  };
}

/**
 * A source is its feed, whichever scheme a story has for it; for stories that came without one, its site, its title, or
 * the host of the original.
 */
export const sourceKeyOf = ({ source, url }: Origin): string =>
  feedKey(source.feed ?? source.url ?? source.title ?? hostOf(url));

/** "" where a source is known by its address alone. */
export const sourceTitleOf = ({ source, url }: Origin): string =>
  source.title ?? (source.feed || source.url ? "" : hostOf(url));

const hostOf = (url = ""): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : "");

/** Whether its address is a feed's: of a source that never was followed it may be the site's, or none. */
export const hasFeed = ({ followed, feed, home }: FollowedSource): boolean =>
  followed || (URL.canParse(feed) && feed !== home);

/** For a source that no state names: readable, and the same whatever other sources there are. */
export function slugFor(key: string, title: string): string {
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 6);
  return [toSlug(title), hash].filter(Boolean).join("-");
}

/**
 * A slug for a feed that is seen for the first time: from its title, else its host. Where another has it, with a hash
 * of the address, so that it hangs on nothing else that was met in the same night.
 */
export function newSlug(url: string, title: string, taken: ReadonlySet<string>): string {
  const wanted = toSlug(title) || toSlug(hostOf(url)) || "feed";
  return taken.has(wanted) ? slugFor(url, wanted) : wanted;
}
