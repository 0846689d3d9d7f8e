/**
 * Golden feeds: NAME.xml, .json or .bin (bytes that no editor should touch) is the document, NAME.expected.json what
 * `parseFeed` makes of it, NAME.options.json what came with it where that matters. A new case is two new files.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ParseOptions, parseFeed } from "../../src/feed/parse-feed.ts";

const GOLDEN = join(import.meta.dirname, "golden");
const URL = "https://example.org/dir/feed.xml";

const documents = readdirSync(GOLDEN)
  .filter((file) => !/\.(expected|options)\.json$/.test(file))
  .sort();
const nameOf = (file: string): string => file.replace(/\.(xml|json|bin)$/, "");

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(GOLDEN, file), "utf8"));

function readOptions(name: string): ParseOptions {
  const file = `${name}.options.json`;
  return { url: URL, ...(existsSync(join(GOLDEN, file)) ? Object(readJson(file)) : {}) };
}

describe("a feed's document", () => {
  it.each(documents)("%s gives what is expected of it", async (file) => {
    const name = nameOf(file);
    const { ok: _, ...result } = await parseFeed(readFileSync(join(GOLDEN, file)), readOptions(name));
    expect("value" in result ? result.value : result).toStrictEqual(readJson(`${name}.expected.json`));
  });

  it("pollutes no object", () => {
    expect({}).not.toHaveProperty("polluted");
  });
});
