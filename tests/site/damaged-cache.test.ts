/** A cache whose files have their names and sizes and not their bytes, as a disk may leave them where the power failed. */
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cacheFolder } from "../../src/site/build-folders.ts";
import { openSiteRoot, type SiteRoot, storiesOf, storyOf } from "./site-root.ts";

let root: string;
let site: SiteRoot;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "damaged-cache-"));
  site = openSiteRoot(root, "pageSize: 3");
  await site.add([...storiesOf(5), storyOf(40)]);
  await site.build();
});

afterEach(() => rmSync(root, { recursive: true }));

/** Paths of the cache's files of such names. */
function cached(name: RegExp): string[] {
  const cache = cacheFolder(root, join(root, "_site"));
  const files = readdirSync(cache, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.filter((file) => name.test(file.name)).map((file) => join(cache, file.name));
}

function damage(name: RegExp): void {
  expect(cached(name)).not.toEqual([]);
  for (const file of cached(name)) writeFileSync(file, Buffer.alloc(statSync(file).size));
}

const isDamaged = (file: string): boolean =>
  statSync(file).size > 0 && readFileSync(file).every((byte) => byte === 0);

const FILES = [
  /^2022-02-.*\.jsonl$/,
  /^2022-02-.*\.index$/,
  /^2022-01-.*\.jsonl$/,
  /^2022-01-.*\.index$/,
  /^ids-/,
  /^manifest\.json$/,
  /./,
];

it.each(FILES)("makes everything anew where %s says nothing", async (name) => {
  damage(name);
  site.edit(site.files()[1] ?? "", (text) => text.replace("Text of", "Another text of"));
  expect((await site.build()).stories).toBe(6);
  await site.expectAsFull();
  // What is left for the next build is whole: it goes on from there, and knows a second file of a story.
  expect(cached(/./).filter(isDamaged)).toEqual([]);
  expect((await site.build()).pages).toMatchObject({ written: 0 });
  const other = site.files().at(-1) ?? "";
  copyFileSync(other, join(root, "content/stories/2022/01/01", basename(other)));
  await site.build();
  await site.expectAsFull();
});

it.each(FILES)("makes everything anew when it is asked for that, and %s says nothing", async (name) => {
  damage(name);
  expect((await site.build({ full: true })).stories).toBe(6);
  await site.expectAsFull();
});

it("knows how many bytes the site has where the count of the last build was cut", async () => {
  const { bytes } = await site.build();
  const [file = ""] = cached(/^bytes\.txt$/);
  truncateSync(file, 3);
  expect((await site.build()).bytes).toBe(bytes);
});

it("makes everything anew where a page is the first to find it out", async () => {
  await site.add(storiesOf(80).slice(6));
  await site.build();
  damage(/^2022-02-.*\.jsonl$/);
  site.edit(site.files().at(-1) ?? "", (text) => text.replace(/^title: .*$/m, "title: Another"));
  await site.build();
  expect(cached(/./).filter(isDamaged)).toEqual([]);
  await site.expectAsFull();
});
