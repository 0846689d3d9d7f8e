/** What search engines are told that there is. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSiteRoot, type SiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "sitemap-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Below the site's address, in order. */
const placesIn = (site: SiteRoot, file: string): string[] =>
  [...site.read(file).matchAll(/<loc>https:\/\/example\.org\/([^<]*)<\/loc>/g)].map(
    ([, place = ""]) => place,
  );

/** Of all parts. */
const pagesOf = (site: SiteRoot): string[] =>
  placesIn(site, "sitemap.xml").flatMap((part) => placesIn(site, part));

const INDEXES = ["", "sources/", "tags/", "by/", "archive/"];

it.each(["pages", "anchors"])(
  "names the front page and all lists, as they come and go, with %s",
  async (permalinks) => {
    const site = openSiteRoot(join(folder, permalinks), `permalinks: ${permalinks}`);
    await site.build();
    expect(pagesOf(site)).toEqual(INDEXES);

    const source = { title: "Paper", url: "https://paper.example/", feed: "https://paper.example/feed" };
    await site.add([
      storyOf(0, { tags: ["news"], by: "Grace", source }),
      storyOf(40, { tags: ["日本"], source }),
    ]);
    await site.build();
    const lists = ["archive/2022/01/", "archive/2022/02/", "by/grace/", "sources/paper/"];
    const tags = ["tags/news/", "tags/%E6%97%A5%E6%9C%AC/"];
    expect(pagesOf(site).slice(0, 11)).toEqual([...INDEXES, ...lists, ...tags]);
    expect(pagesOf(site)).toHaveLength(permalinks === "pages" ? 13 : 12);
    for (const place of pagesOf(site))
      expect(existsSync(join(site.root, "_site", decodeURIComponent(place), "index.html"))).toBe(true);
    await site.expectAsFull();

    site.edit(site.files()[0] ?? "", (text) => text.replace("hidden: false", "hidden: true"));
    await site.build();
    const left = ["archive/2022/02/", "sources/paper/", "tags/%E6%97%A5%E6%9C%AC/"];
    expect(pagesOf(site).slice(0, 8)).toEqual([...INDEXES, ...left]);
    await site.expectAsFull();
  },
);
