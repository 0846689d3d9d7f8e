/** Opens pages in the real browser and writes down all that a page of ours must not do. */
import type { Browser, BrowserContext, Page } from "playwright-core";

export interface PatrolOptions {
  browser: Browser;
  origin: string;
  /** Of pages below the origin. */
  paths: string[];
  /** Pixels. */
  width: number;
  /** Takes the page's own Content-Security-Policy away: what was written into the page must be harmless without it. */
  withoutPolicy?: boolean;
}

export interface Patrol {
  pages: number;
  /** Errors of the console and of scripts, each with its page. */
  errors: string[];
  /** Scripts that are not the site's own, and calls that only such a script makes. */
  intruders: string[];
  /** Requests to other hosts that are not for pictures. */
  foreign: string[];
  /** Requests for pictures of other hosts: none leaves this machine. */
  pictures: number;
  /** Pages wider than the window. */
  overflows: string[];
}

const PAGES_AT_ONCE = 3;
const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** What payloads call to show that they ran. */
const CANARY = `window.canary = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...said) => { window.canary.push(name + "(" + said.join() + ")"); };`;

/** Whatever listens inside a story is called. The events bubble to nobody and open nothing. */
const PROVOKE = `for (const element of document.querySelectorAll(".story-head *, .e-content, .e-content *"))
  for (const type of ["click", "mouseover", "mouseenter", "pointerover", "focus", "blur", "load", "error", "toggle", "animationstart", "input"])
    element.dispatchEvent(new Event(type));`;

const MEASURE = `({ canary: window.canary, width: document.documentElement.scrollWidth })`;

export async function patrol(options: PatrolOptions): Promise<Patrol> {
  const { browser, origin, paths, width, withoutPolicy = false } = options;
  const found: Patrol = { pages: 0, errors: [], intruders: [], foreign: [], pictures: 0, overflows: [] };
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: withoutPolicy });
  await context.addInitScript(CANARY);
  await guardBorders(context, origin, found);
  const open = [...paths];
  const walk = async (): Promise<void> => {
    const page = await context.newPage();
    await watch(page, origin, found);
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      await visit(page, origin + path, width, found);
      found.pages++;
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, walk));
  await context.close();
  return found;
}

/** Nothing leaves this machine: pictures of other hosts are answered with a pixel, anything else is refused. */
async function guardBorders(context: BrowserContext, origin: string, found: Patrol): Promise<void> {
  await context.route(
    (url) => url.origin !== origin,
    async (route) => {
      const request = route.request();
      if (request.resourceType() === "image") {
        found.pictures++;
        return route.fulfill({ status: 200, contentType: "image/gif", body: PIXEL });
      }
      found.foreign.push(
        `${request.frame().url()}: ${request.resourceType()} ${request.url().slice(0, 200)}`,
      );
      return route.abort();
    },
  );
}

/** Every script that the engine compiles has an address; those of the browser's driver have none of the page. */
async function watch(page: Page, origin: string, found: Patrol): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on("Debugger.scriptParsed", ({ url }) => {
    const isOurs = url.startsWith(`${origin}/assets/`);
    const isDrivers = url === "" || url.startsWith("__playwright") || url.startsWith("pptr:");
    if (!isOurs && !isDrivers) found.intruders.push(`${page.url()}: script of ${url.slice(0, 200)}`);
  });
  await session.send("Debugger.enable");
  page.on("console", (message) => {
    if (message.type() === "error") found.errors.push(`${page.url()}: ${message.text().slice(0, 300)}`);
  });
  page.on("pageerror", (error) => found.errors.push(`${page.url()}: ${String(error).slice(0, 300)}`));
  page.on("dialog", async (dialog) => {
    found.intruders.push(`${page.url()}: dialog ${dialog.message().slice(0, 100)}`);
    await dialog.dismiss();
  });
  page.on("popup", (popup) => found.intruders.push(`${page.url()}: window ${popup.url().slice(0, 200)}`));
}

async function visit(page: Page, url: string, width: number, found: Patrol): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(PROVOKE);
  const { canary, width: actual }: { canary: string[]; width: number } = await page.evaluate(MEASURE);
  found.intruders.push(...canary.map((call) => `${url}: ${call.slice(0, 100)}`));
  if (actual > width) found.overflows.push(`${url}: ${actual} pixels`);
  if (page.url() !== url) found.intruders.push(`${url}: led away to ${page.url().slice(0, 200)}`);
}

const PARSE_XML = `async (path) => {
  const text = await (await fetch(path)).text();
  const error = new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror");
  return error?.textContent ?? "";
}`;

/** Those of the site's XML documents that a strict reader refuses, each with the reason. */
export async function refusedXml(browser: Browser, origin: string, paths: string[]): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(`${origin}/`);
  const refused: string[] = [];
  for (const path of paths) {
    const reason: string = await page.evaluate(`(${PARSE_XML})(${JSON.stringify(path)})`);
    if (reason) refused.push(`${path}: ${reason.replace(/\s+/g, " ").slice(0, 200)}`);
  }
  await page.close();
  return refused;
}
