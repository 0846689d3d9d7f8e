/** Pictures of the demo's main views, phone and desktop, light and dark: `node --import tsx tests/screenshots.ts OUT`. */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { startNewspaper } from "../src/demo/newspaper.ts";
import { launchBrowser } from "./browser.ts";
import { serveFolder } from "./static-server.ts";

const [out = ".cache/screenshots", only] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const site = join(".demo", "_site");
const stories = readdirSync(join(site, "stories"), { recursive: true, encoding: "utf8" });
const story = (word: string): string =>
  `stories/${stories.find((path) => path.includes(word) && path.endsWith("index.html"))}`.replace(
    "index.html",
    "",
  );
const views: Record<string, string> = {
  front: "",
  archive: "page/1/",
  code: story("computing-a-tide"),
  walk: story("eleven-miles"),
  sources: "sources/",
  tag: "tags/harbour/",
  months: "archive/",
};
const server = await serveFolder(site);
/** Whose pictures the stories have, at the address that it had when the demo ran. */
const newspaper = await startNewspaper();
const browser = await launchBrowser();
for (const [name, path] of Object.entries(views)) {
  if (only && name !== only) continue;
  for (const [device, viewport] of Object.entries({
    phone: { width: 390, height: 844 },
    desktop: { width: 1280, height: 900 },
  })) {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.route(
        (url) => url.origin !== server.origin,
        async (route) => {
          const { pathname } = new URL(route.request().url());
          await route.fulfill({ response: await route.fetch({ url: `${newspaper.origin}${pathname}` }) });
        },
      );
      await page.goto(`${server.origin}/${path}`, { waitUntil: "load" });
      await page.screenshot({
        path: join(out, `${name}-${device}-${colorScheme}.png`),
        clip: { x: 0, y: 0, width: viewport.width, height: 1800 },
        fullPage: true,
      });
      await page.close();
    }
  }
}
await browser.close();
await server.close();
await newspaper.close();
