/** What is written about feeds.yaml is what the code reads. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KEYS } from "../../src/config/keys.ts";
import { formatMistakes } from "../../src/config/mistake.ts";
import { NOT_YET } from "../../src/config/not-yet.ts";
import { parseSettings } from "../../src/config/parse-settings.ts";
import {
  FEED_DEFAULTS,
  NETWORK_DEFAULTS,
  SITE_DEFAULTS,
  SUPPORTED_LANGUAGES,
} from "../../src/config/settings.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const docs = read("docs/configuration.md");
const example = read("docs/feeds.example.yaml");

function mistakesIn(text: string): string {
  const result = parseSettings(text, { root: "/pages", siteUrl: undefined, version: "1.0.0" });
  return formatMistakes(
    result.ok ? result.settings.rejected.flatMap(({ failures }) => failures) : result.mistakes,
    "feeds.yaml",
  );
}

/** Rows of the table below a heading: key, default, text. */
function tableOf(heading: string): Map<string, string> {
  const [, section = ""] = docs.split(`\n## ${heading}\n`);
  const [body = ""] = section.split("\n## ");
  return new Map(
    [...body.matchAll(/^\| `(\w+)` \| (.*?) \|/gm)].map(([, key = "", value = ""]) => [key, value]),
  );
}

describe("docs/configuration.md", () => {
  it.each([
    ["The root", KEYS[""]],
    ["site", KEYS.site],
    ["site.author", KEYS["site.author"]],
    ["people", KEYS["people.NAME"]],
    ["feeds", KEYS["feeds[]"]],
    ["network", KEYS.network],
  ])("tells each key below %s, and no other", (heading, keys) => {
    expect([...tableOf(heading).keys()]).toEqual([...keys]);
  });

  it.each([
    ["site", SITE_DEFAULTS],
    ["feeds", FEED_DEFAULTS],
    ["network", NETWORK_DEFAULTS],
  ])("tells the defaults below %s", (heading, defaults) => {
    const table = tableOf(heading);
    for (const [key, value] of Object.entries(defaults)) {
      expect(table.get(key), key).toBe(`\`${Array.isArray(value) ? "[]" : value}\``);
    }
  });

  it("says of each setting that is refused that it is not supported yet", () => {
    for (const { key } of NOT_YET) {
      const name = key.split(".").at(-1) ?? "";
      expect(
        docs
          .split("\n")
          .filter((line) => line.startsWith(`| \`${name}\``))
          .join(),
        key,
      ).toMatch(/not supported yet/i);
    }
  });

  it("names each language", () => {
    const row =
      tableOf("site").has("language") && docs.split("\n").find((line) => line.startsWith("| `language`"));
    for (const language of SUPPORTED_LANGUAGES) expect(row).toContain(`\`${language}\``);
  });

  it("has examples that are read without a mistake", () => {
    const examples = [...docs.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => text);
    expect(examples.length).toBeGreaterThan(4);
    for (const example of examples) {
      const whole = /^site:/m.test(example)
        ? example
        : `site: { title: A, url: https://a.example/ }\n${example}`;
      expect(mistakesIn(whole), example).toBe("");
    }
  });

  it("shows mistakes as they are told", () => {
    const text =
      'site:\n  title: A\n  url: https://a.example/\n\n\n\n  pageSize: "10"\nfeeds:\n- url: https://a.example/\n- url: https://b.example/\n- url: https://c.example/\n  show: ful\n';
    expect(docs).toContain(mistakesIn(text));
  });
});

describe("docs/feeds.example.yaml", () => {
  it("is read without a mistake, also with every commented key that is supported", () => {
    expect(mistakesIn(example)).toBe("");
    const opened = example.replace(/^(\s*)# (?=(?: {2})*(?:- )?[\w]+:(?: |$))/gm, "$1");
    const supported = opened
      .split("\n")
      .filter((line) => !/not supported yet/.test(line))
      .join("\n");
    expect(mistakesIn(supported)).toBe("");
    expect(supported).toMatch(/^ {2}author: #.*\n {4}name:/m);
  });

  it("shows every key", () => {
    for (const key of Object.values(KEYS).flat()) expect(example, key).toMatch(new RegExp(`\\b${key}:`));
  });
});
