import { expect, it } from "vitest";
import { parseSettings } from "../../src/config/parse-settings.ts";
import { isInShard } from "../../src/fetch/shard-feeds.ts";

/** Part of three that each feed is in, in a clone of the page. */
function partsIn(root: string): number[] {
  const feeds = ["a.xml", "b.xml", "feeds/c.xml", "https://example.com/feed"].map((url) => `- url: ${url}`);
  const text = `site: { title: Shards, url: https://example.org/ }\nfeeds:\n${feeds.join("\n")}\n`;
  const read = parseSettings(text, { root, siteUrl: undefined, version: "1.0.0" });
  if (!read.ok) throw new Error("settings");
  return read.settings.feeds.map((feed) =>
    [1, 2, 3].findIndex((index) => isInShard(feed, { index, count: 3 })),
  );
}

it("a feed is in the same part wherever a machine has its clone", () => {
  expect(partsIn("/one/page")).toEqual(partsIn("/another/page"));
  expect(partsIn("/a")).not.toContain(-1);
});
