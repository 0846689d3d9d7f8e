/** What becomes of the entries of one document. */
import { expect, it } from "vitest";
import { createMatcher } from "../../src/config/matcher.ts";
import { FEED_DEFAULTS, type FeedSettings } from "../../src/config/settings.ts";
import type { Entry, ParsedFeed } from "../../src/feed/entry.ts";
import {
  type Choice,
  type ChooseOptions,
  chooseEntries,
  isWanted,
  type Lookup,
} from "../../src/fetch/choose-entries.ts";
import { addressEntries } from "../../src/story/address.ts";
import { type FeedState, newFeedState } from "../../src/story/state/feed-state.ts";
import type { Share } from "../../src/story/story.ts";

const FEED = "https://paper.example/feed.xml";
const DAY = "2026-03-14";
/** Of a feed that is met for the first time, or whose state was lost. */
const NEW: FeedState = newFeedState(FEED, FEED, "paper", "full");

const entry = (title: string, changes: Partial<Entry> = {}): Entry => ({
  title,
  link: `https://paper.example/${title}`,
  categories: [],
  enclosures: [],
  ...changes,
});

const documentOf = (...entries: Entry[]): ParsedFeed => ({
  title: "Paper",
  entries,
  passedOver: 0,
});

/** An archive of these stories, by the titles of their entries. */
function archiveOf(stories: Record<string, Share[]>): Lookup {
  const titles = Object.keys(stories);
  const ids = addressEntries(
    FEED,
    titles.map((title) => entry(title)),
    new Map(),
  ).map(({ id }) => id);
  const shares = new Map(ids.map((id, index) => [id, stories[titles[index] ?? ""] ?? []]));
  return {
    has: (id) => shares.has(id),
    isRemoved: () => false,
    sharesOf: (id) => shares.get(id),
    today: () => [...shares].flatMap(([id, [first]]) => (first?.at.startsWith(DAY) ? id : [])),
  };
}

function choose(
  entries: Entry[],
  settings: Partial<FeedSettings> = {},
  stories: Record<string, Share[]> = {},
  changes: Partial<ChooseOptions> = {},
): Choice {
  return chooseEntries(documentOf(...entries), {
    settings: { ...FEED_DEFAULTS, url: FEED, ...settings },
    state: { ...NEW, first: "2026-03-01" },
    lookup: archiveOf(stories),
    day: DAY,
    backfill: false,
    ...changes,
  });
}

const titlesOf = (items: Choice["taken"]): string[] => items.map(({ entry: { title } }) => title);

it.each([
  ["http://paper.example/feed.xml", []],
  ["https://old.example/feed", ["http://old.example/feed"]],
])("takes no story again that it shared as %s", (feed, previously) => {
  const entries = [entry("one"), entry("two")];
  const { taken, kept } = choose(entries, { previously }, { one: [{ at: "2026-03-02T03:00:00Z", feed }] });
  expect(titlesOf(taken)).toEqual(["two"]);
  expect(kept).toEqual(addressEntries(FEED, entries, new Map()).map(({ id }) => ({ id })));
});

it("counts what the day's earlier runs took, also where it left the document", () => {
  const [today, yesterday] = ["2026-03-14T03:00:00Z", "2026-03-13T03:00:00Z"];
  const stories = {
    gone: [{ at: today, feed: FEED }],
    known: [{ at: yesterday }, { at: today, feed: FEED }],
    others: [{ at: today, feed: "https://others.example/feed" }],
    older: [{ at: yesterday, feed: FEED }],
  };
  const entries = ["new", "newer", "newest", "known", "older"].map((title) => entry(title));
  const some = choose(entries, { perDay: 3 }, stories);
  expect([titlesOf(some.taken), some.counts.overPerDay]).toEqual([["new"], 2]);
  const none = choose(entries, { perDay: 1 }, stories);
  expect([titlesOf(none.taken), none.counts.overPerDay]).toEqual([[], 3]);
});

