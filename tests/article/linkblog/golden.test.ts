/**
 * Golden linkblogs: NAME.xml or .json is the document, NAME.expected.json its entries as what they share. A new case is
 * two new files.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLinkblog } from "../../../src/article/read-linkblog.ts";
import { parseFeed } from "../../../src/feed/parse-feed.ts";

const GOLDEN = join(import.meta.dirname, "golden");
/** Where the feed is, as services keep it: often on another host than what it speaks of. */
const URL = "https://feeds.example.org/ada";

const documents = readdirSync(GOLDEN)
  .filter((file) => !file.endsWith(".expected.json"))
  .sort();

describe("a linkblog", () => {
  it.each(documents)("%s gives what it shares, and what its sharer says of it", async (file) => {
    const parsed = await parseFeed(readFileSync(join(GOLDEN, file)), { url: URL });
    if (!parsed.ok) throw new Error(parsed.message);
    const expected = join(GOLDEN, file.replace(/\.(xml|json)$/, ".expected.json"));
    expect(readLinkblog(parsed.value, URL).entries).toStrictEqual(JSON.parse(readFileSync(expected, "utf8")));
  });
});
