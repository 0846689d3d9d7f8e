/** Real threads: what exceeds its time or memory fails alone. */
import { afterEach, describe, expect, it } from "vitest";
import { createWorkerPool, type PoolOptions, type WorkerPool } from "../../src/article/worker-pool.ts";

const words =
  "The ferry between the two islands has run every morning since the harbour was built, in any weather. ";
const article = `<html><body><article><h1>A boat</h1><p>${words.repeat(4)}</p><p>${words.repeat(3)}</p></article></body></html>`;
/** Unclosed inline elements in unclosed paragraphs: each of them makes the tree deeper, and parsing it slower. */
const slow = `<body>${"<b><p>x ".repeat(300_000)}`;

const input = (html: string) => ({
  entry: { title: "A boat" },
  page: { html, url: "https://site.example/a" },
});

let pool: WorkerPool | undefined;
const start = (options: Partial<PoolOptions> = {}): WorkerPool => {
  pool = createWorkerPool({ threads: 1, timeoutMs: 30_000, heapMb: 256, ...options });
  return pool;
};

afterEach(async () => {
  await pool?.close();
});

describe("the pool of threads", () => {
  it("composes texts, each in its turn", async () => {
    const { compose } = start();
    const outcomes = await Promise.all([
      compose(input(article)),
      compose(input(article)),
      compose({ entry: { title: "B" } }),
    ]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.text)).toEqual([
      "article",
      "article",
      "none",
    ]);
  });

  it("parses feeds, and hands on what is wrong with one", async () => {
    const { parse } = start();
    const rss =
      '<rss version="2.0"><channel><title>Boats</title><item><title>One</title><link>https://site.example/1</link></item></channel></rss>';
    const [feed, page] = await Promise.all([
      parse(Buffer.from(rss), { url: "https://site.example/feed" }),
      parse(Buffer.from("<html><body>No feed</body></html>"), { url: "https://site.example/feed" }),
    ]);
    expect(feed).toMatchObject({ ok: true, value: { title: "Boats", entries: [{ title: "One" }] } });
    expect(page).toMatchObject({ ok: false, stage: "parse" });
  });

  it("ends a text that takes too long, and starts the next one's clock only then", async () => {
    const { compose } = start({ timeoutMs: 4000, startMs: 0 });
    const [stopped, next] = await Promise.all([compose(input(slow)), compose(input(article))]);
    expect(stopped).toMatchObject({ ok: false, stage: "article", cause: "too slow" });
    expect(next).toMatchObject({ ok: true, value: { text: "article" } });
  });

  it("ends a text that needs too much memory, and goes on with the next", async () => {
    const { compose } = start({ heapMb: 64 });
    const [stopped, next] = await Promise.all([
      compose(input(`<body>${"<i><b><p>x</p></b></i>".repeat(130_000)}`)),
      compose({ entry: { title: "B", html: "<p>words</p>" } }),
    ]);
    expect(stopped).toMatchObject({ ok: false, stage: "article", cause: "too big" });
    expect(next).toMatchObject({ ok: true, value: { text: "feed", markdown: "words\n" } });
  });
});
