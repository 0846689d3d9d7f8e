/** A real browser for tests: the one that comes as a package on Linux, an installed Chrome elsewhere. */
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64")
    return playwright.launch({ channel: "chrome", args: QUIET });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // Its own arguments want one process for everything, which does not last for more than one page.
    args: [
      ...chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote"),
      "--no-sandbox",
      ...QUIET,
    ],
    headless: true,
  });
}