it("shares a story that another feed brought", () => {
  const stories = { one: [{ at: "2026-03-02T03:00:00Z", feed: "https://others.example/feed" }] };
  const { taken, isUnsettled } = choose([entry("one")], {}, stories);
  expect([titlesOf(taken), isUnsettled]).toEqual([["one"], false]);
});

it("holds the texts of those entries alone that become stories", () => {
  const entries = ["1", "2"].map((title) => entry(title, { guid: title, html: "A long text." }));
  const [first, second] = addressEntries(FEED, entries, new Map()).map(({ id, key }) => ({ id, key }));
  const { taken, noted, kept } = choose(entries, { perDay: 1 });
  expect([titlesOf(taken), kept, noted]).toEqual([["1"], [first], [second]]);
});

it("takes no entry that says nothing: neither a title, a text, a link nor a medium", () => {
  const { link: _none, ...empty } = entry("");
  const guid = "known";
  const named = { guid, published: "2026-03-13T20:00:00Z", author: "Ada", categories: ["ships"] };
  const said: Partial<Entry>[] = [
    { title: "a title" },
    { html: "a text" },
    { link: "https://paper.example/a-link" },
    { enclosures: [{ url: "https://paper.example/a-medium.mp3", medium: "audio" }] },
  ];
  const entries = said.map((words) => ({ ...empty, ...words }));
  const { taken, noted } = choose([empty, { ...empty, ...named }, ...entries]);
  expect([taken.map((item) => item.entry), noted]).toEqual([entries.toReversed(), []]);
});

/** In no order. */
const DATED = ["12", "10", "13", "11"].map((day) => entry(day, { published: `2026-03-${day}T08:00:00Z` }));
const SAME = ["other", "one"].map((title) => entry(title, { published: "2026-03-10T08:00:00Z" }));
const UNDATED = ["newest", "middle", "oldest"].map((title) => entry(title));
const OURS: Share[] = [{ at: "2026-03-12T03:00:00Z", feed: FEED }];

it.each<[what: string, Entry[], backfill: number, stories: Record<string, Share[]>, taken: string[]]>([
  ["its newest ones, on its first night", DATED, 2, {}, ["12", "13"]],
  ["the first ones in a document without dates", UNDATED, 2, {}, ["middle", "newest"]],
  ["the first ones where some have no date", [...UNDATED, ...DATED], 1, {}, ["newest"]],
  ["nothing, where it was asked for nothing", DATED, 0, {}, []],
  ["what its oldest story leaves, where its state was lost", DATED, 1, { 11: OURS, 12: OURS }, ["13"]],
  ["what came after its oldest story, wherever it stands", DATED, 1, { 10: OURS, 12: OURS }, ["11", "13"]],
  ["what came at the same time as its only story", SAME, 1, { one: OURS }, ["other"]],
  ["its newest ones, where no date says what its story leaves", UNDATED, 1, { oldest: OURS }, ["newest"]],
])("takes of a feed without state %s", (_, entries, backfill, stories, expected) => {
  const { taken, noted, counts } = choose(entries, { backfill }, stories, { state: NEW });
  const older = entries.length - taken.length - Object.keys(stories).length;
  expect([titlesOf(taken), counts.older, noted.length]).toEqual([expected, older, older]);
});

it.each<[what: string, Partial<ChooseOptions>]>([
  ["that was met before", {}],
  ["of which an entry is remembered", { state: { ...NEW, entries: new Map([["another", []]]) } }],
  ["that is met for the first time, where all is asked for", { state: NEW, backfill: true }],
])("takes all that is new, oldest first, of a feed %s", (_, changes) => {
  const { taken, counts } = choose(DATED, { backfill: 1 }, {}, changes);
  expect([titlesOf(taken), counts.older]).toEqual([["10", "11", "12", "13"], 0]);
});

