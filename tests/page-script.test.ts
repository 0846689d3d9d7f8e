import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { NOW } from "./run-cli.ts";
import { type StorySite, serveStories } from "./story-site.ts";

const DAY = 86_400_000;
const LONG = Array.from({ length: 40 }, (_, n) => `Paragraph ${n} of a long story. `.repeat(8)).join("\n\n");

const story = (n: number, more: object = {}): object => ({
  url: `https://example.com/${n}`,
  title: `Story ${n}`,
  shared: new Date(Number(NOW) * 1000 - n * DAY).toISOString(),
  tags: ["harbour"],
  markdown: `Words of story ${n}.`,
  ...more,
});

let browser: Browser;
let site: StorySite;

beforeAll(async () => {
  const noted = `A claim.[^1]\n\n${LONG}\n\n[^1]: What it rests on.\n`;
  const stories = [story(0), story(1, { markdown: noted }), story(2, { markdown: LONG })];
  site = await serveStories([...stories, ...[3, 4, 5, 6, 7, 8, 9].map((n) => story(n))], ["pageSize: 3"]);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(path = "/"): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.goto(`${site.origin}${path}`);
  return page;
}

const opened = (page: Page): Promise<string | null> =>
  page
    .locator(".story", { has: page.locator(".footnotes") })
    .locator(".unfold")
    .getAttribute("aria-expanded");

const NOTE = ".footnotes li";

const isInView = (page: Page, selector: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const { top, bottom } = document.querySelector("${selector}").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  })()`);

describe("a folded story", () => {
  it("opens for a link to its footnote, and shows the note", async () => {
    const page = await open();
    await page.locator("[role=doc-noteref]").click();
    await expect.poll(() => isInView(page, NOTE)).toBe(true);
    expect(await opened(page)).toBe("true");
    await page.close();
  });

  it("is open where the address names its footnote", async () => {
    const front = await open();
    const id = await front.locator(NOTE).getAttribute("id");
    await front.close();
    const page = await open(`/#${id}`);
    await expect.poll(() => isInView(page, NOTE)).toBe(true);
    expect(await opened(page)).toBe("true");
    await page.close();
  });

  it("opens where something in it was found, and shows what was found", async () => {
    const page = await open();
    // As find-in-page does: the fold is scrolled, and nothing is selected.
    await page.evaluate(`document.querySelector("${NOTE}").scrollIntoView({ block: "center" })`);
    await expect.poll(() => opened(page)).toBe("true");
    await expect.poll(() => isInView(page, NOTE)).toBe(true);
    await page.close();
  });
});

describe("the focus in a folded story", () => {
  it("goes to links of what is shown, and past those that are folded away", async () => {
    const page = await open();
    const story = page.locator(".story", { has: page.locator(".footnotes") });
    await story.locator(".story-title a").focus();
    const reached: unknown[] = [];
    for (let presses = 0; presses < 20 && !reached.includes("unfold"); presses++) {
      await page.keyboard.press("Tab");
      const { role, inNotes, name } = (await page.evaluate(`({
        role: document.activeElement.getAttribute("role"),
        inNotes: document.activeElement.closest(".footnotes") !== null,
        name: document.activeElement.className,
      })`)) as { role: string | null; inNotes: boolean; name: string };
      expect(inNotes).toBe(false);
      reached.push(role ?? name);
    }
    expect(reached).toContain("doc-noteref");
    expect(reached.at(-1)).toBe("unfold");
    expect(await opened(page)).toBe("false");
    await story.locator(".unfold").press("Enter");
    await expect.poll(() => story.locator(".footnotes a").first().getAttribute("tabindex")).toBe("0");
    await page.close();
  });
});

describe("links that do more with a script", () => {
  it.each(["#next-page", ".share-this"])("%s leave a click with a key held to the browser", async (link) => {
    const page = await open();
    // Whatever the page does with it, the test stays where it is.
    const taken = await page.evaluate(`["ctrlKey", "metaKey", "shiftKey", "altKey"].filter((key) => {
      let isTaken = false;
      const look = (event) => {
        isTaken = event.defaultPrevented;
        event.preventDefault();
      };
      addEventListener("click", look, { once: true });
      const click = new MouseEvent("click", { bubbles: true, cancelable: true, [key]: true });
      document.querySelector("${link}").dispatchEvent(click);
      return isTaken;
    })`);
    expect(taken).toEqual([]);
    expect(await page.locator(".sheet").count()).toBe(0);
    await page.close();
  });
});

