import { describe, expect, it } from "vitest";
import { FEED_DEFAULTS, type FeedSettings } from "../../../src/config/settings.ts";
import { readStory } from "../../../src/story/file/story-file.ts";
import { newFeedState } from "../../../src/story/state/feed-state.ts";
import {
  findSlugClashes,
  hasFeed,
  listSources,
  matchStates,
  newSlug,
  slugFor,
  sourceKeyOf,
  sourceTitleOf,
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

it("has a feed also where it is followed no longer; one that is known by its name alone has none", () => {
  const named = newFeedState("The Desk", "The Desk", "the-desk", "full");
  const { all } = listSources({ feeds: [], rejected: [] }, [
    { ...state, home: "https://paper.example/" },
    named,
  ]);
  expect(all.map((source) => [source.slug, hasFeed(source)])).toEqual([
    ["paper", true],
    ["the-desk", false],
  ]);
});

it("is called as feeds.yaml has it, else as the feed calls itself, with its home page, also when it is followed no longer", () => {
  const known = { ...state, title: "Paper", home: "https://paper.example/" };
  const of = (feeds: FeedSettings[]) =>
    listSources({ feeds, rejected: [] }, [known]).all.map(({ title, home }) => [title, home]);
  expect([of([feed({ title: "The Paper" })]), of([feed()]), of([])]).toEqual([
    [["The Paper", "https://paper.example/"]],
    [["Paper", "https://paper.example/"]],
    [["Paper", "https://paper.example/"]],
  ]);
});

it.each(["", " ", "\0"])("has no name where all that is known of it is %j", (title) => {
  const { all } = listSources({ feeds: [feed()], rejected: [] }, [{ ...state, title }]);
  expect(all.map((source) => source.title)).toEqual([undefined]);
});

it("remembers a feed that feeds.yaml names no longer, and its terms", () => {
  const { all, byKey } = listSources({ feeds: [], rejected: [] }, [state]);
  expect(all).toMatchObject([{ slug: "paper", show: "excerpt", followed: false }]);
  expect(byKey.get(PAPER)).toBe(all[0]);
});

it("has the stories of an address that a dropped feed had, too", () => {
  const dropped = {
    ...newFeedState("https://old.example/feed", PAPER, "old", "full"),
    changed: "2022-01-01T00:00:00Z",
  };
  const known = { ...state, changed: "2022-02-01T00:00:00Z" };
  const { byKey } = listSources({ feeds: [feed()], rejected: [] }, [known, dropped]);
  expect([PAPER, "https://old.example/feed"].map((key) => byKey.get(key)?.slug)).toEqual(["paper", "old"]);
});

it("stands in one order, whatever the order in feeds.yaml", () => {
  const feeds = ["b", "a", "d"].map((slug) => feed({ url: `https://${slug}.example/`, slug }));
  const dropped = newFeedState("https://c.example/", "https://c.example/", "c", "full");
  const { all } = listSources({ feeds, rejected: [] }, [dropped]);
  expect(all.map(({ slug }) => slug)).toEqual(["a", "b", "c", "d"]);
});

it.each([
  [{ feed: PAPER, url: "https://paper.example/", title: "Paper" }, PAPER, "Paper"],
  [{ feed: PAPER }, PAPER, ""],
  [{ url: "https://paper.example/", title: "Paper" }, "https://paper.example/", "Paper"],
  [{ url: "https://paper.example/" }, "https://paper.example/", ""],
  [{ title: "Paper" }, "Paper", "Paper"],
  [{}, "desk.example", "desk.example"],
])("of a story that came with %j", (source, key, title) => {
  const { origin } = readStory(
    "a-00000000000a.md",
    { shared: "2022-01-18", origin: { url: "https://www.desk.example/a", source } },
    "",
  );
  expect([sourceKeyOf(origin), sourceTitleOf(origin)]).toEqual([key, title]);
});

it("of a note that came from nowhere has no name", () => {
  const { origin } = readStory("a-00000000000a.md", { shared: "2022-01-18" }, "");
  expect([sourceKeyOf(origin), sourceTitleOf(origin)]).toEqual(["", ""]);
});

describe("the slug of a feed", () => {
  it.each([
    ["The Paper", [], "the-paper"],
    ["The Paper", ["the-paper"], "the-paper-bb4f63"],
    ["", [], "news-paper-example"],
    ["…", [], "news-paper-example"],
    ["", ["news-paper-example"], "news-paper-example-bb4f63"],
  ])("that calls itself %j, where %j are taken, is made of its title or its host", (title, taken, slug) => {
    expect(newSlug("https://www.news.paper.example/feed.xml", title, new Set(taken))).toBe(slug);
  });

  it("without either is readable all the same", () => {
    expect(newSlug("file:feeds/local.xml", "", new Set())).toBe("feed");
  });

  it("of which nothing is remembered stays the same from build to build", () => {
    const { all } = listSources({ feeds: [feed({ title: "The Paper" })], rejected: [] }, []);
    expect(all.map(({ slug }) => slug)).toEqual([slugFor(PAPER, "The Paper")]);
    expect([slugFor(PAPER, "The Paper"), slugFor(PAPER, "")]).toEqual(["the-paper-de162c", "de162c"]);
  });
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

it.each([
  ["its present address", { feed: "https://new.example/feed", identity: "https://third.example/" }],
  ["a former one", { feed: PAPER, identity: "https://third.example/" }],
  ["the one that it had first, and left since", { feed: "https://third.example/", identity: PAPER }],
  [
    "the one that it had first, and has again",
    { feed: "https://third.example/", identity: "https://new.example/feed" },
  ],
])("is known by %s", (_name, known) => {
  const settings = feed({ url: "https://new.example/feed", previously: [PAPER] });
  const remembered = { ...state, ...known };
  expect(matchStates({ feeds: [settings], rejected: [] }, [remembered]).get(settings)).toBe(remembered);
});

it("goes on with what is left where another feed has the newer memory", () => {
  const [paper, heir] = [
    feed(),
    feed({ url: "https://heir.example/feed", previously: ["https://old.example/feed"] }),
  ];
  const own = {
    ...newFeedState(PAPER, "https://old.example/feed", "paper", "full"),
    changed: "2022-02-01T00:00:00Z",
  };
  const old = newFeedState("https://old.example/feed", "https://old.example/feed", "old", "full");
  const matched = matchStates({ feeds: [paper, heir], rejected: [] }, [own, old]);
  expect([matched.get(paper), matched.get(heir)]).toEqual([own, old]);
});

it("goes by what was known before a first night that was killed", () => {
  const changed = "2022-02-01T00:00:00Z";
  const settings = feed({ slug: "the-paper" });
  const before = { ...state, changed, first: "2022-01-01" };
  const killed = { ...state, changed, slug: "the-paper" };
  for (const states of [
    [before, killed],
    [killed, before],
  ])
    expect(matchStates({ feeds: [settings], rejected: [] }, states).get(settings)).toBe(before);
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
    expect(matchStates(settings, [state, now]).get(wanting)).toBeUndefined();
  });

  it.each([
    ["its first address", { feed: PAPER, identity: PAPER }],
    [
      "an address that it had in between",
      { feed: "https://moved.example/feed", identity: "https://moved.example/feed" },
    ],
    ["its present address", { feed: "https://new.example/feed", identity: "https://third.example/" }],
    ["its first address, and moved since", { feed: "https://third.example/", identity: PAPER }],
  ])("is free where that feed left it under %s", (_name, left) => {
    const moved = feed({ url: "https://new.example/feed", previously: ["https://moved.example/feed"] });
    const now = {
      ...state,
      feed: "https://new.example/feed",
      slug: "the-paper",
      changed: "2022-01-01T00:00:00Z",
    };
    const settings = { feeds: [moved, wanting], rejected: [] };
    const own = newFeedState(other, other, "other", "full");
    expect(findSlugClashes(settings, [{ ...state, ...left }, now, own]).size).toBe(0);
  });

  it("finds the memory of a feed whose address was changed without a word", () => {
    const settings = { feeds: [wanting], rejected: [] };
    expect(matchStates(settings, [state]).get(wanting)).toBe(state);
    expect(findSlugClashes(settings, [state]).size).toBe(0);
  });
});
