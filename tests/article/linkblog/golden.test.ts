/**
 * Golden linkblogs: NAME.xml or .json is the document, NAME.expected.json its entries as what they share. A new case is
 * two new files.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLinkblog } from "../../../src/article/linkblog.ts";
import type { ParsedFeed } from "../../../src/feed/entry.ts";
import { parseFeed } from "../../../src/feed/parse-feed.ts";

const GOLDEN = join(import.meta.dirname, "golden");
/** Where the feed is, as services keep it: often on another host than what it speaks of. */
const URL = "https://feeds.example.org/ada";

const documents = readdirSync(GOLDEN)
  .filter((file) => !file.endsWith(".expected.json"))
  .sort();

const feedOf = (html: string): ParsedFeed => ({
  title: "Ada",
  passedOver: 0,
  entries: [{ title: "", html, link: "https://feeds.example.org/1", categories: [], enclosures: [] }],
});

describe("a linkblog", () => {
  it.each(documents)("%s gives what it shares, and what its sharer says of it", async (file) => {
    const parsed = await parseFeed(readFileSync(join(GOLDEN, file)), { url: URL });
    if (!parsed.ok) throw new Error(parsed.message);
    const expected = join(GOLDEN, file.replace(/\.(xml|json)$/, ".expected.json"));
    expect(readLinkblog(parsed.value, URL).entries).toStrictEqual(JSON.parse(readFileSync(expected, "utf8")));
  });

  it("is read in no time, however much room a post leaves between its link and its words", () => {
    const link = "https://harbour.example/keel";
    const html = `<p><a href="${link}">${link}</a></p>${"<br>".repeat(33)}<p>It is mended.</p>`;
    const { entries } = readLinkblog(feedOf(html), URL);
    expect(entries[0]).toMatchObject({
      link,
      sharing: { comment: expect.stringContaining("It is mended.") },
    });
  });
});
