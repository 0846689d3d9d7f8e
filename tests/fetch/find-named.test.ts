/** Which feeds `--only` means. */
import { expect, it } from "vitest";
import { FEED_DEFAULTS } from "../../src/config/settings.ts";
import { findNamed } from "../../src/fetch/find-named.ts";
import { newFeedState } from "../../src/story/state/feed-state.ts";
import { UsageError } from "../../src/usage-error.ts";

const url = "https://paper.example/feed.xml";
const paper = { ...FEED_DEFAULTS, url, location: url, previously: ["http://old.example/rss"] };
const other = { ...paper, url: "https://other.example/", previously: [], title: "The Other" };
const broken = { key: "feeds[1]", url: "https://broken.example/", title: "Broken", failures: [] };
const brokenState = {
  ...newFeedState(broken.url, broken.url, "broken-news", "full" as const),
  title: "Broken News",
};
const state = { ...newFeedState(url, url, "the-daily-paper", "full" as const), title: "The Daily Paper" };
const ROOT = "/pages/mine";
const find = (name: string) => [
  ...findNamed(name, { feeds: [paper, other], rejected: [broken] }, [state, brokenState], ROOT),
];

it.each([
  "The Daily Paper",
  "the-daily-paper",
  url,
  "http://paper.example/feed.xml",
  "https://old.example/rss",
])("finds a feed as %s", (name) => expect(find(name)).toEqual([paper]));

it.each([
  "feeds/my own.xml",
  "./feeds/my own.xml",
  "/pages/mine/feeds/my own.xml",
  "file:feeds/my%20own.xml",
])("finds a local feed as %s, whichever way feeds.yaml writes it", (name) => {
  const own = { ...paper, url: "file:feeds/my%20own.xml", previously: [] };
  expect([...findNamed(name, { feeds: [paper, own], rejected: [] }, [], ROOT)]).toEqual([own]);
});

it.each(["Broken", "Broken News", "broken-news"])("finds a feed whose entry has a mistake as %s", (name) =>
  expect(find(name)).toEqual([broken]),
);

it.each([
  ["The Dayly Paper", "did you mean The Daily Paper?"],
  ["https://other.exmple/", "did you mean https://other.example/?"],
  ["something else altogether", '"something else altogether"'],
])("says of %s that no feed has that name: %s", (name, words) => {
  expect(() => find(name)).toThrow(UsageError);
  expect(() => find(name)).toThrow(words);
});