it("takes what it has seen again only where all is asked for, and what was removed never", () => {
  const entries = ["removed", "seen", "new"].map((title) => entry(title));
  const [removed = "", seen = ""] = addressEntries(FEED, entries, new Map()).map(({ id }) => id);
  const state = { ...NEW, first: "2026-03-01", entries: new Map([[seen, []]]) };
  const lookup = { ...archiveOf({}), isRemoved: (id: string) => id === removed };
  const one = choose(entries, {}, {}, { state, lookup });
  expect([titlesOf(one.taken), one.counts.removed, one.noted]).toEqual([["new"], 1, [{ id: removed }]]);
  const all = choose(entries, {}, {}, { state, lookup, backfill: true });
  expect([titlesOf(all.taken), all.counts.removed]).toEqual([["new", "seen"], 1]);
});

it("leaves a story that cannot be read for a night on which it can, and remembers nothing of it", () => {
  const lookup = { ...archiveOf({ unreadable: [] }), sharesOf: () => undefined };
  const entries = [entry("new"), entry("unreadable")];
  const { taken, noted, kept, isUnsettled } = choose(entries, {}, {}, { lookup });
  expect([titlesOf(taken), noted, kept.length, isUnsettled]).toEqual([["new"], [], 1, true]);
  expect(choose(entries).isUnsettled).toBe(false);
});

it("takes an entry once whose address the document has twice, as it stands there first", () => {
  const { taken } = choose([entry("one", { author: "Ada" }), entry("one", { author: "Bob" })]);
  expect(taken.map((item) => item.entry.author)).toEqual(["Ada"]);
});

function matching(...words: string[]): FeedSettings["include"] {
  return words.map((word) => {
    const made = createMatcher(word);
    if (!made.ok) throw new Error(made.what);
    return made.matcher;
  });
}

it("takes what has one of the words of include, wherever it says it, and none of those of exclude", () => {
  const said: Partial<Entry>[] = [
    { title: "Ships" },
    { html: "<p>ships</p>" },
    { summary: "ships" },
    { author: "Mary Ships" },
    { categories: ["sea", "ships"] },
    { sharing: { comment: "ships" } },
    { title: "Boats" },
    { title: "Ships for sale" },
    { title: "Trains" },
  ];
  const entries = said.map((words, index) => entry(`title ${index}`, words));
  const include = matching("ships", "boats");
  const { taken, noted, counts } = choose(entries, { include, exclude: matching("sale") });
  expect(taken.map(({ entry: one }) => one)).toEqual(entries.slice(0, 7).toReversed());
  expect([noted.length, counts.excluded]).toEqual([2, 2]);
  expect(choose(entries, { include }).counts.excluded).toBe(1);
});

function excludes(word: string, html: string): boolean {
  return !isWanted(entry("a title", { html }), { include: [], exclude: matching(word) });
}

it.each([
  ["AT&T", "<p>What AT&amp;T said.</p>"],
  ["Müller", "<p>Frau M&uuml;ller</p>"],
  ["zu Hause", "<p>zu&nbsp;Hause</p>"],
  ["zu Hause", "zu\n\u00a0 Hause"],
  ["/zu Hause/", "zu&nbsp;Hause"],
  ["sponsored", "<p>spon<b>so</b>red</p>"],
  ["Anzeige", "<p>Werbung</p><!-- > --><P class='x'>Anzeige</P>"],
  ["1 < 2", "<p>where 1 &lt; 2</p>"],
])("finds %s in %s", (word, html) => {
  expect(excludes(word, html)).toBe(true);
});

it.each([
  ["color", "<style>p { color: red }</style><p>Red</p>"],
  ["track", "<p>Words</p><SCRIPT async>track()</SCRIPT >"],
  ["track", "<p>Words</p><script>track()"],
  ["secret", "<p>Words<!-- secret --></p><p title='secret'>more</p>"],
  ["onetwo", "<li>one</li><li>two</li>"],
  ["onetwo", "one<br>two"],
])("finds no %s in %s", (word, html) => {
  expect(excludes(word, html)).toBe(false);
});
