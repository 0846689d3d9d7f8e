import { describe, expect, it } from "vitest";
import { FEED_DEFAULTS, type FeedSettings } from "../../src/config/settings.ts";
import { judgeFeeds, judgeSlugs } from "../../src/doctor/judge-feeds.ts";
import { type FeedState, type MovedFeed, newFeedState } from "../../src/story/state/feed-state.ts";

const URL = "https://example.com/feed.xml";
const DAY = "2026-03-14";

function judge(state: Partial<FeedState>, settings: Partial<FeedSettings> = {}) {
  const feed = { ...FEED_DEFAULTS, url: URL, location: URL, ...settings };
  return judgeFeeds(
    { feeds: [feed], rejected: [] },
    [{ ...newFeedState(URL, URL, "paper", "full"), title: "A paper", ...state }],
    DAY,
  );
}

const failing = (cause: string, message: string): Partial<FeedState> => ({
  failures: { since: "2026-03-10", last: "2026-03-14", days: 5, stage: "fetch", cause, message },
});

describe("a feed", () => {
  it("that is well, or not asked yet, is not spoken of", () => {
    expect(judge({ healthy: "2026-01-01", newest: "2026-03-13T10:00:00Z" })).toEqual([]);
    expect(
      judgeFeeds({ feeds: [{ ...FEED_DEFAULTS, url: URL, location: URL }], rejected: [] }, [], DAY),
    ).toEqual([]);
  });

  it.each([
    ["http 404", "look on its site"],
    ["not a feed", "put the address of the feed itself"],
    ["http 403", "muted: true"],
    ["emptied", "it is asked each night"],
    ["timeout", "nothing, where it passes"],
  ])("that fails with %s is named with its cure", (cause, cure) => {
    const [found] = judge(failing(cause, "some words"));
    expect(found).toMatchObject({
      kind: "feed",
      where: `A paper (${URL})`,
      what: "fails since 2026-03-10 (5 days): some words",
    });
    expect(found?.cure).toContain(cure);
  });

  it("that fails is not spoken of where it is muted", () => {
    expect(judge(failing("http 404", "x"), { muted: true })).toEqual([]);
  });

  it("that is gone is named once, as gone", () => {
    const found = judge({ ...failing("http 410", "x"), gone: "2026-02-01" });
    expect(found.map(({ what }) => what)).toEqual([
      "is gone for good (410) since 2026-02-01, and is not asked any more",
    ]);
  });

  it("that has moved is named once its redirects are believed, and not once feeds.yaml has followed", () => {
    const moved = (days: number): MovedFeed => ({
      to: "https://example.com/new.xml",
      days: ["2026-03-12", "2026-03-13", "2026-03-14"].slice(0, days),
    });
    expect(judge({ moved: moved(2) })).toEqual([]);
    expect(judge({ moved: moved(3) })).toMatchObject([
      { what: "has moved for good, to https://example.com/new.xml", cure: expect.stringContaining(URL) },
    ]);
    const followed = { url: "https://example.com/new.xml", previously: [URL] };
    expect(judge({ moved: moved(3) }, followed)).toEqual([]);
  });

  it("that is silent for more than 90 days is noted", () => {
    expect(judge({ newest: "2025-12-10T10:00:00Z" })).toMatchObject([
      { what: "has had nothing new since 2025-12-10", isNote: true },
    ]);
    expect(judge({ newest: "2025-12-20T10:00:00Z" })).toEqual([]);
  });
});

it("whose slug is another feed's page is named, muted or not, and its owner is not", () => {
  const feed = (url: string, settings: Partial<FeedSettings>) => ({
    ...FEED_DEFAULTS,
    url,
    location: url,
    ...settings,
  });
  const other = feed("https://other.example/feed", { title: "Other", slug: "paper", muted: true });
  const states = [{ ...newFeedState(URL, URL, "paper", "full"), title: "A paper" }];
  const judgeAll = (...feeds: FeedSettings[]) => judgeSlugs({ feeds, rejected: [] }, states);
  expect(judgeAll(other, feed(URL, {}))).toEqual([
    {
      kind: "config",
      where: "feeds.yaml (slug of Other, https://other.example/feed)",
      what: `is paper, the page of ${URL} already: the feed is not asked`,
      cure: "give it a slug of its own",
    },
  ]);
  expect(judgeAll({ ...other, slug: "other" }, feed(URL, { slug: "paper" }))).toEqual([]);
});
