import { describe, expect, it } from "vitest";
import { storyId } from "../../../src/story/address.ts";
import { formatJsonLine, parseJsonLine } from "../../../src/story/exchange/json-lines.ts";
import { formatStory, isEdited, parseStory } from "../../../src/story/file/story-file.ts";
import type { Story } from "../../../src/story/story.ts";

const NOW = "2026-03-14T09:00:00Z";

function storyOf(data: object): Story {
  const line = parseJsonLine(JSON.stringify({ url: "https://example.com/a", ...data }), NOW);
  if (line.kind !== "story") throw new Error(line.kind);
  return line.story;
}

it.each([
  ["line ends of Windows", "One\r\n\r\nTwo\r\n", "One\n\nTwo\n"],
  ["such line ends, doubled", "One\r\r\nTwo\r\r\r\n", "One\nTwo\n"],
  ["a mark at its beginning", "\uFEFFOne\n", "\uFEFFOne\n"],
])(
  "a text with %s does not count as edited, and says the same when it is read again",
  (_what, markdown, body) => {
    const text = formatStory(storyOf({ markdown }));
    const parsed = parseStory("content/stories/2026/03/14/a.md", text);
    expect(parsed.ok && parsed.story.body).toBe(body);
    expect(parsed.ok && isEdited(parsed.story)).toBe(false);
  },
);

describe("a line without an origin", () => {
  it("keeps its shares, and all else that is the story's own", () => {
    const shares = [
      { by: "X", at: "2022-01-01T00:00:00Z", comment: "c" },
      { by: "Y", at: "2022-01-02T00:00:00Z", extra: { via: "Z" } },
    ];
    const extra = { rating: 5 };
    const lined = shares.map(({ extra, ...share }) => ({ ...share, ...extra }));
    const said = { shared: "2022-01-01T00:00:00Z", shares: lined, hidden: true, pinned: true, extra };
    const story = storyOf(said);
    expect(story).toMatchObject({ shares, hidden: true, pinned: true, extra });
    expect(story.origin.id).toBe(storyId("https://example.com/a"));
    const path = "content/stories/2022/01/01/mine.md";
    expect(parseJsonLine(formatJsonLine(path, story), NOW)).toEqual({ kind: "story", story, path });
  });

  it("was shared when the first of its shares was, where it does not say it", () => {
    const at = ["2022-01-02", "2022-01-01T03:00:00+03:00", undefined];
    const { shared, shares } = storyOf({ shares: at.map((at) => ({ at })) });
    expect(shared).toBe("2022-01-01T00:00:00Z");
    expect(shares.map((share) => share.at.slice(0, 10))).toEqual(["2022-01-02", "2022-01-01", "2022-01-01"]);
    expect(storyOf({ shares: [{ by: "X" }] }).shared).toBe(NOW);
  });

  it("has one share, by whom it names, where it names none", () => {
    const feed = "https://example.com/feed.xml";
    expect(storyOf({ by: "X", source: { feed } }).shares).toEqual([{ by: "X", at: NOW, feed }]);
  });
});

it("an origin that lacks what stands beside it has it from there", () => {
  const source = { title: "A paper" };
  const origin = { text: "summary", show: "link", language: "de" };
  const url = "https://example.com/a?utm_source=x";
  const beside = { url, author: "Ada", published: "2022-01-01", language: "en", source };
  const story = storyOf({ ...beside, shared: "2022-01-02", origin });
  expect(story.origin).toMatchObject({
    ...origin,
    id: storyId("https://example.com/a"),
    url: "https://example.com/a",
    author: "Ada",
    published: "2022-01-01T00:00:00Z",
    source,
  });
  expect(storyOf({ origin: { id: "00000000000a", url: "https://example.com/b" } }).origin).toMatchObject({
    id: "00000000000a",
    url: "https://example.com/b",
  });
});

it.each([
  { markdown: ["a text"] },
  { shares: "X" },
  { shares: [{ at: "soon" }] },
  { shared: "2022-01-01", shares: [{ by: ["X"] }] },
  { extra: ["a"] },
  { url: "ftp://example.com/a", origin: { text: "none" } },
  {
    origin: { id: "00000000000a", address: "https://x.example/\n00000000000b 2022-01-01 - y" },
    shared: "2022-01-01",
  },
  { origin: { id: "00000000000a" }, shared: "2022-01-01", extra: ["a"] },
  {
    origin: { id: "00000000000a" },
    shared: "2022-01-01",
    markdown: "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n",
  },
  { removed: { id: "00000000000a", shared: "2022-01-01", address: "x\n00000000000b 2022-01-01 y" } },
])(
  "a line is bad whose part is of another kind, would begin a line of its own elsewhere, or could not be read again (%j)",
  (data) => {
    const line = parseJsonLine(JSON.stringify({ url: "https://example.com/a", ...data }), NOW);
    expect(line).toMatchObject({ kind: "bad", why: expect.stringContaining(";") });
  },
);

it("a reason of several lines begins no removal of its own", () => {
  const removed = {
    id: "00000000000a",
    shared: "2022-01-01",
    reason: "Asked for.\r\nTwice.\n00000000000b 2022-01-01 -\n",
  };
  expect(parseJsonLine(JSON.stringify({ removed }), NOW)).toMatchObject({
    kind: "removed",
    removal: { id: removed.id, reason: " Asked for. Twice. 00000000000b 2022-01-01 -" },
  });
});
