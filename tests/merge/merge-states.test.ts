import fc from "fast-check";
import { expect, it } from "vitest";
import { given } from "../../src/given.ts";
import { parseJsonLine } from "../../src/story/exchange/json-lines.ts";
import { keepOwnArticles, mergeStates } from "../../src/story/merge/merge-states.ts";
import {
  type FeedState,
  formatFeedState,
  newFeedState,
  withoutOldArticles,
} from "../../src/story/state/feed-state.ts";
import type { Story } from "../../src/story/story.ts";

const FEED = "https://paper.example/feed.xml";
const IDS = ["00000000000a", "00000000000b", "00000000000c"];
const KEYS = ["0000000000e1", "0000000000e2", "0000000000e3"];
const DAYS = ["2026-03-14", "2026-03-15", "2026-03-16"];

const stateOf = (changes: Partial<FeedState>): FeedState => ({
  ...newFeedState(FEED, FEED, "paper", "full"),
  ...changes,
});

it("an article that waits in one clone waits, also where another clone wrote later and never met it", () => {
  const early = stateOf({
    changed: "2026-03-15T03:00:00Z",
    entries: new Map([["00000000000a", []]]),
    articles: { "00000000000a": ["2026-03-14"] },
  });
  const late = stateOf({
    changed: "2026-03-16T03:00:00Z",
    articles: { "00000000000a": ["2026-03-15"], "00000000000b": [] },
  });
  expect(mergeStates(early, late).articles).toEqual({
    "00000000000a": ["2026-03-14", "2026-03-15"],
    "00000000000b": [],
  });
});

it("an article that one clone gave up is given up, also where another wrote later and never met it", () => {
  const waiting = stateOf({ articles: { "00000000000a": ["2026-03-14"] } });
  const settled = stateOf({ changed: "2026-03-15T03:00:00Z", articles: { "00000000000a": "settled" } });
  const late = stateOf({ changed: "2026-03-16T03:00:00Z" });
  for (const merged of [
    mergeStates(mergeStates(waiting, late), settled),
    mergeStates(mergeStates(settled, late), waiting),
  ])
    expect(merged.articles).toEqual({ "00000000000a": "settled" });
});

it("how articles were tried is forgotten a year after their stories were shared, in any order", () => {
  const state = stateOf({
    changed: "2027-03-16T03:00:00Z",
    articles: { "00000000000a": "settled", "00000000000b": ["2026-03-16"], "00000000000c": "settled" },
  });
  const shared = new Map([
    ["00000000000a", "2026-03-15T03:00:00Z"],
    ["00000000000b", "2026-03-17T03:00:00Z"],
  ]);
  const kept = withoutOldArticles(state, (id) => shared.get(id));
  expect(kept.articles).toEqual({ "00000000000b": ["2026-03-16"] });
  expect(withoutOldArticles(mergeStates(kept, state), (id) => shared.get(id))).toEqual(kept);
});

it("a document that two clones read in the same instant stays read, whatever a third had met before", () => {
  const read = (changed: string, document: string, ...known: string[]): FeedState =>
    stateOf({ changed, document, entries: new Map(known.map((id) => [id, []])) });
  const early = read("2026-03-15T03:00:00Z", "sha256-one", "00000000000a", "00000000000b");
  const late = read("2026-03-16T03:00:00Z", "sha256-two", "00000000000a", "00000000000c");
  const merged = mergeStates(mergeStates(late, early), late);
  expect(merged.document).toBe("sha256-two");
  expect(merged.entries.size).toBe(3);
  const another = read("2026-03-16T03:00:00Z", "sha256-three", "00000000000a");
  expect(mergeStates(late, another).document).toBeUndefined();
});

it.each<[string, Partial<FeedState>]>([
  ["etag", { validators: { etag: '"b"', lastModified: "Sat, 14 Mar 2026 03:00:00 GMT" } }],
  ["date", { validators: { etag: '"a"', lastModified: "Sat, 14 Mar 2026 04:00:00 GMT" } }],
])(
  "a feed is asked for the whole where two clones read documents of another %s in one instant",
  (_, changes) => {
    const changed = "2026-03-16T03:00:00Z";
    const validators = { etag: '"a"', lastModified: "Sat, 14 Mar 2026 03:00:00 GMT" };
    const [one, other] = [stateOf({ changed, validators }), stateOf({ changed, validators, ...changes })];
    expect(mergeStates(one, other).validators).toEqual({});
    expect(mergeStates(one, one).validators).toEqual(validators);
  },
);

it("an article waits with the feed that shared its story first, at whatever address, until it is read", () => {
  const storyOf = (feed: string | undefined, text: string): Story => {
    const shares = [
      { at: "2026-03-14T03:00:00Z", feed },
      { at: "2026-03-15T03:00:00Z", feed: FEED },
    ];
    const url = "https://paper.example/a";
    const origin = { format: 1, id: "00000000000a", url, text };
    const line = parseJsonLine(JSON.stringify({ url, shares, origin }), "2026-03-15T03:00:00Z");
    if (line.kind !== "story") throw new Error(JSON.stringify(line));
    return line.story;
  };
  const [id, former] = ["00000000000a", "https://paper.example/rss"];
  const state = stateOf({ articles: { [id]: ["2026-03-14"] } });
  const addressOf = (feed: string): string => (feed === former ? FEED : feed);
  const waitsFor = (story: Story | undefined): boolean =>
    id in keepOwnArticles(state, () => story, { addressOf }).articles;
  expect(waitsFor(storyOf(FEED, "feed"))).toBe(true);
  expect(waitsFor(storyOf(former, "feed"))).toBe(true);
  expect(waitsFor(storyOf(undefined, "feed"))).toBe(true);
  expect(waitsFor(undefined)).toBe(true);
  expect(waitsFor(storyOf("https://other.example/feed", "feed"))).toBe(false);
  expect(waitsFor(storyOf(FEED, "article"))).toBe(false);
});

it("memories come to the same, whichever two are merged first, and once more changes nothing", () => {
  const state = fc
    .record({
      changed: fc.constantFrom("2026-03-14T03:00:00Z", "2026-03-15T03:00:00Z"),
      title: fc.constantFrom("Paper", "The Paper"),
      etag: fc.constantFrom(undefined, "one", "two"),
      document: fc.constantFrom(undefined, "sha256-one", "sha256-two"),
      freshUntil: fc.constantFrom(undefined, "2026-03-16T03:00:00Z"),
      articles: fc.dictionary(
        fc.constantFrom(...IDS),
        fc.oneof(fc.subarray(DAYS), fc.constant("settled" as const)),
      ),
      known: fc.dictionary(fc.constantFrom(...IDS), fc.shuffledSubarray(KEYS)),
    })
    .map(({ changed, title, etag, document, freshUntil, articles, known }) =>
      stateOf({
        ...given({ changed, title, document, freshUntil }),
        validators: given({ etag }),
        articles,
        entries: new Map(Object.entries(known)),
      }),
    );
  const merge = (one: FeedState, ...others: FeedState[]): FeedState => others.reduce(mergeStates, one);
  fc.assert(
    fc.property(state, state, state, (a, b, c) => {
      const together = merge(a, b, c);
      for (const other of [
        merge(a, merge(b, c)),
        merge(c, merge(b, a)),
        merge(a, c, b),
        merge(together, b, a, c),
        merge(b, together),
        merge(a, a, b, b, c),
      ])
        expect(formatFeedState(other)).toBe(formatFeedState(together));
      expect(formatFeedState(merge(a, a))).toBe(formatFeedState(a));
    }),
  );
});
