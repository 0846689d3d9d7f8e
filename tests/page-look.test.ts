import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type StorySite, serveStories } from "./story-site.ts";

const LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
const columns = (word: string): string => `| ${`${word} | `.repeat(12)}`;
const TABLE = ["| left | middle | right | none |", "|:--|:-:|--:|---|", "| a | b | c | d |"].join("\n");
const WIDE = [columns("heading"), columns("---"), columns("measurement")].join("\n");

const STORIES = [
  {
    url: "https://example.com/words",
    title: LONG_WORD,
    tags: [LONG_WORD, "a".repeat(300)],
    by: LONG_WORD,
    markdown: `${LONG_WORD.repeat(3)}\n\n\`${LONG_WORD.repeat(3)}\``,
  },
  { url: "https://example.com/tables", title: "Tables", markdown: `${TABLE}\n\n${WIDE}` },
  {
    url: "https://example.com/list",
    title: "A list",
    comment: "Why this matters.",
    language: "en",
    markdown: "- an item\n- بند من القائمة",
  },
];
const YEARS = {
  url: "https://example.com/years",
  title: "Years",
  shared: "2019-01-01",
  markdown: `1998. A year\n1999. another\n\nIn between.\n\n470. A song\n471. another\n\nAnd then.\n\n${"1. A hit\n".repeat(100)}`,
};
const LONG = {
  url: "https://example.com/code",
  title: "Long code",
  language: "ar",
  published: "2026-03-13",
  source: { title: "أخبار", feed: "https://example.com/feed" },
  author: "Maren Oakes",
  markdown: `${"A paragraph among many others.\n\n".repeat(80)}~~~\n${"call(); ".repeat(200)}\n~~~\n`,
};
/** Enough for a second page. */
const OLDER = Array.from({ length: 18 }, (_, n) => ({
  url: `https://example.com/older/${n}`,
  title: `Older ${n}`,
  shared: "2020-01-01",
  markdown: "A few words.",
}));
const UNLINKED = {
  title: "Without an address",
  shared: "2020-01-01",
  markdown: "Words.",
  origin: { id: "00000000000a" },
};
const NOTE = {
  url: "https://example.com/note",
  published: "2026-03-12",
  markdown: "A seal on the slipway, *late*.",
};
const ME = `https://example.social/@${"curator".repeat(20)}`;

let browser: Browser;
let site: StorySite;

beforeAll(async () => {
  site = await serveStories(
    [...STORIES, YEARS, LONG, NOTE, ...OLDER, UNLINKED],
    [`author: { name: ${LONG_WORD}, me: ["${ME}"] }`],
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(width = 800, path = "/"): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  await page.goto(`${site.origin}${path}`);
  return page;
}

const styleOf = (page: Page, selector: string, property: string): Promise<unknown> =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}'))["${property}"]`);

describe("words without an end", () => {
  it.each([320, 390])("make no page wider than %d pixels", async (width) => {
    const page = await open(width);
    const tag = await page.locator(".tags a").first().getAttribute("href");
    for (const path of ["/", "/tags/", "/by/", tag ?? ""]) {
      await page.goto(`${site.origin}${path}`);
      expect
        .soft(await page.evaluate("document.documentElement.scrollWidth"), path)
        .toBeLessThanOrEqual(width);
    }
    await page.close();
  });
});

describe("a table", () => {
  it("is aligned as it was written", async () => {
    const page = await open();
    const aligned = await page.evaluate(
      `[...document.querySelectorAll(".table")[0].querySelectorAll("td")].map((cell) => getComputedStyle(cell).textAlign.replace("-webkit-", ""))`,
    );
    expect(aligned).toEqual(["left", "center", "right", "start"]);
    await page.close();
  });

  it("that is wide scrolls by the keyboard, and is one stop of it", async () => {
    const page = await open(390);
    const wide = page.locator(".table").nth(1);
    await wide.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => wide.evaluate((node) => node.scrollLeft)).toBeGreaterThan(0);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('.table')")).toBe(null);
    expect(await styleOf(page, ".table table", "display")).toBe("table");
    await page.close();
  });
});

describe("a story", () => {
  it("stands apart from the curator's comment above it", async () => {
    const page = await open();
    const gap = await page.evaluate(`(() => {
      const comment = document.querySelector(".curator");
      const title = comment.nextElementSibling;
      return title.getBoundingClientRect().top - comment.getBoundingClientRect().bottom;
    })()`);
    expect(gap).toBeGreaterThanOrEqual(16);
    await page.close();
  });

  it("reads each item of its lists in the item's own direction", async () => {
    const page = await open();
    await page.evaluate(
      "for (const item of document.querySelectorAll('.body li')) item.removeAttribute('dir')",
    );
    const sides = await page.evaluate(`[...document.querySelectorAll(".body li")].map((item) => {
      const words = document.createRange();
      words.selectNodeContents(item);
      const [box, line] = [item.getBoundingClientRect(), words.getBoundingClientRect()];
      return line.left - box.left < box.right - line.right ? "left" : "right";
    })`);
    expect(sides).toEqual(["left", "right"]);
    await page.close();
  });
});

