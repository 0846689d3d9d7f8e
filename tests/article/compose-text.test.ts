/** Golden pages: NAME.json says what the feed knows, NAME.html is the page, NAME.expected.json and NAME.md what comes out. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeText, type TextInput } from "../../src/article/compose-text.ts";

const GOLDEN = join(import.meta.dirname, "golden");
const names = readdirSync(GOLDEN)
  .filter((file) => file.endsWith(".expected.json"))
  .map((file) => file.replace(".expected.json", ""))
  .sort();

const read = (name: string): string => readFileSync(join(GOLDEN, name), "utf8");

function readInput(name: string): TextInput {
  const { url, entry } = JSON.parse(read(`${name}.json`));
  return existsSync(join(GOLDEN, `${name}.html`))
    ? { entry, page: { html: read(`${name}.html`), url } }
    : { entry };
}

describe("composing a story's text", () => {
  it.each(names)("gives the expected text and facts for %s", async (name) => {
    const { markdown, ...facts } = await composeText(readInput(name));
    expect(facts).toEqual(JSON.parse(read(`${name}.expected.json`)));
    expect(markdown).toBe(existsSync(join(GOLDEN, `${name}.md`)) ? read(`${name}.md`) : "");
  });
});
