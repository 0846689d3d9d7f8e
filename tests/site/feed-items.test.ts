import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
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
