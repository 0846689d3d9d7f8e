/** Articles that cannot be had: the story is kept with the feed's own words, and its page is tried again on later nights. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import type { Story } from "../../src/story/story.ts";
import { answer, drip, type Script } from "../http/faulty-publisher.ts";
import { hashTree } from "../run-cli.ts";
import { feedAnswer, type Nights, rss, startNights } from "./nights.ts";

const html = (body: string, headers: Record<string, string> = {}): Buffer =>
  answer(200, { "content-type": "text/html; charset=utf-8", ...headers }, body);

const words = (name: string): string =>
  `The feed's own words about ${name}: the ferry was late again this morning, the harbour master said that it was the tide, and the tide said nothing at all, as tides do when they are asked by strangers.`;

const article = (name: string, head = ""): Buffer =>
  html(`<!doctype html><html><head><title>${name}</title>${head}</head><body><article><h1>${name}</h1>
<p>${words(name)}</p>${"<p>The page goes on where the feed ends: by noon the ferry had come, with nobody on board but its captain, who asked what day it was and was told.</p>".repeat(3)}</article></body></html>`);

const PAYWALL = `<!doctype html><html><head><title>The Morning Post</title></head><body><main><h2>Subscribe now to continue reading</h2>
<p>Already a subscriber? Log in to continue. This article is for subscribers only.</p></main></body></html>`;
const ROBOT = `<!doctype html><html><head><title>Just a moment...</title></head><body><p>Checking your browser before you continue. Verify you are human.</p></body></html>`;
const nested = `<!doctype html><title>nested</title><body><p>Not much.</p>${"<div>".repeat(20_000)}deep${"</div>".repeat(20_000)}`;
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, "<p>boom "));

/** What answers at each article's address, and under which cause the report counts it. */
const FAULTS: Record<string, [script: Script, cause: string]> = {
  forbidden: [answer(403), "http 403"],
  missing: [answer(404), "http 404"],
  paywall: [html(PAYWALL), "paywall or login page"],
  robot: [html(ROBOT), "robot check"],
  empty: [html(""), "empty"],
  pdf: [answer(200, { "content-type": "application/pdf" }, "%PDF-1.7 <p>no words</p>"), "a file"],
  image: [answer(200, { "content-type": "image/png" }, "\x89PNG"), "a file"],
  sound: [answer(200, { "content-type": "Audio/MPEG" }, "ID3"), "a file"],
  film: [answer(200, { "content-type": "video/mp4", "content-length": "40000000" }, "film"), "a file"],
  gone: [answer(410), "http 410"],
  note: [answer(200, { "content-type": "text/plain" }, "We are back soon."), "not a page"],
  bomb: [answer(200, { "content-type": "text/html", "content-encoding": "gzip" }, bomb), "too large"],
};
/** What no later night changes. */
const FINAL = new Set(["a file", "http 410"]);
/** A page that can be read, but says less than the feed. */
const READ = { nested: html(nested), healthy: article("healthy") };
const FUTURE = '<meta property="article:published_time" content="2099-01-01T00:00:00Z">';
const DRIP = drip("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<p>", 100);

const NIGHTS_OF_TRYING = 5;

let nights: Nights;
const reports: FetchReport[] = [];
const trees: Record<string, string>[] = [];
/** Paths asked for, night by night. */
const asked: string[][] = [];

const storyOf = (name: string): Story => {
  const found = [...nights.stories().values()].filter(({ title }) => title === `About ${name}`);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} stories about ${name}`);
  return found[0];
};

async function night(number: number): Promise<void> {
  const before = nights.publisher.log.length;
  reports.push(await nights.fetch(number));
  asked.push(nights.publisher.log.slice(before).map(({ path }) => path));
  trees.push(hashTree(join(nights.root, "content")));
}

const attempts = (name: string): number[] =>
  asked.map((paths) => paths.filter((path) => path === `/articles/${name}`).length);

beforeAll(async () => {
  nights = await startNights({ feed: "fullText: auto, backfill: 100" }, ", timeout: 1");
  const { scripts, origin } = nights.publisher;
  for (const [name, [script]] of Object.entries(FAULTS)) scripts.set(`/articles/${name}`, script);
  for (const [name, script] of Object.entries(READ)) scripts.set(`/articles/${name}`, script);
  scripts.set("/articles/drip", DRIP);
  scripts.set("/articles/healed", answer(403));
  const names = [...Object.keys(FAULTS), ...Object.keys(READ), "drip", "healed"];
  const items = names.map((name) => ({
    title: `About ${name}`,
    link: `${origin}/articles/${name}`,
    body: `<p>${words(name)}</p>`,
  }));
  scripts.set("/feed", feedAnswer(rss(items)));
  await night(0);
  scripts.set("/articles/drip", article("drip"));
  await night(1);
  scripts.set("/articles/healed", article("healed", FUTURE));
  for (let number = 2; number <= NIGHTS_OF_TRYING + 1; number++) await night(number);
});

afterAll(() => nights?.close());

describe("an article that cannot be had", () => {
  it.each(Object.keys(FAULTS))("leaves the story with the feed's own words: %s", (name) => {
    const { body, origin } = storyOf(name);
    expect(origin.text).toBe("feed");
    expect(body).toBe(`${words(name)}\n`);
  });

  it.each(Object.entries(FAULTS))("is tried as long as a later night may have it: %s", (name, [, cause]) => {
    expect(attempts(name)).toEqual(FINAL.has(cause) ? [1, 0, 0, 0, 0, 0, 0] : [1, 1, 1, 1, 1, 0, 0]);
  });

  it("is counted in the report by its cause", () => {
    const causes: Record<string, number> = { timeout: 1, "http 403": 1 };
    for (const [, cause] of Object.values(FAULTS)) causes[cause] = (causes[cause] ?? 0) + 1;
    expect(reports[0]?.articleFailures).toEqual(causes);
  });

  it("stops no other article and no story", () => {
    expect(reports[0]).toMatchObject({ stories: { added: 16, total: 16 }, articles: { extracted: 1 } });
    expect(storyOf("healthy")).toMatchObject({ origin: { text: "article" } });
    expect(reports.map(({ stories }) => stories.total)).toEqual(Array(NIGHTS_OF_TRYING + 2).fill(16));
  });
});

describe("an article that can be had again", () => {
  it("takes the place of the feed's words, in the same file", () => {
    for (const name of ["drip", "healed"]) {
      const { body, origin } = storyOf(name);
      expect(origin.text).toBe("article");
      expect(body).toContain("The page goes on where the feed ends");
    }
    expect(reports.map(({ stories }) => stories.updated)).toEqual([0, 1, 1, 0, 0, 0, 0]);
  });

  it("brings no date that is later than its night", () => {
    expect(storyOf("healed").origin.published).toBe("2026-03-16T09:00:00Z");
  });

  it("is asked for no more", () => {
    expect(attempts("healed")).toEqual([1, 1, 1, 0, 0, 0, 0]);
    expect(attempts("healthy")).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(attempts("drip").slice(1)).toEqual([1, 0, 0, 0, 0, 0]);
  });
});

describe("a page of twenty thousand nested elements", () => {
  it("is read in time, and the feed's words are the better ones", () => {
    expect(storyOf("nested")).toMatchObject({ body: `${words("nested")}\n`, origin: { text: "feed" } });
    expect(reports[0]?.articles.fromFeed).toBe(1);
    expect(attempts("nested")).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });
});

it("comes to rest: a night after the last attempt changes no byte of content/", () => {
  expect(trees.at(-1)).toEqual(trees.at(-2));
});
