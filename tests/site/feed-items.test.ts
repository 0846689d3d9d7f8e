import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readLinkblog } from "../../src/article/linkblog.ts";
import { parseFeed } from "../../src/feed/parse-feed.ts";
import { openSiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "feed-items-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("an item is in its story's language, whatever the site's is", async () => {
  const site = openSiteRoot(join(folder, "languages"), "language: de");
  const languages = ["he", "zh-Hant", undefined, "none of all"];
  await site.add(languages.map((language, number) => storyOf(number, { language })));
  await site.build();
  for (const path of ["feed.xml", "feed.json"]) {
    const read = await parseFeed(Buffer.from(site.read(path)), { url: `https://example.org/${path}` });
    const said = read.ok ? read.value.entries.map(({ language }) => language) : [];
    expect(said).toEqual(["de", "de", "zh-Hant", "he"]);
  }
});

it("an original whose address was copied from a browser is an address that every reader takes", async () => {
  const site = openSiteRoot(join(folder, "originals"), "");
  await site.add([storyOf(0)]);
  const written = "HTTPS://de.wikipedia.org/wiki/Blauer Kürbis";
  site.edit(site.files()[0] ?? "", (text) => text.replace("https://example.com/0", written));
  await site.build();
  const address = "https://de.wikipedia.org/wiki/Blauer%20K%C3%BCrbis";
  expect(site.read("feed.xml")).toContain(`<link>${address}</link>`);
  expect(JSON.parse(site.read("feed.json")).items[0].external_url).toBe(address);
  expect(site.read("index.html")).toContain(`<a class="p-name u-url" href="${address}"`);
});

it("a title, an author or a tag of which nothing is seen is none", async () => {
  const site = openSiteRoot(join(folder, "unseen"), "");
  await site.add([storyOf(0, { title: "\u200b", author: "\u2060", tags: ["\ufeff\u200e", "seen"] })]);
  await site.build();
  const [item] = JSON.parse(site.read("feed.json")).items;
  expect(item).toMatchObject({ title: "Text of 0.", tags: ["seen"] });
  expect(item.authors).toBeUndefined();
  expect(site.read("archive/2022/01/index.html")).toContain("<bdi>Text of 0.</bdi>");
});

it("who follows the site as a linkblog gets what its sharers say as comments, and the texts as texts", async () => {
  const site = openSiteRoot(join(folder, "followed"), "");
  const shares = [
    { by: "Ada", at: "2022-01-02T00:00:00Z", comment: "Read *this*.[^1]\n\n[^1]: To the end." },
    { by: "Bo", at: "2022-01-03T00:00:00Z" },
  ];
  await site.add([
    storyOf(0, { markdown: "> Quoted.\n\nText.\n\n> Last.", comment: "Mine.", shares }),
    storyOf(1, { markdown: "" }),
    storyOf(2, { markdown: "Of this site." }),
  ]);
  site.edit(site.files()[2] ?? "", (text) => text.replace(/\n {2}url: .*/, ""));
  await site.build();
  for (const path of ["feed.xml", "feed.json"]) {
    const url = `https://example.org/${path}`;
    const read = await parseFeed(Buffer.from(site.read(path)), { url });
    const entries = read.ok ? readLinkblog(read.value, url).entries : [];
    expect(entries.map(({ link, html, sharing }) => ({ link, html, sharing }))).toEqual([
      {
        link: expect.stringContaining("https://example.org/stories/"),
        html: "<p>Of this site.</p>",
        sharing: {},
      },
      { link: "https://example.com/1", html: "", sharing: {} },
      {
        link: "https://example.com/0",
        html: "<blockquote><p>Quoted.</p>\n</blockquote>\n<p>Text.</p>\n<blockquote><p>Last.</p>\n</blockquote>",
        sharing: { comment: "Mine.\n\n**Ada**\n\nRead *this*.[^1]\n\n[^1]: To the end." },
      },
    ]);
  }
});
