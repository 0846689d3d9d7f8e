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