describe("relative times", () => {
  it("count days up to a month", async () => {
    const page = await browser.newPage();
    await page.clock.setFixedTime(Number(NOW) * 1000);
    await page.goto(`${site.origin}/page/1/`);
    expect(await page.locator(".permalink time").allTextContents()).toEqual([
      "7 days ago",
      "8 days ago",
      "9 days ago",
    ]);
    await page.close();
  });
});

describe("the keys", () => {
  it("show which story they led to, and a click shows none", async () => {
    const page = await open();
    const marked = (): Promise<unknown> =>
      page.evaluate(`[...document.querySelectorAll(".story")].map((story) => {
        const { content, borderLeftStyle, borderLeftWidth } = getComputedStyle(story, "::before");
        return content !== "none" && borderLeftStyle === "solid" && borderLeftWidth !== "0px";
      })`);
    expect(await marked()).not.toContain(true);
    await page.keyboard.press("j");
    expect((await marked()) as boolean[]).toEqual([true, false, false, false]);
    await page.keyboard.press("j");
    expect((await marked()) as boolean[]).toEqual([false, true, false, false]);
    await page.locator(".story .body").first().click();
    expect(await marked()).not.toContain(true);
    await page.close();
  });

  it("open a story's link in a list, too", async () => {
    const page = await open("/tags/harbour/");
    const link = await page.locator(".item-title a").first().getAttribute("href");
    await page.keyboard.press("j");
    await page.route(/example\.com/, (route) => route.fulfill({ body: "the original" }));
    await page.keyboard.press("o");
    await page.waitForURL((url) => url.href.endsWith(link ?? "?"));
    await page.close();
  });
});

describe("the keys, where the reader scrolled on", () => {
  it.each(["j", "k"])("go on from what is on the screen by %s", async (key) => {
    const page = await open();
    const focused = (): Promise<number> =>
      page.evaluate('stories.indexOf(document.activeElement.closest(".story"))');
    await page.evaluate('globalThis.stories = [...document.querySelectorAll(".story")]');
    await page.keyboard.press("j");
    expect(await focused()).toBe(0);
    await page.mouse.wheel(0, 5000);
    await expect.poll(() => page.evaluate("stories[0].getBoundingClientRect().bottom")).toBeLessThan(0);
    await page.keyboard.press(key);
    const { length } = await page.locator(".story").all();
    expect(await focused()).toBeGreaterThan(length / 2);
    await page.close();
  });

  it("lead on from below the last story", async () => {
    const page = await open();
    const before = await page.locator(".story").count();
    await page.keyboard.press("j");
    await page.setViewportSize({ width: 800, height: 160 });
    await page.locator(".colophon").scrollIntoViewIfNeeded();
    await page.keyboard.press("j");
    await expect.poll(() => page.locator(".story").count()).toBe(before + 3);
    await page.close();
  });

  it("count each press of a fast hand", async () => {
    const page = await open();
    await page.evaluate(`for (let n = 0; n < 4; n++)
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", code: "KeyJ" }))`);
    expect(await page.evaluate('document.activeElement.querySelector("h2").textContent')).toBe("Story 3");
    await page.close();
  });
});

describe("the keys of a keyboard that writes another script", () => {
  const press = (page: Page, key: string, code: string): Promise<unknown> =>
    page.evaluate(`document.dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", code: "${code}" }))`);

  const current = (page: Page): Promise<unknown> =>
    page.evaluate('document.activeElement.closest(".story")?.querySelector("h2").textContent');

  it("are those in the places of the Latin ones", async () => {
    const page = await open();
    await press(page, "о", "KeyJ");
    await press(page, "о", "KeyJ");
    expect(await current(page)).toBe("Story 1");
    await press(page, "л", "KeyK");
    expect(await current(page)).toBe("Story 0");
    await press(page, "؟", "Slash");
    expect(await page.locator("dialog").isVisible()).toBe(true);
    await page.close();
  });
});

