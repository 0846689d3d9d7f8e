/** Decides what becomes of each entry of one feed document. Touches nothing: lookups and the clock are handed in. */
import { feedKey } from "../config/feed-address.ts";
import type { FeedSettings } from "../config/settings.ts";
import { type Entry, type ParsedFeed, saysSomething } from "../feed/entry.ts";
import { wordsFromHtml } from "../feed/plain-title.ts";
import { given } from "../given.ts";
import { type AddressedEntry, addressEntries } from "../story/address.ts";
import { type FeedState, idsByKey } from "../story/state/feed-state.ts";
import { compareText, type Share } from "../story/story.ts";

/** What the archive knows of an id. */
export interface Lookup {
  /** Whether there is such a story, also where its file cannot be read or found. */
  has(id: string): boolean;
  isRemoved(id: string): boolean;
  /** `undefined` where there is no such story, or its file cannot be read. */
  sharesOf(id: string): Share[] | undefined;
  /** Ids of the stories that came on the day of this run. */
  today(): string[];
}

/** What state keeps of an entry: without its text, of which only stories have need. */
export type KnownEntry = Pick<AddressedEntry, "id" | "key">;

export interface Choice {
  /** New to the archive, or at least shared anew by this feed: oldest first. */
  taken: AddressedEntry[];
  /** Ids that are remembered from now on without a story of this feed, with the keys that lead to them. */
  noted: KnownEntry[];
  /** Every entry of the document whose story this feed has, or gets. */
  kept: KnownEntry[];
  /** Whether some entry's story cannot be read, and so not be shared: it is to be met again. */
  isUnsettled: boolean;
  counts: { excluded: number; overPerDay: number; older: number; removed: number };
}

export interface ChooseOptions {
  settings: Pick<FeedSettings, "url" | "previously" | "include" | "exclude" | "perDay" | "backfill">;
  /** As remembered; a feed without a `first` day is seen for the first time. */
  state: FeedState;
  lookup: Lookup;
  /** Calendar day of this run. */
  day: string;
  /** Take all that the document has, whatever state says: `fetch --backfill`. */
  backfill: boolean;
}

type Verdict = "mine" | "new" | "seen" | "unreadable" | "removed" | "excluded";

export function chooseEntries(document: ParsedFeed, options: ChooseOptions): Choice {
  const { settings, state, lookup, day } = options;
  const entries = document.entries.filter(saysSomething);
  const addressed = uniqueById(addressEntries(state.identity, entries, idsByKey(state)));
  const isMine = ownsShare(options);
  const verdicts = new Map(addressed.map((item) => [item.id, judge(item, isMine, options)]));
  const of = (verdict: Verdict): AddressedEntry[] =>
    addressed.filter(({ id }) => verdicts.get(id) === verdict);

  const mine = of("mine");
  const fresh = newestFirst(of("new"));
  const inReach = options.backfill ? fresh : withinReach(fresh, mine, options);
  const isFromToday = (id: string): boolean =>
    lookup.sharesOf(id)?.some((share) => isMine(share) && share.at.startsWith(day)) ?? false;
  // What an earlier run of the day took may have left the document since.
  const takenToday = (): number =>
    [...new Set([...mine.map(({ id }) => id), ...lookup.today()])].filter(isFromToday).length;
  const room = settings.perDay === undefined ? inReach.length : Math.max(0, settings.perDay - takenToday());
  const taken = new Set(inReach.slice(0, room));
  const noted = [...fresh.filter((item) => !taken.has(item)), ...of("excluded"), ...of("removed")];
  return {
    taken: [...taken].toReversed(),
    noted: noted.filter(({ id }) => !state.entries.has(id)).map(withoutText),
    kept: [...mine, ...taken].map(withoutText),
    isUnsettled: of("unreadable").length > 0,
    counts: {
      excluded: of("excluded").length,
      overPerDay: inReach.length - taken.size,
      older: fresh.length - inReach.length,
      removed: of("removed").length,
    },
  };
}

const withoutText = ({ id, key }: AddressedEntry): KnownEntry => ({ id, ...given({ key }) });

function judge(
  { entry, id }: AddressedEntry,
  isMine: (share: Share) => boolean,
  { settings, state, lookup, backfill }: ChooseOptions,
): Verdict {
  if (lookup.isRemoved(id)) return "removed";
  if (lookup.sharesOf(id)?.some(isMine)) return "mine";
  if (state.entries.has(id) && !backfill) return "seen";
  if (lookup.has(id) && !lookup.sharesOf(id)) return "unreadable";
  return isWanted(entry, settings) ? "new" : "excluded";
}

/** Whether a share came through this feed, under whichever of its addresses. */
function ownsShare({ settings, state }: ChooseOptions): (share: Share) => boolean {
  const addresses = [state.feed, state.identity, settings.url, ...settings.previously];
  const own = new Set(addresses.map(feedKey));
  return ({ feed }) => feed !== undefined && own.has(feedKey(feed));
}

/** A title, text, author or category must match `include`, where there is one, and none may match `exclude`. */
export function isWanted(
  entry: Entry,
  { include, exclude }: Pick<FeedSettings, "include" | "exclude">,
): boolean {
  if (include.length === 0 && exclude.length === 0) return true;
  const { title, html = "", summary = "", sharing, author = "", categories } = entry;
  const bodies = [html, summary].map(wordsFromHtml);
  const texts = [title, ...bodies, sharing?.comment ?? "", author, ...categories];
  const matches = (matchers: FeedSettings["include"]): boolean =>
    matchers.some((matcher) => texts.some((text) => matcher.matches(text)));
  return (include.length === 0 || matches(include)) && !matches(exclude);
}

/** Of a feed that is seen for the first time, its newest; where its state was lost, what its oldest known story leaves. */
function withinReach(
  fresh: AddressedEntry[],
  mine: AddressedEntry[],
  options: ChooseOptions,
): AddressedEntry[] {
  if (options.state.first !== undefined || options.state.entries.size > 0) return fresh;
  const oldest = mine
    .map(({ entry }) => entry.published ?? "")
    .filter(Boolean)
    .sort(compareText)[0];
  if (oldest === undefined) return fresh.slice(0, options.settings.backfill);
  return fresh.filter(({ entry }) => (entry.published ?? "") >= oldest);
}

/** By date where every entry has one; else in the document's order, which is newest first by custom. */
function newestFirst(items: AddressedEntry[]): AddressedEntry[] {
  if (items.some(({ entry }) => !entry.published)) return items;
  return items.toSorted((a, b) => compareText(b.entry.published ?? "", a.entry.published ?? ""));
}

/** The first entry of an address stands. */
function uniqueById(items: AddressedEntry[]): AddressedEntry[] {
  const byId = new Map<string, AddressedEntry>();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()];
}
