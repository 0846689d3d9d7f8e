import { expect, it } from "vitest";
import { summarizeFetch } from "../../src/commands/summary.ts";

it("says of articles that could not be had whether they are tried again", () => {
  const told = summarizeFetch({
    feeds: [],
    stories: { added: 4, updated: 0, total: 4 },
    articles: { extracted: 0, fromFeed: 0, failed: 4, postponed: 0 },
    articleFailures: { "a file": 1, "http 410": 1, timeout: 2 },
    wouldAdd: [],
    deleted: 0,
    mistakes: [],
    brokenStates: [],
    offline: false,
  });
  expect(told.split("\n").filter((line) => line.includes("tried"))).toEqual([
    "         a file: 1 article; none is tried again",
    "         http 410: 1 article; none is tried again",
    "         timeout: 2 articles; each is tried on five nights",
  ]);
});
