import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { storyId } from "../../../src/story/address.ts";
import { formatJsonLine, parseJsonLine } from "../../../src/story/exchange/json-lines.ts";
import { withHidden, withShares, withShow } from "../../../src/story/file/edit-story.ts";
import {
  formatStory,
  hashBody,
  isEdited,
  parseStory,
  readStory,
  strangeKeys,
} from "../../../src/story/file/story-file.ts";
import type { Story } from "../../../src/story/story.ts";

const PATH = "content/stories/2022/01/18/blinken-3fa9c1d2e4b7.md";

const story = (values: Partial<Story> = {}): Story => {
  const body = values.body ?? "Text.\n";
  return {
    title: "Blinken to meet",
    tags: ["ukraine"],
    hidden: false,
    pinned: false,
    shared: "2022-01-18T03:00:00Z",
    shares: [{ by: "Ada", at: "2022-01-18T03:00:00Z", feed: "https://example.com/feed.xml" }],
    origin: {
      format: 1,
      id: "3fa9c1d2e4b7",
      url: "https://example.com/a",
      title: "Blinken to meet",
      source: { title: "AP", url: "https://example.com/", feed: "https://example.com/feed.xml" },
      categories: ["world"],
      text: "article",
      show: "full",
      images: { "https://example.com/a.jpg": { width: 800, height: 600 } },
      body: hashBody(body),
      extra: {},
    },
    extra: {},
    ...values,
    body,
  };
};

const read = (text: string): Story => {
  const parsed = parseStory(PATH, text);
  if (!parsed.ok) throw new Error(parsed.mistake.what);
  return parsed.story;
};

describe("a story file", () => {
  it("says the same after writing and reading", () => expect(read(formatStory(story()))).toEqual(story()));

  it("keeps any title, tag and body, whatever it looks like", () => {
    const text = fc.string({ unit: "binary" }).map((value) => value.replace(/\r\n/g, "\n"));
    fc.assert(
      fc.property(text, fc.array(text.filter(Boolean)), text, (title, tags, body) => {
        const written = story({ title, tags, body });
        expect(read(formatStory(written))).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "---",
    "a: b: c",
    "!!js/function x",
    "yes",
    "null",
    "~",
    "2024-01-01",
    "0x1F",
    "1e3",
    "{{ 7*7 }}",
    "*a",
    "tab\there",
  ])("keeps the title %j", (title) => expect(read(formatStory(story({ title }))).title).toBe(title));

  it.each([
    "3.10",
    "007",
    "1e3",
    "0x1F",
    "0o17",
    "+5",
    "2022.0",
    ".5",
    "1984",
    "-1.5",
    "12345678901234567890",
  ])("has titles, tags, names and keys of one's own as a person wrote them, without quotes: %s", (said) => {
    const file = `---\ntitle: ${said}\ntags: [${said}]\nversion: ${said}\nshared: 2022-01-18\nshares: [{ by: ${said} }]\n---\n`;
    const { title, tags, shares, extra } = read(file);
    expect([title, ...tags, shares[0]?.by, String(extra.version)]).toEqual([said, said, said, said]);
    expect(read(formatStory(read(file)))).toEqual(read(file));
  });

  it.each(["So sad :[", "x :}", "Note:, again", ":{", "a:[b]"])(
    "keeps what stands within a line: %s",
    (text) => {
      const { origin } = story();
      const written = story({
        tags: [text],
        shares: [{ at: "2022-01-18T03:00:00Z", comment: text, extra: { [text]: text } }],
        origin: {
          ...origin,
          source: { title: text },
          categories: [text],
          images: { [text]: { width: 1, height: 1 } },
        },
      });
      expect(read(formatStory(written))).toEqual(written);
    },
  );

  it.each([5, -1.5, 0, 800, 1e21, 1e-7, 123456789012])("hands the number %s on as one", (rating) =>
    expect(read(formatStory(story({ extra: { rating } }))).extra).toEqual({ rating }),
  );

  it("keeps a body that looks like front matter, and runs nothing", () => {
    const body = "---js\n{ pwned: process.exit(9) }\n---\nafter\n";
    expect(read(formatStory(story({ body }))).body).toBe(body);
  });

  it("keeps keys that are none of ours", () => {
    const { origin, shares } = story();
    const written = story({
      extra: { rating: 5 },
      shares: shares.map((share) => ({ ...share, extra: { via: "Bob" } })),
      origin: {
        ...origin,
        source: { ...origin.source, extra: { rank: 3 } },
        extra: { note: "x", extra: "also" },
      },
    });
    expect(read(formatStory(written))).toEqual(written);
    expect(strangeKeys(written)).toEqual(["rating", "via", "note", "extra", "rank"]);
    const line = parseJsonLine(formatJsonLine(PATH, written), "2026-03-14T09:00:00Z");
    expect(line).toEqual({ kind: "story", story: written, path: PATH });
  });

  it("has the title that was fetched where it names none of its own, and none where that is empty", () => {
    const text = formatStory(story());
    const fetched = { ...story().origin, title: "As fetched" };
    const written = (line: string): Story =>
      read(
        text
          .replace("title: Blinken to meet\n", line)
          .replace("  title: Blinken to meet", "  title: As fetched"),
      );
    expect(written("")).toEqual(story({ title: "As fetched", origin: fetched }));
    for (const line of ["title: ''\n", "title:\n"])
      expect(written(line)).toEqual(story({ title: "", origin: fetched }));
    for (const line of ["", "title:\n", "title: Own\n"]) {
      const once = written(line);
      expect(read(formatStory(once))).toEqual(once);
      const exported = parseJsonLine(formatJsonLine(PATH, once), "2026-03-14T09:00:00Z");
      expect(exported).toEqual({ kind: "story", story: once, path: PATH });
    }
    expect(read(text.replace(/^ *title: Blinken.*\n/gm, "")).title).toBe("");
  });

  it("knows a body that was edited by hand", () => {
    expect(isEdited(story())).toBe(false);
    expect(isEdited({ ...story(), body: "Other.\n" })).toBe(true);
  });

  it("takes the least that a person writes by hand", () => {
    const own = read("---\ntitle: Mine\nshared: 2022-01-18 03:00\n---\nHello\n");
    expect(own).toMatchObject({
      title: "Mine",
      body: "Hello\n",
      origin: { id: "3fa9c1d2e4b7", text: "article" },
    });
  });
});

describe("a story's dates", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ["2022-01-18T23:30", "2022-01-18T23:30:00Z"],
    ["2022-01-18 23:30", "2022-01-18T23:30:00Z"],
    ["2022-01-18 3:30:05.7", "2022-01-18T03:30:05Z"],
    ["2022-01-18", "2022-01-18T00:00:00Z"],
    ["' 2022-01-18 '", "2022-01-18T00:00:00Z"],
    ["2022-01-18T23:30+02:00", "2022-01-18T21:30:00Z"],
    ["2022-01-18 23:30 +0200", "2022-01-18T21:30:00Z"],
    ["2022-01-18 23:30 GMT", "2022-01-18T23:30:00Z"],
  ])("are the same whatever the machine's zone: %s", (written, instant) => {
    vi.stubEnv("TZ", "Asia/Tokyo");
    expect(read(`---\nshared: ${written}\n---\n`).shared).toBe(instant);
  });
});

