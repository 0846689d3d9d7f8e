import { expect, it } from "vitest";
import { summarizeBuild, summarizeFetch } from "../../src/commands/summary.ts";
import type { FeedReport, FetchReport } from "../../src/fetch/report-feeds.ts";
import type { BuildReport } from "../../src/site/build-site.ts";

const QUIET: FetchReport = {
  feeds: [],
  stories: { added: 0, updated: 0, total: 1500 },
  articles: { extracted: 0, fromFeed: 0, failed: 0, postponed: 0 },
  articleFailures: {},
  wouldAdd: [],
  deleted: 0,
  mistakes: [],
  brokenStates: [],
  offline: false,
};

const feed = (title: string, values: Partial<FeedReport> = {}): FeedReport => ({
  url: `https://${title.toLowerCase()}.example/feed.xml`,
  title,
  status: "fetched",
  entries: 3,
  added: 0,
  ...values,
});

const passedOver = { excluded: 0, overPerDay: 0, older: 0, removed: 0, beyondLimit: 0 };

it("says of articles that could not be had whether they are tried again", () => {
  const told = summarizeFetch({
    ...QUIET,
    articles: { ...QUIET.articles, failed: 4 },
    articleFailures: { "a file": 1, "http 410": 1, timeout: 2 },
  });
  expect(told.split("\n").filter((line) => line.includes("tried"))).toEqual([
    "         a file: 1 article; none is tried again",
    "         http 410: 1 article; none is tried again",
    "         timeout: 2 articles; each is tried on five nights",
  ]);
});

it("says what a night did, and of each feed what its curator should know", () => {
  const told = summarizeFetch({
    ...QUIET,
    feeds: [
      feed("Ada", { passedOver: { ...passedOver, excluded: 1, overPerDay: 3 } }),
      feed("Bob", { status: "unchanged", movedTo: "https://bob.example/new" }),
      feed("Cid", { cutShort: true }),
      feed("Dot", { passedOver: { ...passedOver, older: 2 } }),
      feed("Eve", { status: "failed", stage: "fetch", error: "No answer." }),
      feed("Fay", { status: "failed", stage: "fetch", error: "No answer.", muted: true }),
      feed("Gus", { status: "skipped" }),
    ],
    stories: { added: 2, updated: 1, total: 1500 },
    articles: { extracted: 1, fromFeed: 1, failed: 1, postponed: 5 },
    deleted: 1,
  });
  expect(told.split("\n")).toEqual([
    "Feeds    3 fetched, 1 unchanged, 1 not due, 2 failed",
    "  failed Eve (fetch): No answer.",
    "  Ada: 3 passed over by perDay",
    "  Bob: moved for good: put https://bob.example/new into feeds.yaml, and the old address under `previously`",
    "  Cid: the document breaks off before its end; what is missing is asked for again",
    "Stories  2 new, 1 updated, 1,500 in all",
    "         1 story deleted by hand: content/removed.txt says so, and no feed brings it back",
    "Texts    1 from articles, 1 from feeds, 1 article could not be read: their stories have what the feeds say, 5 left for later nights",
  ]);
});

it("says above all else that it was our own network, and what many feeds have in common once", () => {
  const titles = ["A", "B", "C", "D", "E", "F"];
  const failed = (title: string): FeedReport =>
    feed(title, { status: "failed", stage: "fetch", error: "No host." });
  const told = summarizeFetch({ ...QUIET, feeds: titles.map(failed), offline: true });
  expect(told.split("\n")).toEqual([
    expect.stringMatching(/this machine's own network\. No feed is blamed/),
    "Feeds    0 fetched, 0 unchanged, 0 not due, 6 failed",
    "  failed 6 feeds (fetch): No host.",
    "         A, B, C, D, E, F",
    "Stories  0 new, 0 updated, 1,500 in all",
    "Texts    0 from articles, 0 from feeds",
  ]);
  const few = summarizeFetch({ ...QUIET, feeds: titles.slice(1).map(failed) });
  expect(few.match(/^ {2}failed [B-F] \(fetch\): No host\.$/gm)).toHaveLength(5);
});

const BUILT: BuildReport = {
  url: "https://stories.example.net.invalid/",
  stories: 1500,
  pages: { written: 1, unchanged: 3000, removed: 2 },
  files: 3010,
  bytes: 30e6,
  changes: { written: [], removed: [] },
  mistakes: [],
  configMistakes: [],
};

it("says what a build made, and nothing of hosts that take it", () => {
  expect(summarizeBuild(BUILT, "_site").split("\n")).toEqual([
    "Site     1,500 stories; 1 page written, 3,000 unchanged, 2 removed",
    "         _site: 3,010 files, 30 MB",
  ]);
});

it("says which hosts take no more, and how a site gets smaller", () => {
  const told = summarizeBuild({ ...BUILT, files: 18_000, bytes: 1.2e9 }, "_site");
  expect(told.split("\n").slice(2)).toEqual([
    "         more than GitHub Pages takes: 1.0 GB",
    "         more than GitLab Pages on gitlab.com takes: 1.0 GB",
    "         close to what Cloudflare Pages, free takes: 20,000 files",
    "         more than Azure Static Web Apps, free takes: 15,000 files",
    "         more than Azure Static Web Apps, free takes: 250 MB",
    expect.stringContaining("permalinks: anchors"),
  ]);
});

it("names fifty of many story files that were passed over, and says how many more there are", () => {
  const mistakes = Array.from({ length: 1551 }, (_, number) => ({
    path: `content/stories/${number}.md`,
    line: 1,
    what: "is no story",
    cure: "write one",
    ...(number === 0 ? { isNote: true as const } : {}),
  }));
  const lines = summarizeBuild({ ...BUILT, mistakes }, "_site").split("\n");
  expect(lines.slice(1, 3)).toEqual([
    "  look at content/stories/0.md:1: is no story. To mend it: write one.",
    "  passed over content/stories/1.md:1: is no story. To mend it: write one.",
  ]);
  expect(lines.slice(50)).toEqual([expect.stringContaining("/49.md"), "  and 1,501 more", lines.at(-1)]);
});
