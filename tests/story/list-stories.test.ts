import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listFiles } from "../../src/story/archive/story-index.ts";
import { sortByPath } from "../../src/story/file/story-path.ts";

const STORIES = "content/stories";
let root: string;

function write(path: string | Buffer): void {
  const full = Buffer.concat([Buffer.from(`${join(root, STORIES)}/`), Buffer.from(path)]);
  mkdirSync(full.subarray(0, full.lastIndexOf("/")), { recursive: true });
  writeFileSync(full, "");
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "list-stories-"));
});

afterAll(() => rmSync(root, { recursive: true }));

it("has no stories where there is no folder of them", () => {
  expect(listFiles(root)).toEqual({ stories: [], mistakes: [] });
});

it("lists them sorted by their whole paths", () => {
  const names = [
    "x/y",
    "x",
    "x-1",
    "x copy",
    "x.d/z",
    "x.d/y/w",
    "x0",
    "É",
    "\u{1F600}",
    "\uFF5E",
    "2022/01/18/a",
    "2022/01/2/a",
  ];
  const paths = names.map((name) => `${name}.md`);
  for (const path of paths) write(path);
  const { stories, mistakes } = listFiles(root);
  expect(stories).toEqual(sortByPath(paths, (path) => path).map((path) => `${STORIES}/${path}`));
  expect(mistakes).toEqual([]);
});

it("lists no editor's files, and tells of links and of names that are no text", () => {
  const before = listFiles(root).stories;
  for (const path of [".hidden.md", ".trash/a.md", "notes.txt", "x/.#y.md"]) write(path);
  write(Buffer.from([0x61, 0xff, 0x2e, 0x6d, 0x64]));
  write(Buffer.concat([Buffer.from([0x62, 0xff]), Buffer.from("/inner.md")]));
  for (const path of ["d\n- e.md", "f\r.md", "g\n- ../inner.md"]) write(path);
  const elsewhere = join(root, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "story.md"), "");
  for (const [name, to] of [
    ["folder", elsewhere],
    ["file.md", join(elsewhere, "story.md")],
    ["gone.md", join(elsewhere, "none")],
    ["gone", join(elsewhere, "none")],
    ["loop", join(root, STORIES, "loop")],
    [".link.md", join(elsewhere, "story.md")],
  ] as const)
    symlinkSync(to, join(root, STORIES, name));
  const strange = Buffer.concat([Buffer.from(join(root, STORIES, "c")), Buffer.from([0xff])]);
  symlinkSync(elsewhere, strange);
  const { stories, mistakes } = listFiles(root);
  expect(stories).toEqual(before);
  const link = expect.stringContaining("is a link");
  const lined = "has a line end in its name";
  const nameless = expect.stringContaining("no UTF-8");
  expect(mistakes.map(({ path, what }) => [path.slice(STORIES.length + 1), what])).toEqual([
    ["a\uFFFD.md", nameless],
    ["b\uFFFD", nameless],
    ["c\uFFFD", link],
    ["d\n- e.md", lined],
    ["f\r.md", lined],
    ["file.md", link],
    ["folder", link],
    ["g\n- ..", lined],
    ["gone.md", link],
    ["loop", link],
  ]);
});
