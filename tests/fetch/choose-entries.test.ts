/** What becomes of the entries of one document. */
import { expect, it } from "vitest";
import { createMatcher } from "../../src/config/matcher.ts";
import { FEED_DEFAULTS, type FeedSettings } from "../../src/config/settings.ts";
import type { Entry, ParsedFeed } from "../../src/feed/entry.ts";
import { type Choice, chooseEntries, isWanted, type Lookup } from "../../src/fetch/choose-entries.ts";
import { addressEntries } from "../../src/story/address.ts";
import { newFeedState } from "../../src/story/state/feed-state.ts";
import type { Share } from "../../src/story/story.ts";

const FEED = "https://paper.example/feed.xml";
const DAY = "2026-03-14";

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
    today: () => [...shares.keys()],
  };
}

function choose(
  entries: Entry[],
  settings: Partial<FeedSettings> = {},
  stories: Record<string, Share[]> = {},
): Choice {
  return chooseEntries(documentOf(...entries), {
    settings: { ...FEED_DEFAULTS, url: FEED, ...settings },
    state: { ...newFeedState(FEED, FEED, "paper", "full"), first: "2026-03-01" },
    lookup: archiveOf(stories),
    day: DAY,
    backfill: false,
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
  const { taken, counts } = choose([entry("new"), entry("newer"), entry("known")], { perDay: 3 }, stories);
  expect([titlesOf(taken), counts.overPerDay]).toEqual([["new"], 1]);
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

function excludes(word: string, html: string): boolean {
  const made = createMatcher(word);
  if (!made.ok) throw new Error(made.what);
  return !isWanted(entry("a title", { html }), { include: [], exclude: [made.matcher] });
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
