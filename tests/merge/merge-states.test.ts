import fc from "fast-check";
import { expect, it } from "vitest";
import { type FeedState, formatFeedState, newFeedState } from "../../src/story/feed-state.ts";
import { mergeStates } from "../../src/story/merge-states.ts";

const FEED = "https://paper.example/feed.xml";
const IDS = ["00000000000a", "00000000000b", "00000000000c"];
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

it("three clones' memories come to the same, whichever two are merged first", () => {
  const state = fc
    .record({
      changed: fc.constantFrom("2026-03-14T03:00:00Z", "2026-03-15T03:00:00Z"),
      articles: fc.dictionary(fc.constantFrom(...IDS), fc.subarray(DAYS)),
      known: fc.subarray(IDS),
    })
    .map(({ changed, articles, known }) =>
      stateOf({ changed, articles, entries: new Map(known.map((id) => [id, []])) }),
    );
  fc.assert(
    fc.property(state, state, state, (a, b, c) => {
      const together = formatFeedState(mergeStates(mergeStates(a, b), c));
      expect(formatFeedState(mergeStates(a, mergeStates(b, c)))).toBe(together);
      expect(formatFeedState(mergeStates(c, mergeStates(b, a)))).toBe(together);
    }),
  );
});