describe("the next page", () => {
  it("comes once for a link that is clicked twice", async () => {
    const page = await open();
    const before = await page.locator(".story").count();
    await page.evaluate(
      'for (const link of Array(2).fill(document.getElementById("next-page"))) link.click()',
    );
    await expect.poll(() => page.locator(".story").count()).toBe(before + 3);
    await page.waitForLoadState("networkidle");
    expect(await page.locator("#announcer").textContent()).toBe("More stories: 3");
    await page.close();
  });

  it("is asked for again where it did not come", async () => {
    const page = await open();
    const before = await page.locator(".story").count();
    const href = await page.locator("#next-page").getAttribute("href");
    // An answer without content leaves a browser where it is.
    await page.route(`**${href}`, (route) =>
      route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.abort(),
    );
    const answered = page.waitForResponse((answer) => answer.status() === 204);
    await page.locator("#next-page").click();
    await answered;
    await page.unrouteAll();
    await page.locator("#next-page").click();
    await expect.poll(() => page.locator(".story").count()).toBe(before + 3);
    await page.close();
  });

  it("leads on where all of its stories are hidden", async () => {
    const page = await open();
    const href = await page.locator("#next-page").getAttribute("href");
    await page.route(`**${href}`, async (route) => {
      const body = await (await route.fetch()).text();
      await route.fulfill({
        body: body.replaceAll(/<article class="story.*<\/article>/gs, ""),
        contentType: "text/html",
      });
    });
    await page.locator("#next-page").click();
    // Older pages have lower numbers. Until it is there, the link that was clicked has the focus.
    const older = href?.replace(/\d+/, (number) => String(Number(number) - 1));
    await expect.poll(() => page.evaluate("document.activeElement.href")).toMatch(new RegExp(`${older}$`));
    await page.close();
  });
});

describe("the help on keys", () => {
  it("is called by its heading", async () => {
    const page = await open();
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", { name: "Keyboard", exact: true }).isVisible()).toBe(true);
    await page.close();
  });

  it("closes by its first button, and beside its words, and leaves the keys on", async () => {
    const page = await open();
    const dialog = page.locator("dialog");
    for (const close of [() => page.keyboard.press("Enter"), () => page.mouse.click(5, 5)]) {
      await page.keyboard.press("?");
      expect(await dialog.isVisible()).toBe(true);
      await close();
      await dialog.waitFor({ state: "detached" });
    }
    expect(await page.evaluate("localStorage.getItem('keys')")).not.toBe("off");
    await page.close();
  });
});

describe("the share sheet", () => {
  it("shows the address, ready to be copied by hand, where the clipboard is out of reach", async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    // As on a page that came over plain http.
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })');
    await page.goto(site.origin);
    const link = page.locator(".share-this").first();
    await link.click();
    await page.locator(".sheet button").click();
    const address = await link.getAttribute("href");
    const field = page.locator(".sheet input");
    expect(await field.inputValue()).toBe(address);
    expect(await field.getAttribute("aria-label")).toBe("Copy link");
    expect(await page.evaluate("getSelection().toString()")).toBe(address);
    expect(errors).toEqual([]);
    await page.close();
  });

  it.each([
    ["NotAllowedError", 1],
    ["AbortError", 0],
  ])("is ours where the system's ends with %s: %i", async (name, sheets) => {
    const page = await browser.newPage();
    await page.addInitScript(
      `navigator.share = async () => { asked = true; throw new DOMException("", "${name}"); }`,
    );
    await page.goto(site.origin);
    await page.locator(".share-this").first().click();
    expect(await page.evaluate("asked")).toBe(true);
    expect(await page.locator(".sheet").count()).toBe(sheets);
    await page.close();
  });

  it("closes by Escape and gives the focus back to its link", async () => {
    const page = await open();
    const link = page.locator(".share-this").first();
    await link.click();
    expect(await page.locator(".sheet").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.locator(".sheet").count()).toBe(0);
    expect(await link.getAttribute("aria-expanded")).toBe("false");
    expect(await page.evaluate("document.activeElement.className")).toBe("share-this");
    await page.close();
  });
});
