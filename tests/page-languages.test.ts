/** Stories of many languages on one page, whose own is another one: each is set as its script asks for. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type StorySite, serveStories } from "./story-site.ts";

const TABLE = "| اسم | عدد |\n|---|---|\n| سفن | 12 |";
const STORIES = [
  { url: "https://example.com/en", title: "Harbour", language: "en", markdown: "The harbour opens." },
  { url: "https://example.com/zh", title: "港口", language: "zh", markdown: "新港口今日启用。" },
  { url: "https://example.com/ar", title: "الميناء", language: "ar", markdown: `افتتح الميناء.\n\n${TABLE}` },
];

let browser: Browser;
let site: StorySite;

beforeAll(async () => {
  site = await serveStories(STORIES, ["language: ar"]);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
  await page.goto(site.origin);
  return page;
}

it("lines are as far apart as the story's script asks for, not the site's", async () => {
  const page = await open();
  const leading = await page.evaluate(`Object.fromEntries(
    [...document.querySelectorAll(".body")].map((body) => {
      const { lineHeight, fontSize } = getComputedStyle(body);
      return [body.parentElement.lang, (parseFloat(lineHeight) / parseFloat(fontSize)).toFixed(2)];
    }),
  )`);
  expect(leading).toEqual({ en: "1.68", zh: "1.85", ar: "1.90" });
  await page.close();
});

it("a table from right to left begins at the right edge of its text", async () => {
  const page = await open();
  const [text, cell] = await page.evaluate<[number, number]>(`(() => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector("[lang=ar] td"));
    const body = document.querySelector("[lang=ar] .body");
    return [body.getBoundingClientRect().right, words.getBoundingClientRect().right];
  })()`);
  expect(cell).toBeCloseTo(text, 0);
  await page.close();
});
