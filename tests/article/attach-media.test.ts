import { expect, it } from "vitest";
import { attachMedia } from "../../src/article/attach-media.ts";

const url = "https://cast.example/e.mp3?part=1&of=2";

it.each([
  ["as it stands in a feed", '<p><a href="https://cast.example/e.mp3?part=1&amp;of=2">Listen</a></p>'],
  ["as somebody wrote it", '<p><a href="https://cast.example/e.mp3?part=1&of=2">Listen</a></p>'],
])("a recording that the text links to, %s, is not linked again", (_spelt, html) => {
  expect(attachMedia(html, { enclosures: [{ url, medium: "audio" }] })).toBe(html);
});

it("a recording that it does not link to stands after it", () => {
  const html = attachMedia("<p>Words.</p>", { enclosures: [{ url, medium: "audio", title: "Part 1" }] });
  expect(html).toBe('<p>Words.</p><p><a href="https://cast.example/e.mp3?part=1&amp;of=2">Part 1</a></p>');
});