it("the numbers of a list have room beside it, years too", async () => {
  const page = await open(320, "/page/1/");
  const rooms = await page.evaluate<
    [number, number][]
  >(`[...document.querySelectorAll(".body ol")].map((list) => {
    const number = document.createElement("span");
    number.textContent = list.start + list.children.length - 1 + ".\u00a0";
    list.lastElementChild.append(number);
    return [number.getBoundingClientRect().width, parseFloat(getComputedStyle(list).paddingInlineStart)];
  })`);
  expect(rooms).toHaveLength(3);
  for (const [number, room] of rooms) expect(room).toBeGreaterThan(number);
  await page.close();
});

describe("on paper", () => {
  it("there is nothing to click", async () => {
    const page = await open();
    for (const [media, isThere] of [
      ["screen", true],
      ["print", false],
    ] as const) {
      await page.emulateMedia({ media });
      for (const control of [".actions", ".unfold", ".menu", ".pager"])
        expect((await page.locator(`${control}:visible`).count()) > 0, `${control} on ${media}`).toBe(
          isThere,
        );
    }
    await page.close();
  });

  it("long lines of code are whole, and a title says where the original is", async () => {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    const [sheet, code] = await page.evaluate<[number, number]>(
      "(({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth])(document.querySelector('.body pre'))",
    );
    expect(code).toBeLessThanOrEqual(sheet);
    const shown = await page.evaluate(
      "[...document.querySelectorAll('.story-title a')].map((link) => getComputedStyle(link, '::after').content)",
    );
    expect(shown).toContain(`" (${LONG.url})"`);
    await page.close();
  });

  it.each(["the reader", "the system"])("colours are the light ones where %s chose dark", async (who) => {
    const page = await open();
    const colours = async () => [
      await styleOf(page, ".story-origin", "color"),
      await styleOf(page, ".curator", "backgroundColor"),
      await styleOf(page, "html", "colorScheme"),
    ];
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    const light = await colours();
    if (who === "the reader") await page.evaluate("document.documentElement.dataset.theme = 'dark'");
    else await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await colours()).toEqual(light);
    await page.close();
  });

  it("a wide table is not cut off at a scroll bar", async () => {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    const [sheet, table] = await page.evaluate<[number, number]>(
      `[".body", ".table table"].map((part) => [...document.querySelectorAll(part)].at(-1).scrollWidth)`,
    );
    expect(table).toBeLessThanOrEqual(sheet);
    for (const part of [".table", ".table table"])
      expect(await styleOf(page, part, "overflowX"), part).toBe("visible");
    await page.close();
  });
});

describe("the end", () => {
  it("is spoken of where there was a story", async () => {
    const page = await open(800, "/page/1/");
    expect(await page.locator(".the-end").count()).toBe(1);
    const empty = await serveStories([]);
    await page.goto(empty.origin);
    expect(await page.locator("h1").textContent()).toBe("0 stories");
    expect(await page.locator(".the-end").count()).toBe(0);
    await page.close();
    await empty.close();
  });
});

it("the parts of a story's origin are parted by points, whatever way it is read", async () => {
  const page = await open();
  const places = await page.evaluate<number[]>(
    "[...document.querySelectorAll('[lang=ar] .story-origin > *')].map((part) => part.getBoundingClientRect().left)",
  );
  expect(places).toHaveLength(5);
  expect(places).toEqual(places.toSorted((a, b) => b - a));
  await page.close();
});

it("a story without an original links to its own page from lists, and not from there", async () => {
  const page = await open(800, "/page/1/");
  const link = page.locator(".story", { hasText: "Without an address" }).locator(".read-whole");
  expect(await link.isVisible()).toBe(true);
  await link.click();
  // Loaded with its style sheets, which hide the link.
  await page.waitForURL("**/stories/**");
  expect(await page.locator(".story-title").innerText()).toBe("Without an address");
  expect(await page.locator(".read-whole").isVisible()).toBe(false);
  await page.close();
});

it("a note says its words once, and links to the original beside its day", async () => {
  const page = await open();
  const note = page.locator(".story", { hasText: "A seal" });
  expect((await note.innerText()).split("A seal")).toHaveLength(3);
  const [heading] = await page.evaluate<number[]>(
    "[...document.querySelectorAll('.story-title')].filter((title) => title.textContent.includes('A seal')).map((title) => title.clientWidth)",
  );
  expect(heading).toBeLessThanOrEqual(1);
  const link = note.locator(".story-origin .u-url");
  expect(await link.getAttribute("href")).toBe(NOTE.url);
  await page.goto(`${site.origin}/archive/2026/03/`);
  expect((await page.locator(".items").innerText()).split("A seal")).toHaveLength(2);
  await page.close();
});
