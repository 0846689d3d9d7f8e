import { expect, it } from "vitest";
import { parseJsonLine } from "../../src/story/json-lines.ts";
import type { Story } from "../../src/story/story.ts";
import { formatStory, isEdited, parseStory } from "../../src/story/story-file.ts";

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

it.each([
  { markdown: ["a text"] },
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
