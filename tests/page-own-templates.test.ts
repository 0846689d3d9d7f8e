/** What a page does whose curator has templates and assets of their own. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type StorySite, serveStories } from "./story-site.ts";

const STORIES = Array.from({ length: 12 }, (_, n) => ({
  url: `https://example.com/${n}`,
  title: `Story ${n}`,
  shared: "2026-01-01",
  markdown: "A paragraph of a long story.\n\n".repeat(n === 11 ? 1 : 40),
}));
const FOOTER = "<footer><p>A page of mine</p></footer>\n";
const BARE_STORY = `<article class="story" id="{{ story.anchor }}"><div class="body">{{ story.html | safe }}</div>
{{ standing("partials/story-foot.njk", story) }}</article>`;
const FONT_THEME = `@font-face { font-family: Own; src: url("own.woff2"); }
@font-face { font-family: Theirs; src: url("https://fonts.example.com/theirs.woff2"); }
:root { --text-font: Own, serif; --chrome-font: Theirs, sans-serif; }
`;

let browser: Browser;
const opened: StorySite[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  for (const site of opened) await site.close();
});

async function open(templates: Record<string, string>): Promise<{ page: Page; errors: string[] }> {
  const site = await serveStories(STORIES, ["pageSize: 3"], templates);
  opened.push(site);
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(site.origin);
  return { page, errors };
}

async function expectAppended(page: Page): Promise<void> {
  const before = await page.locator(".story").count();
  await page.locator("#next-page").click();
  await expect.poll(() => page.locator(".story").count()).toBe(before + 3);
  await expect.poll(() => page.evaluate("document.activeElement.className")).toBe("story");
}

describe("a page of one's own", () => {
  it("with another footer appends, tells so, and has the help on keys", async () => {
    const { page, errors } = await open({ "partials/colophon.njk": FOOTER });
    expect(await page.locator("footer").last().textContent()).toBe("A page of mine");
    await page.locator("#next-page").click();
    await expect.poll(() => page.locator("#announcer").textContent()).toBe("More stories: 3");
    await page.keyboard.press("?");
    expect(await page.locator("dialog").isVisible()).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("with parts that the script does not know appends, too", async () => {
    const { page, errors } = await open({
      "partials/script-words.njk": "",
      "partials/story.njk": BARE_STORY,
    });
    await expectAppended(page);
    await page.keyboard.press("?");
    expect(errors).toEqual([]);
    await page.close();
  });

  it("may have fonts among its assets, and from nowhere else", async () => {
    const { page } = await open({ "assets/theme.css": FONT_THEME, "assets/own.woff2": "a font" });
    const refused: string[] = [];
    page.on("console", (message) => message.text().includes("font-src") && refused.push(message.text()));
    const answered = page.waitForResponse((answer) => answer.url().endsWith("own.woff2"));
    await page.reload();
    expect((await answered).status()).toBe(200);
    expect(refused).toEqual([expect.stringContaining("https://fonts.example.com/")]);
    await page.close();
  });
});
