/** What a preview shows of a site, while builds go on beside it. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadSettings } from "../../src/pipeline.ts";
import { cacheFolder } from "../../src/site/build-folders.ts";
import { openWholeSite, type WholeSite } from "../../src/site/whole-site.ts";
import { openSiteRoot, storiesOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "whole-site-"));
afterAll(() => rmSync(folder, { recursive: true }));

const open = async (root: string, newest?: number): Promise<WholeSite> =>
  openWholeSite(root, await loadSettings({ root, env: {}, allowShrink: false }), newest);

it("a build beside it takes nothing away that it has yet to read", async () => {
  // Nothing of January is read before its pages are asked for.
  const site = openSiteRoot(join(folder, "beside"), "pageSize: 3, permalinks: anchors");
  await site.add(storiesOf(70));
  await site.build();
  const { paths, docOf } = await open(site.root);
  site.edit(site.files()[0] ?? "", (text) => text.replace("Story 0", "Another"));
  await site.build();
  expect(paths.map((path) => docOf(path).path)).toEqual(paths);
});

it("reads the archive anew where the last build's memory of it lost its bytes", async () => {
  const site = openSiteRoot(join(folder, "damaged"), "pageSize: 3");
  await site.add(storiesOf(5));
  await site.build();
  const cache = cacheFolder(site.root, join(site.root, "_site"));
  const indexes = readdirSync(cache).filter((name) => name.endsWith(".index"));
  for (const name of indexes)
    writeFileSync(join(cache, name), Buffer.alloc(statSync(join(cache, name)).size));
  const { paths, docOf } = await open(site.root);
  expect(paths.map((path) => docOf(path).path)).toEqual(paths);
  expect(paths).toContain("page/2/index.html");
});

it("of the newest pages alone it has their stories' lists, and no others", async () => {
  const site = openSiteRoot(join(folder, "newest"), "pageSize: 3");
  await site.add(storiesOf(9).map((story, n) => ({ ...story, tags: [n < 6 ? "old" : "new"] })));
  const { paths } = await open(site.root, 1);
  expect(paths).toContain("tags/new/index.html");
  expect(paths).toContain("feed.xml");
  expect(paths.filter((path) => /^tags\/old\//.test(path))).toEqual([]);
  expect((await open(site.root)).paths).toContain("tags/old/index.html");
});

it("of the newest pages alone it has what links to pinned stories lead to, however old they are", async () => {
  for (const permalinks of ["pages", "anchors"]) {
    const site = openSiteRoot(join(folder, permalinks), `pageSize: 3, permalinks: ${permalinks}`);
    await site.add(storiesOf(12).map((story, n) => (n === 1 ? { ...story, tags: ["old"] } : story)));
    site.edit(site.files()[1] ?? "", (text) => text.replace("pinned: false", "pinned: true"));
    const { paths, docOf } = await open(site.root, 2);
    const front = docOf("index.html");
    const pinned = front.kind === "front" ? front.stories[0] : undefined;
    expect(pinned?.title).toBe("Story 1");
    const links = [pinned?.href ?? "", ...(pinned?.tags ?? []).map(({ href }) => href)];
    for (const link of links) expect(paths).toContain(link.replace(/^\/|#.*/g, "").concat("index.html"));
    expect(paths).not.toContain("page/2/index.html");
  }
});
