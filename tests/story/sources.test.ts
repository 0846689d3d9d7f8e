import { expect, it } from "vitest";
import { FEED_DEFAULTS, type FeedSettings } from "../../src/config/settings.ts";
import { newFeedState } from "../../src/story/feed-state.ts";
import { listSources } from "../../src/story/sources.ts";

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
