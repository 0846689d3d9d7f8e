/** A feed put into the text of feeds.yaml. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addFeed } from "../../src/config/edit-feeds-file.ts";
import { formatMistakes } from "../../src/config/mistake.ts";
import { parseSettings } from "../../src/config/parse-settings.ts";

const NEW = { url: "https://new.example/feed", title: "New" };

function edit(text: string, feed: { url: string; title?: string } = NEW): string {
  const result = addFeed(text, feed);
  if (!result.ok) throw new Error(formatMistakes(result.mistakes, "feeds.yaml"));
  return result.text;
}

describe("a new feed stands", () => {
  it("below the last one, in the file's indentation, before the comments that follow", () => {
    const text =
      "feeds:\n- url: https://a.example/ # mine\n  title: A # too\n  # - url: https://later.example/\n\n# polite\nnetwork: {}\n";
    expect(edit(text)).toBe(
      text.replace("# too\n", "# too\n- url: https://new.example/feed\n  title: New\n"),
    );
  });

  it("below a feed whose dash stands alone", () => {
    expect(edit("feeds:\n    -\n      url: https://a.example/\n")).toBe(
      "feeds:\n    -\n      url: https://a.example/\n    - url: https://new.example/feed\n      title: New\n",
    );
  });

  it("below a feed that ends with a list", () => {
    const text = "feeds:\n  - url: https://a.example/\n    tags:\n      - a\n      - b\n\nsite: {}\n";
    expect(edit(text)).toBe(
      text.replace("- b\n", "- b\n  - url: https://new.example/feed\n    title: New\n"),
    );
  });

  it("below the explanation of an empty list", () => {
    const text = "feeds:\n  # none yet\n\nnetwork: {}\n";
    expect(edit(text)).toBe(
      "feeds:\n  # none yet\n  - url: https://new.example/feed\n    title: New\n\nnetwork: {}\n",
    );
  });

  it("in a list of its own where there is none, and in an empty file", () => {
    const list = "feeds:\n  - url: https://new.example/feed\n    title: New\n";
    expect(edit("site: { title: A }")).toBe(`site: { title: A }\n${list}`);
    expect(edit("# mine\n")).toBe(`# mine\n${list}`);
    expect(edit("")).toBe(list);
  });

  it("with the line ends of the file", () => {
    expect(edit("feeds:\r\n  - url: https://a.example/\r\n")).toBe(
      "feeds:\r\n  - url: https://a.example/\r\n  - url: https://new.example/feed\r\n    title: New\r\n",
    );
  });

  it("in brackets where the list is in brackets, and comments stay", () => {
    const text = edit(
      "# page\nfeeds: [{ url: https://a.example/ }] # two\nsite: { title: A, url: https://a.example/ }\n",
    );
    expect(text).toContain("{ url: https://new.example/feed, title: New } ] # two");
    expect(text).toMatch(/^# page\n/);
  });

  it("in brackets where the whole file is", () => {
    expect(edit("{ site: { title: A } }")).toContain(
      "feeds: [ { url: https://new.example/feed, title: New } ]",
    );
  });
});

it("quotes a title that YAML would read otherwise, and none that it would not", () => {
  expect(edit("", { url: "https://a.example/", title: "A: b #c" })).toContain('title: "A: b #c"\n');
  expect(edit("", { url: "https://a.example/", title: "2024" })).toContain('title: "2024"\n');
  expect(edit("", { url: "https://a.example/", title: "Новости – 新闻" })).toContain(
    "title: Новости – 新闻\n",
  );
  expect(edit("", { url: "https://a.example/" })).not.toContain("title");
});

it("leaves the text as it is where the feed is followed already", () => {
  const text = "feeds:\n  - url: http://new.example:80/feed#x\n";
  expect(addFeed(text, NEW)).toEqual({ ok: true, text, added: false });
});

it("tells the mistakes of a file that it cannot read", () => {
  expect(addFeed("feeds: [\n", NEW)).toMatchObject({ ok: false, mistakes: [{ line: 2 }] });
  expect(addFeed("just words", NEW)).toMatchObject({
    ok: false,
    mistakes: [{ what: "The file is no map of keys." }],
  });
});

it("adds one line after another to the file as shipped, and takes nothing away", () => {
  const shipped = readFileSync(new URL("../../feeds.yaml", import.meta.url), "utf8");
  const edited = edit(shipped);
  const lines = new Set(edited.split("\n"));
  expect(shipped.split("\n").filter((line) => !lines.has(line))).toEqual([]);
  expect(edited.split("\n")).toHaveLength(shipped.split("\n").length + 2);
});

it("is read as it was meant, whatever title and file", () => {
  const title = fc
    .string({ unit: "grapheme", maxLength: 40 })
    .filter((text) => text.trim() !== "" && !/\p{Cc}/u.test(text));
  const indent = fc.constantFrom("", "  ", "     ");
  const count = fc.nat({ max: 3 });
  fc.assert(
    fc.property(title, indent, count, fc.boolean(), (name, space, feeds, trailing) => {
      const list = Array.from(
        { length: feeds },
        (_, index) => `${space}- url: https://f${index}.example/\n${space}  tags: [a]\n`,
      );
      const text = `site: { title: A, url: https://a.example/ }\nfeeds:\n${list.join("")}${trailing ? "network: {}\n" : ""}`;
      const parsed = parseSettings(edit(text, { url: NEW.url, title: name }), {
        root: "/",
        siteUrl: undefined,
        version: "1",
      });
      const last = parsed.ok ? parsed.settings.feeds.at(-1) : undefined;
      expect([last?.url, last?.title, parsed.ok && parsed.settings.feeds.length]).toEqual([
        NEW.url,
        name.trim(),
        feeds + 1,
      ]);
    }),
  );
});
