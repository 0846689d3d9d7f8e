/** Runs the product's own feed reader over a folder of feeds. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseFeed } from "../../src/feed/parse-feed.ts";
import { readManifest } from "./manifest.ts";

/** Where the feeds came from is not known: they are read under this address, and what was relative is made so again. */
const BASE = "https://corpus.invalid/folder/";

const relative = (link = ""): string =>
  link.startsWith(BASE) ? link.slice(BASE.length) : link.replace(/^https:\/\/corpus\.invalid\//, "/");

/** Writes `feeds/NAME.json` into `out` for each feed of the split's manifest. */
export async function runFeeds(split: string, out: string): Promise<void> {
  mkdirSync(join(out, "feeds"), { recursive: true });
  for (const feed of readManifest(split).feeds) {
    const contentType = feed.contentType ? { contentType: feed.contentType } : {};
    const parsed = await parseFeed(readFileSync(join(split, feed.file)), { url: BASE, ...contentType });
    const result = parsed.ok
      ? {
          title: parsed.value.title,
          items: parsed.value.entries.map(({ title, link, published, html, summary }) => ({
            title,
            link: relative(link),
            date: published,
            content: html ?? summary ?? "",
          })),
        }
      : { error: parsed.message };
    writeFileSync(join(out, "feeds", `${basename(feed.file)}.json`), JSON.stringify(result));
  }
}
