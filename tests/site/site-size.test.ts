/** How large a build says that the site is: what its files weigh, whatever the builds before it did. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSiteRoot, storiesOf, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "site-size-"));
afterAll(() => rmSync(folder, { recursive: true }));

function sizeOf(out: string): { files: number; bytes: number } {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

it("is told as it is on disk after stories came, changed and went, night by night and all at once", async () => {
  const site = openSiteRoot(join(folder, "site"), "pageSize: 5, feedSize: 3");
  const tell = async (full = false) => {
    const { files, bytes } = await site.build({ full });
    expect({ files, bytes }).toEqual(sizeOf(join(site.root, "_site")));
  };
  await site.add(storiesOf(23));
  await tell();
  await site.add([storyOf(23), storyOf(24, { tags: ["late"] })]);
  await tell();
  const [first = "", second = "", ...others] = site.files();
  await site.erase(first);
  site.edit(second, (text) => text.replace("Text of 1.", "A longer text, in other words."));
  await site.erase(others.at(-1) ?? "");
  await tell();
  await tell();
  for (const file of others.slice(0, 12)) await site.erase(file);
  site.settle("pageSize: 4, feedSize: 3");
  await tell();
  await tell(true);
});
