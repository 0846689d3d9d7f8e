import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createFrontKeeper, openFronts } from "../../../src/page/catalogue/kept-fronts.ts";
import { parseStory } from "../../../src/story/file/story-file.ts";
import type { Story } from "../../../src/story/story.ts";

const home = mkdtempSync(join(tmpdir(), "fronts-"));
afterAll(() => rmSync(home, { recursive: true }));

const PATH = "content/stories/2022/01/18/a-bf4722c972cb.md";
const TEXT = `---
title: "A \\"title\\" – Ünï\\tcode 😀"
comment: |-
  Two
  lines.
tags: [one, "two: three"]
shared: 2022-01-18T03:00:00Z
shares:
  - {at: 2022-01-18T03:00:00Z, by: Ann}
origin:
  id: bf4722c972cb
  images: {"https://example.com/a.png": {width: 10, height: 20}}
---
First line.

Last line, without an end`;

function read(path: string, text: string): Story {
  const parsed = parseStory(path, text);
  if (!parsed.ok) throw new Error(parsed.mistake.what);
  return parsed.story;
}

function keepAndFind(text: string, later = text): Story | undefined {
  const keeper = createFrontKeeper(home);
  keeper.keep(PATH, text, read(PATH, text));
  keeper.flush();
  return openFronts(home).find(PATH, later);
}

test.each([
  ["as we write it", TEXT],
  ["without a body", TEXT.slice(0, TEXT.indexOf("First"))],
  ["with a mark and Windows' line ends", `\uFEFF${TEXT.replaceAll("\n", "\r\n")}`],
])("a story is found as it was read: %s", (_what, text) => {
  expect(keepAndFind(text)).toStrictEqual(read(PATH, text));
});

test("a file that has changed since is not taken for what it was", () => {
  expect(keepAndFind(TEXT, `${TEXT}.`)).toBeUndefined();
});

test("what JSON cannot say is read from the file again", () => {
  expect(keepAndFind(TEXT.replace("origin:", "mine: .nan\norigin:"))).toBeUndefined();
  expect(keepAndFind(TEXT.replace("  images", "  mine: .nan\n  images"))).toBeUndefined();
});

test("files of one folder are told apart, and what was not kept is not found", () => {
  const keeper = createFrontKeeper(home);
  const others = [PATH.replace("a-", "b-"), PATH.replace("a-", "c\n-"), PATH.replace("a-", "d\t-")];
  for (const path of [PATH, ...others]) keeper.keep(path, TEXT, { ...read(PATH, TEXT), title: path });
  keeper.flush();
  const fronts = openFronts(home);
  expect(fronts.find(PATH, TEXT)?.title).toBe(PATH);
  expect(others.map((path) => fronts.find(path, TEXT)?.title)).toEqual([others[0], undefined, undefined]);
  fronts.forget();
  expect(fronts.find(PATH, TEXT)?.title).toBe(PATH);
  expect(fronts.find("content/stories/2023/01/01/e.md", TEXT)).toBeUndefined();
});

test("a folder may be called as long as a folder can", () => {
  const path = `content/stories/2022/01/18/${"é".repeat(127)}/a-bf4722c972cb.md`;
  const keeper = createFrontKeeper(home);
  keeper.keep(path, TEXT, read(path, TEXT));
  keeper.flush();
  expect(openFronts(home).find(path, TEXT)).toStrictEqual(read(path, TEXT));
});