describe("a story file that cannot be read", () => {
  it.each([
    ["no front matter", "Just text\n", 1, /must be YAML/, /mend it/],
    ["JavaScript for front matter", "---js\n({})\n---\n", 1, /must be YAML/, /mend it/],
    ["front matter without end", "---\ntitle: x\n", 1, /no closing line/, /mend it/],
    ["broken YAML", "---\ntitle: [\nshared: 2022-01-18\n---\n", 3, /invalid YAML/, /close each bracket/],
    ["an open quotation mark", '---\ntitle: "x\nshared: 2022-01-18\n---\n', 2, /never closed/, /close it/],
    ["a second colon", "---\ntitle: a: b\nshared: 2022-01-18\n---\n", 2, /second colon/, /in quotes/],
    ["a value that is none", "---\nshared: 2022-01-18\ntitle: @x\n---\n", 3, /cannot begin/, /in quotes/],
    ["a key twice", "---\ntitle: a\nshared: 2022-01-18\ntitle: b\n---\n", 4, /twice/, /keep one/],
    [
      "a merge conflict in the front matter",
      "---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n---\n",
      2,
      /unresolved merge conflict/,
      /keep one side/,
    ],
    ["no date", "---\ntitle: x\n---\n", 1, /shared: is missing/, /say when/],
    ["no day", "---\ntitle: x\nshared: 2026-02-31\n---\n", 3, /"2026-02-31" is no date/, /2022-01-18T03/],
    ["a bad date", "---\ntitle: x\nshared: yesterday\n---\n", 3, /"yesterday" is no date/, /2022-01-18T03/],
    [
      "a wrong flag",
      "---\nshared: 2022-01-18\nhidden: maybe\n---\n",
      3,
      /hidden: is "maybe"/,
      /true or false/,
    ],
    [
      "an address that is none",
      "---\nshared: 2022-01-18\norigin:\n  url: javascript:x\n---\n",
      4,
      /no http/,
      /original's address/,
    ],
    [
      "a newer format",
      "---\nshared: 2022-01-18\norigin:\n  format: 2\n---\n",
      4,
      /newer than this program/,
      /update/,
    ],
  ])("is told with line and cure: %s", (_name, text, line, what, cure) => {
    const parsed = parseStory(PATH, text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.mistake.line).toBe(line);
    expect(parsed.mistake.what).toMatch(what);
    expect(parsed.mistake.cure).toMatch(cure);
  });

  it("is one with an unresolved conflict in its body, but not an article about conflicts", () => {
    const body = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n";
    expect(parseStory(PATH, formatStory(story({ body }))).ok).toBe(true);
    const merged = formatStory(story()).replace("Text.\n", body);
    expect(parseStory(PATH, merged)).toMatchObject({
      ok: false,
      mistake: { what: "unresolved merge conflict" },
    });
  });

  it("is told by its line whatever the line ends", () => {
    const text = `${formatStory(story()).replace("Text.\n", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n")}${"more\n".repeat(50)}`;
    const [unix, windows] = [text, text.replaceAll("\n", "\r\n")].map((file) => parseStory(PATH, file));
    expect(windows).toEqual(unix);
    const quoting = text.replace("title:", "title: a: b:").replaceAll("\n", "\r\n");
    expect(parseStory(PATH, quoting)).toMatchObject({ mistake: { what: expect.stringContaining("YAML") } });
  });

  it("has no conflict where its markers stand in another order, and thousands of them are soon read", () => {
    const body = `>>>>>>> other\n${"<<<<<<< HEAD\n".repeat(2500)}${"=======\n".repeat(2500)}`;
    const edited = formatStory(story()).replace("Text.\n", body);
    expect(parseStory(PATH, edited).ok).toBe(true);
  });
});

