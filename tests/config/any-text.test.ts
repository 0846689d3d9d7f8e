/** Whatever stands in feeds.yaml is answered, never thrown at. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEYS } from "../../src/config/keys.ts";
import type { ConfigMistake } from "../../src/config/mistake.ts";
import { parseSettings } from "../../src/config/parse-settings.ts";

function mistakesOf(text: string): ConfigMistake[] {
  const result = parseSettings(text, { root: "/pages/mine", siteUrl: undefined, version: "1.2.3" });
  return result.ok ? result.settings.rejected.flatMap(({ failures }) => failures) : result.mistakes;
}

describe("whatever stands in the file", () => {
  it("is answered by settings or by mistakes with a line of the file: any text", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), yamlish), answers), {
      numRuns: 2000,
    });
  });

  it("is answered by settings or by mistakes with a line of the file: any value at any key", () => {
    const entry = fc.tuple(fc.constantFrom(...Object.values(KEYS).flat()), fc.json({ maxDepth: 2 }));
    const map = fc
      .array(entry, { maxLength: 5 })
      .map((pairs) => `{${pairs.map(([key, value]) => `"${key}": ${value}`).join(", ")}}`);
    const file = fc
      .tuple(map, map, map, map)
      .map(
        ([site, defaults, feed, network]) =>
          `site: ${site}\ndefaults: ${defaults}\nfeeds: [${feed}]\nnetwork: ${network}\n`,
      );
    fc.assert(fc.property(file, answers), { numRuns: 1000 });
  });

  it("is answered: any text for any value", () => {
    const keys = [
      "site.url",
      "site.language",
      "site.timezone",
      "site.author.photo",
      "feeds.url",
      "feeds.slug",
      "feeds.include",
      "network.allowHosts",
    ];
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.stringMatching(/^[a-z0-9:/\\.()[\]?*+#@% -]{0,40}$/),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), text, (key, value) => answers(fileWith(key, value))),
      { numRuns: 3000 },
    );
  });

  it("is answered soon: aliases of aliases of aliases", () => {
    const levels = Array.from(
      { length: 40 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(9)}]`,
    );
    answers(`l0: &l0 [x]\n${levels.join("\n")}\nfeeds: *l40\nsite: *l39\n`);
  });

  it.each(["[", "{a: ", "- ", "? ", "a: [", "&a ", "'", "*a: "])(
    "is answered: %j a hundred thousand times",
    (sign) => {
      answers(sign.repeat(100_000));
    },
  );
});

const PIECES = [
  "site",
  "feeds",
  "url",
  ": ",
  ":",
  "- ",
  "[",
  "]",
  "{",
  "}",
  "\n",
  "\n  ",
  "\t",
  '"',
  "'",
  "#",
  "&a ",
  "*a",
  "!!x ",
  "---\n",
  "|",
  ">",
  "? ",
  "<<",
  "%",
  "a",
  "1",
  "~",
  ",",
];
const yamlish = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));

function fileWith(key: string, value: string): string {
  const quoted = JSON.stringify(value);
  const leaf = key.endsWith("include") || key.endsWith("allowHosts") ? `[${quoted}]` : quoted;
  const [section = "", ...path] = key.split(".");
  const inner = path.reduceRight((text, name) => `{ ${JSON.stringify(name)}: ${text} }`, leaf);
  return `${section}: ${section === "feeds" ? `[${inner}]` : inner}\n`;
}

function answers(text: string): void {
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line, what, cure } of mistakesOf(text)) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(what).not.toBe("");
    expect(cure).not.toBe("");
  }
}
