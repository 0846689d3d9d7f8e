import { expect, it } from "vitest";
import { annotateConfig, annotateFeeds, annotateStories } from "../../src/commands/annotations.ts";
import type { FeedReport } from "../../src/fetch/report-feeds.ts";
import type { StoryMistake } from "../../src/story/file/story-mistake.ts";

const failed = (title: string, values: Partial<FeedReport> = {}): FeedReport => ({
  url: "https://paper.example/feed.xml",
  title,
  status: "failed",
  stage: "fetch",
  error: "HTTP 500",
  entries: 0,
  added: 0,
  ...values,
});

const mistake = (values: Partial<StoryMistake> = {}): StoryMistake => ({
  path: "content/stories/a.md",
  line: 3,
  what: "invalid YAML",
  cure: "mend it",
  ...values,
});

it("is a line each, whatever signs of its own GitHub's syntax finds in a text", () => {
  expect(annotateFeeds([failed("News, 24:7", { error: "100 % of it:\r\ngone, alas" })])).toEqual([
    "::warning file=feeds.yaml,title=News%2C 24%3A7 failed::fetch: 100 %25 of it:%0D%0Agone, alas",
  ]);
});

it("says nothing of feeds that are well, or whose failures nobody wants to hear of", () => {
  const feeds = [failed("A", { status: "fetched" }), failed("B", { muted: true }), failed("C")];
  expect(annotateFeeds(feeds)).toEqual(["::warning file=feeds.yaml,title=C failed::fetch: HTTP 500"]);
});

it("stands in the story's file where it is to be mended, and not for stories that are shown", () => {
  expect(annotateStories([mistake(), mistake({ isNote: true })])).toEqual([
    "::warning file=content/stories/a.md,line=3,title=This story is not shown::invalid YAML. To mend it: mend it.",
  ]);
});

it("names the key of feeds.yaml that is wrong", () => {
  const wrong = { line: 7, key: "feeds[2].show", what: "It is none.", cure: "Write full." };
  expect(annotateConfig([wrong])).toEqual([
    "::warning file=feeds.yaml,line=7,title=feeds[2].show::It is none. Write full.",
  ]);
});

it("is told of ten and no more: further ones GitHub would drop", () => {
  const mistakes = Array.from({ length: 12 }, (_, number) => mistake({ line: number + 1 }));
  expect(annotateStories(mistakes).map((line) => /line=(\d+)/.exec(line)?.[1])).toEqual(
    Array.from({ length: 10 }, (_, number) => `${number + 1}`),
  );
});
