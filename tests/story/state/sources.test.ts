import { describe, expect, it } from "vitest";
import { FEED_DEFAULTS, type FeedSettings } from "../../../src/config/settings.ts";
import { readStory } from "../../../src/story/file/story-file.ts";
import { newFeedState } from "../../../src/story/state/feed-state.ts";
import {
  findSlugClashes,
  hasFeed,
  listSources,
  matchStates,
  sourceKeyOf,
} from "../../../src/story/state/sources.ts";

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

it("has a feed that is followed under the site's own address; of one that never was, that is the site", () => {
  const withHome = { ...state, home: PAPER };
  const of = (feeds: FeedSettings[]) => listSources({ feeds, rejected: [] }, [withHome]).all.map(hasFeed);
  expect([of([feed()]), of([])]).toEqual([[true], [false]]);
});

it("remembers a feed that feeds.yaml names no longer, and its terms", () => {
  const { all } = listSources({ feeds: [], rejected: [] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", show: "excerpt", followed: false }]);
});

it("goes on following a feed whose entry has a mistake", () => {
  const { all } = listSources({ feeds: [], rejected: [{ key: "feeds[0]", url: PAPER, failures: [] }] }, [
    state,
  ]);
  expect(all).toMatchObject([{ slug: "paper", show: "excerpt", followed: true }]);
});

it("stays one source under a new address that names the old one", () => {
  const moved = feed({ url: "https://new.example/feed", previously: [PAPER] });
  const { all, byKey } = listSources({ feeds: [moved], rejected: [] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", feed: "https://new.example/feed" }]);
  expect(byKey.get(PAPER)).toBe(byKey.get("https://new.example/feed"));
});

it.each([
  "http://paper.example/feed.xml",
  "https://paper.example:443/feed.xml",
  "http://PAPER.example/feed.xml#a",
])("is the source of stories that name its feed as %s", (said) => {
  const { byKey } = listSources({ feeds: [feed({ slug: "paper" })], rejected: [] }, []);
  const origin = readStory(
    "a-00000000000a.md",
    { shared: "2022-01-18", origin: { source: { feed: said } } },
    "",
  ).origin;
  expect(byKey.get(sourceKeyOf(origin))?.slug).toBe("paper");
});

it("stays one feed where http becomes https", () => {
  const secured = feed();
  const before = {
    ...state,
    feed: "http://paper.example/feed.xml",
    identity: "http://paper.example/feed.xml",
  };
  expect(matchStates({ feeds: [secured], rejected: [] }, [before]).get(secured)).toBe(before);
  const moved = feed({ url: "https://new.example/feed", previously: [PAPER] });
  expect(matchStates({ feeds: [moved], rejected: [] }, [before]).get(moved)).toBe(before);
  const { all } = listSources({ feeds: [], rejected: [{ key: "feeds[0]", url: PAPER, failures: [] }] }, [
    before,
  ]);
  expect(all).toMatchObject([{ slug: "paper", followed: true }]);
});

it("leaves a memory to the feed that it was written for, where another names its address as its own first", () => {
  const moved = { ...state, feed: "https://new.example/feed" };
  const [old, now] = [feed(), feed({ url: "https://new.example/feed" })];
  expect([...matchStates({ feeds: [old, now], rejected: [] }, [moved])]).toEqual([[now, moved]]);
});

it("knows the newer file of a feed whose slug was changed", () => {
  const renamed = feed({ slug: "the-paper" });
  const later = { ...state, slug: "the-paper" };
  expect(matchStates({ feeds: [renamed], rejected: [] }, [state, later]).get(renamed)).toBe(later);
});

it.each([undefined, "paper", "third"])("goes by what was written last where its slug is %s now", (slug) => {
  const [early, late] = ["2022-01-01T00:00:00Z", "2022-02-01T00:00:00Z"];
  const settings = feed(slug === undefined ? {} : { slug });
  const states = [
    { ...state, changed: early },
    { ...state, slug: "the-paper", changed: late },
  ];
  expect(matchStates({ feeds: [settings], rejected: [] }, states).get(settings)).toBe(states[1]);
});

describe("a slug that another followed feed has", () => {
  const other = "https://other.example/feed.xml";
  const wanting = feed({ url: other, location: other, slug: "paper" });

  it("takes over no memory, and stays the page of the feed that had it first", () => {
    const settings = { feeds: [wanting, feed()], rejected: [] };
    expect(matchStates(settings, [state]).get(wanting)).toBeUndefined();
    expect([...findSlugClashes(settings, [state])]).toEqual([[wanting, state]]);
    const { byKey } = listSources(settings, [state]);
    expect(byKey.get(PAPER)?.slug).toBe("paper");
    expect(byKey.get(other)?.slug).not.toBe("paper");
  });

  it("is so also where that feed's entry has a mistake", () => {
    const settings = { feeds: [wanting], rejected: [{ key: "feeds[0]", url: PAPER, failures: [] }] };
    expect(matchStates(settings, [state]).size).toBe(0);
    expect([...findSlugClashes(settings, [state]).keys()]).toEqual([wanting]);
  });

  it("is so also where that feed is followed no longer, and this one has a memory of its own", () => {
    const settings = { feeds: [wanting], rejected: [] };
    const own = newFeedState(other, other, "other", "full");
    expect([...findSlugClashes(settings, [own, state])]).toEqual([[wanting, state]]);
  });

  it("is free for a feed that follows the one which had it, also with a memory of its own", () => {
    const heir = feed({ url: other, location: other, slug: "paper", previously: [PAPER] });
    const own = newFeedState(other, other, "other", "full");
    expect(findSlugClashes({ feeds: [heir], rejected: [] }, [own, state]).size).toBe(0);
  });

  it("is free where that feed gets another one in the same night", () => {
    const settings = { feeds: [feed({ slug: "the-paper" }), wanting], rejected: [] };
    expect(findSlugClashes(settings, [state]).size).toBe(0);
  });

  it("is free where that feed has another one now", () => {
    const settings = { feeds: [feed({ slug: "the-paper" }), wanting], rejected: [] };
    const now = { ...state, slug: "the-paper", changed: "2022-01-01T00:00:00Z" };
    expect(findSlugClashes(settings, [state, now]).size).toBe(0);
  });

  it("finds the memory of a feed whose address was changed without a word", () => {
    const settings = { feeds: [wanting], rejected: [] };
    expect(matchStates(settings, [state]).get(wanting)).toBe(state);
    expect(findSlugClashes(settings, [state]).size).toBe(0);
  });
});
