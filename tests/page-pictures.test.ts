/** Drawings that are ink alone are seen, whatever the page's colours. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type StorySite, serveStories } from "./story-site.ts";

const FORMULA = "![x = y](https://example.com/media/math/render/svg/0a1b)";
const STORY = {
  url: "https://example.com/formula",
  title: "A formula",
  markdown: `So ${FORMULA} holds.\n\n![A harbour](https://example.com/harbour.jpg)`,
  comment: FORMULA,
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

it.each(["light", "dark"] as const)("a drawing has white paper where the page is %s", async (colorScheme) => {
  const page = await browser.newPage({ colorScheme });
  await page.goto(site.origin);
  const papers = await page.evaluate(`[...document.querySelectorAll("img")].map((picture) => {
    const { backgroundColor, color } = getComputedStyle(picture);
    return [backgroundColor, color];
  })`);
  const drawing = ["rgb(255, 255, 255)", "rgb(0, 0, 0)"];
  expect(papers).toEqual([drawing, drawing, expect.not.arrayContaining(drawing)]);
  await page.close();
});
