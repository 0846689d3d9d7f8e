import { expect, it } from "vitest";
import { FEED_DEFAULTS, type FeedSettings } from "../../src/config/settings.ts";
import { newFeedState } from "../../src/story/feed-state.ts";
import { listSources, matchStates } from "../../src/story/sources.ts";

const PAPER = "https://paper.example/feed.xml";
const feed = (changes: Partial<FeedSettings> = {}): FeedSettings => ({
  ...FEED_DEFAULTS,
  url: PAPER,
  location: PAPER,
  ...changes,
});
const state = newFeedState(PAPER, PAPER, "paper", "excerpt");

it("follows what feeds.yaml names, on its terms", () => {
  const { all } = listSources({ feeds: [feed({ title: "The Paper" })], rejected: [] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", title: "The Paper", show: "full", followed: true }]);
});

it("remembers a feed that feeds.yaml names no longer, and its terms", () => {
  const { all } = listSources({ feeds: [], rejected: [] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", show: "excerpt", followed: false }]);
});

it("goes on following a feed whose entry has a mistake", () => {
  const { all } = listSources({ feeds: [], rejected: [{ url: PAPER, failures: [] }] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", show: "excerpt", followed: true }]);
});

it("stays one source under a new address that names the old one", () => {
  const moved = feed({ url: "https://new.example/feed", previously: [PAPER] });
  const { all, byKey } = listSources({ feeds: [moved], rejected: [] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", feed: "https://new.example/feed" }]);
  expect(byKey.get(PAPER)).toBe(byKey.get("https://new.example/feed"));
});

it("stays one feed where http becomes https", () => {
  const secured = feed();
  const before = {
    ...state,
    feed: "http://paper.example/feed.xml",
    identity: "http://paper.example/feed.xml",
  };
  expect(matchStates([secured], [before]).get(secured)).toBe(before);
  const moved = feed({ url: "https://new.example/feed", previously: [PAPER] });
  expect(matchStates([moved], [before]).get(moved)).toBe(before);
  const { all } = listSources({ feeds: [], rejected: [{ url: PAPER, failures: [] }] }, [before]);
  expect(all).toMatchObject([{ slug: "paper", followed: true }]);
});

it("leaves a memory to the feed that it was written for, where another names its address as its own first", () => {
  const moved = { ...state, feed: "https://new.example/feed" };
  const [old, now] = [feed(), feed({ url: "https://new.example/feed" })];
  expect([...matchStates([old, now], [moved])]).toEqual([[now, moved]]);
});

it("knows the newer file of a feed whose slug was changed", () => {
  const renamed = feed({ slug: "the-paper" });
  const later = { ...state, slug: "the-paper" };
  expect(matchStates([renamed], [state, later]).get(renamed)).toBe(later);
});
