/** Comments are Markdown, as stories are: whatever they have in them looks like what it is, and fits. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type StorySite, serveStories } from "./story-site.ts";

const WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="10"/>';
const ROW = "| a measurement ".repeat(12);
const COMMENT = [
  "As she says:",
  "> A quotation.",
  `~~~\n${"call(); ".repeat(30)}\n~~~`,
  `${ROW}|\n${"|---".repeat(12)}|\n${ROW}|`,
  "![a wide picture](https://example.com/wide.svg)",
].join("\n\n");
const STORY = {
  url: "https://example.com/commented",
  title: "Commented",
  markdown: "Words.",
  comment: COMMENT,
  shares: [{ by: "Ada", at: "2026-03-13T03:00:00Z", comment: COMMENT }],
};

let browser: Browser;
let site: StorySite;

beforeAll(async () => {
  site = await serveStories([STORY]);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  await page.route("https://example.com/**", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: WIDE }),
  );
  await page.goto(site.origin);
  await page.evaluate("for (const image of document.images) image.loading = 'eager'");
  await page.waitForFunction("[...document.images].every((image) => image.naturalWidth === 2000)");
  return page;
}

describe.each([".curator", ".share-comment"])("a comment in %s", (comment) => {
  it.each([360, 1280])("makes no page wider than %d pixels", async (width) => {
    const page = await open(width);
    expect(await page.locator(`${comment} :is(pre, table, img)`).count()).toBe(3);
    const edges = await page.evaluate<number[]>(
      `[...document.querySelectorAll("${comment} :is(pre, .table, img)")].map((part) => part.getBoundingClientRect().right)`,
    );
    for (const edge of edges) expect(edge).toBeLessThan(width);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.close();
  });

  it("shows what it quotes as a quotation", async () => {
    const page = await open(800);
    const bars = await page.evaluate<string[]>(
      `[...document.querySelectorAll("${comment} blockquote")].map((quotation) => getComputedStyle(quotation).borderInlineStartStyle)`,
    );
    expect(bars).toEqual(["solid"]);
    await page.close();
  });
});
