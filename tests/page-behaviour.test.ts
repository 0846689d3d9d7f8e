import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Newspaper, startNewspaper } from "../src/demo/newspaper.ts";
import { writeDemoRoot } from "../src/demo/write-demo-root.ts";
import { launchBrowser } from "./browser.ts";
import { runCli } from "./run-cli.ts";
import { type StaticServer, serveFolder } from "./static-server.ts";

let newspaper: Newspaper;
let browser: Browser;
let server: StaticServer;
let root: string;

beforeAll(async () => {
  newspaper = await startNewspaper({ notes: 40 });
  root = mkdtempSync(join(tmpdir(), "page-"));
  writeDemoRoot(root, newspaper.origin);
  expect((await runCli(["nightly", "--backfill", "--root", root])).code).toBe(0);
  server = await serveFolder(join(root, "_site"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await newspaper?.close();
  rmSync(root, { recursive: true, force: true });
});

describe("the front page in a browser", () => {
  it("runs without a console error, and nothing of a story runs", async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("dialog", (dialog) => errors.push(`dialog ${dialog.message()}`));
    await page.goto(server.origin);
    expect(await page.locator(".story").count()).toBe(15);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("appends the next page in place and meets each story once", async () => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    for (let pages = 0; pages < 10 && (await page.locator("#next-page").count()) > 0; pages++) {
      const before = await page.locator(".story").count();
      await page.locator("#next-page").click();
      await expect.poll(() => page.locator(".story").count()).toBeGreaterThan(before);
    }
    const ids = await page.locator(".story").evaluateAll((stories) => stories.map(({ id }) => id));
    expect(ids).toHaveLength(55);
    expect(new Set(ids).size).toBe(55);
    expect(new URL(page.url()).pathname).toBe("/page/1/");
    await page.close();
  });

  it("says on paper when a story was shared, and not how long ago", async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(server.origin);
    const day = await page.locator(".permalink time").first().textContent();
    const scripted = await browser.newPage();
    await scripted.goto(server.origin);
    const shown = (): Promise<string[]> =>
      scripted.evaluate(`(() => {
        const time = document.querySelector(".permalink time");
        return [getComputedStyle(time).fontSize, getComputedStyle(time, "::after").content];
      })()`);
    expect((await shown())[1]).toBe("none");
    await scripted.emulateMedia({ media: "print" });
    expect(await shown()).toEqual(["0px", `"${day}"`]);
    await page.close();
    await scripted.close();
  });

  it("folds a long story and opens it by keyboard", async () => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const button = page.locator(".unfold").first();
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    expect(await button.textContent()).toBe("Read the whole story");
    const arrow = (): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector(".unfold"), "::after").content`);
    expect(await arrow()).toContain("▾");
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await button.getAttribute("aria-expanded")).toBe("true");
    expect(await arrow()).toContain("▴");
    await page.close();
  });

  it("shows everything without JavaScript, and leads on by a link", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(server.origin);
    expect(await page.locator(".folded").count()).toBe(0);
    await page.locator("#next-page").click();
    await page.waitForURL(/\/page\/\d+\/$/);
    expect(await page.locator(".story").count()).toBeGreaterThan(0);
    await context.close();
  });

  it.each([320, 390, 1280])("does not overflow at %d pixels", async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(server.origin);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.close();
  });
});