describe("a story's id", () => {
  const idOf = (path: string, origin: string): string | undefined => {
    const parsed = parseStory(`content/stories/${path}`, `---\nshared: 2022-01-18\norigin: ${origin}\n---\n`);
    return parsed.ok ? parsed.story.origin.id : parsed.mistake.cure;
  };

  it.each(["12345678e123", "1234567890e1", "1234567890e2", "12345678e002", "012345678901", "123456789012"])(
    "is as it is written, also where it looks like a number: %s",
    (id) => expect(idOf("a.md", `{ id: ${id} }`)).toBe(id),
  );

  it("comes from the original's address where it is written nowhere", () => {
    const id = storyId("https://example.org/x");
    expect(idOf("a.md", "{ url: 'http://example.org/x?utm_source=a#top' }")).toBe(id);
    expect(idOf("a-00000000000a.md", "{ url: 'https://example.org/x' }")).toBe("00000000000a");
  });
});

it("quotes an id that looks like a number, and no text that has one in it", () => {
  const story = readStory(
    "content/stories/a.md",
    { shared: "2022-01-01", comment: "first\nid: 12e5\nlast", origin: { id: "3e5678901234" } },
    "",
  );
  const text = formatStory(story);
  expect(text).toContain("\n  id: '3e5678901234'\n");
  const parsed = parseStory("content/stories/a.md", text);
  expect(parsed.ok && parsed.story.comment).toBe(story.comment);
});

describe("hiding a story", () => {
  const text =
    "---\n# Ada asked for it.\ntitle: 1.10\ntags: [3.10] # two\nshared: 2022-01-01\norigin: { id: '00000000000a' }\n---\nhidden: no\n";

  it.each([
    ["where nothing was said", text],
    ["where it was said", text.replace("title:", "hidden: false # for now\ntitle:")],
    ["with Windows line ends", text.replaceAll("\n", "\r\n")],
    ["behind a mark of the encoding", `\uFEFF${text}`],
  ])("changes one line alone, %s", (_, before) => {
    const hidden = withHidden(PATH, before, true) ?? "";
    const parsed = parseStory(PATH, hidden);
    expect(parsed.ok && parsed.story.hidden).toBe(true);
    const said = (of: string): string => of.replace(/^hidden: (true|false)\r?\n?/m, "");
    expect(said(hidden)).toBe(said(before));
    const shown = parseStory(PATH, withHidden(PATH, hidden, false) ?? "");
    expect(shown.ok && shown.story.hidden).toBe(false);
  });

  it("is for others where one line cannot say it", () => {
    expect(withHidden(PATH, text.replace("title:", "'hidden': false\ntitle:"), true)).toBeUndefined();
  });
});

it("a line of many blanks is changed in no time", () => {
  const blanks = " ".repeat(400_000);
  const text = `---\nhidden: false${blanks}# why\nshared: 2022-01-01\norigin: { id: '00000000000a' }\n---\n`;
  expect(withHidden(PATH, text, true)).toBe(text.replace("false", "true"));
  expect(withHidden(PATH, text.replace("# why", ""), true)).toContain("\nhidden: true\n");
});

describe("another share", () => {
  const share = { by: "Ada", at: "2022-01-02T00:00:00Z", comment: "So: sad" };
  const text =
    "---\n# Hers was first.\nshares:\n- at: 2022-01-01\n  by: Bob\ntags: [b, a] # in this order\nshared: 2022-01-01\norigin: { id: '00000000000a' }\n---\n\nshares:\n- none\n";

  it.each([
    ["where there was one", text],
    ["where there was none", text.replace(/shares:\n.*\n.*\n/, "")],
    ["at the end of the front matter", text.replace(/(shares:\n.*\n.*\n)([\s\S]*?)(?=---\n\n)/, "$2$1")],
    ["with Windows line ends", text.replaceAll("\n", "\r\n")],
  ])("is written beside all that somebody wrote, %s", (_, before) => {
    const known = read(before);
    const after = withShares(PATH, before, [...known.shares, share]) ?? "";
    expect(read(after)).toEqual({ ...known, shares: [...known.shares, share] });
    expect(after).toContain("# Hers was first.");
    expect(after).toContain("tags: [b, a] # in this order");
    expect(after.includes("\r\n")).toBe(before.includes("\r\n"));
    expect(/[^\r]\n/.test(after)).toBe(!before.includes("\r\n"));
  });
});

describe("another share behind comments", () => {
  const share = { at: "2022-01-02T00:00:00Z", feed: "https://example.com/feed.xml" };
  const fileOf = (shares: string): string =>
    `---\n# Mine.\nshared: 2022-01-01\n${shares}origin: { id: '00000000000a' }\n---\nText\n`;

  it.each([
    ["in lines", "shares:\n  # Hers.\n  - { at: 2022-01-01, by: Bob } # He said so.\n"],
    ["not set in", "shares: # all\n# Hers.\n- at: 2022-01-01\n\n  by: Bob\n"],
    ["parted", "shares:\n  - { at: 2022-01-01, by: Bob }\n\n# Then she.\n  - { at: 2022-01-01, by: Ada }\n"],
    [
      "that follow",
      "shares:\n    - at: 2022-01-01\n      comment: |\n        One.\n\n        Two.\n    # No more.\n",
    ],
  ])("leaves each of them where it is: %s", (_, shares) => {
    const before = fileOf(shares);
    const known = read(before);
    const after = withShares(PATH, before, [...known.shares, share]) ?? "";
    expect(read(after).shares).toEqual([...known.shares, share]);
    expect(after.replace(/^ *- \{at: 2022-01-02.*\n/m, "")).toBe(before);
  });
});

it("what may be shown of a story is said where it stands in its origin, or with it", () => {
  const share = "shares:\n  - at: 2022-01-01\n    show: on\n";
  const fileOf = (origin: string): string => `---\n# Mine.\nshared: 2022-01-01\n${share}${origin}---\nText\n`;
  const unsaid = fileOf("origin:\n    id: '00000000000a'\n");
  expect(withShow(PATH, unsaid, "link")).toBe(unsaid.replace(/(?=---\nText)/, "    show: link\n"));
  const inOne = fileOf("origin: { id: '00000000000a', show: full }\n");
  expect(withShow(PATH, inOne, "link")).toMatch(/^---\n# Mine\.\nshared: 2022-01-01\n/);
});

it.each(["!!int", "!!float", "!<?>"])("a tag without a value, %s, ends nothing", (tag) => {
  const text = `---\ntitle: ${tag}\nshared: 2022-01-01\norigin: { id: '00000000000a' }\n---\n`;
  expect(() => parseStory("content/stories/a.md", text)).not.toThrow();
});

it("front matter that holds itself is told", () => {
  const text = "---\nshared: 2022-01-01\nx: &a [*a]\norigin: { id: '00000000000a' }\n---\n";
  expect(parseStory("content/stories/a.md", text)).toMatchObject({
    ok: false,
    mistake: { what: expect.stringContaining("alias") },
  });
});

it("front matter whose aliases stand for far more than it says is told, and others are read", () => {
  const origin = "origin: { id: '00000000000a' }";
  const levels = Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`);
  const swollen = `---\nshared: 2022-01-01\na0: &a0 [x, x]\n${levels.join("\n")}\n${origin}\n---\n`;
  expect(parseStory("content/stories/a.md", swollen)).toMatchObject({
    ok: false,
    mistake: { what: expect.stringContaining("alias") },
  });
  const plain = `---\nshared: 2022-01-01\nx: &x [a, b]\ntags: *x\n${origin}\n---\n`;
  expect(parseStory("content/stories/a.md", plain)).toMatchObject({ ok: true, story: { tags: ["a", "b"] } });
});
