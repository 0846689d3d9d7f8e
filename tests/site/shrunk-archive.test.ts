/** A build, too, does nothing where the checkout lost more than anybody takes away in a day. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ShrunkArchiveError } from "../../src/story/archive/settle-archive.ts";
import { hashTree } from "../run-cli.ts";
import { openSiteRoot, type SiteRoot, storiesOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "shrunk-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function builtRoot(name: string): Promise<SiteRoot> {
  const site = openSiteRoot(join(folder, name), "");
  await site.add(storiesOf(60));
  await site.build();
  return site;
}

const lose = (site: SiteRoot, count: number): void => {
  for (const file of site.files().slice(0, count)) rmSync(file);
};

describe("a build stops before it writes a page", () => {
  it.each<[string, (site: SiteRoot) => void]>([
    ["that follows the last one", () => {}],
    ["without .cache", ({ root }) => rmSync(join(root, ".cache"), { recursive: true })],
    ["under new settings", (site) => site.settle("pageSize: 7")],
    [
      "of a content/ without its state",
      ({ root }) => rmSync(join(root, "content/.state"), { recursive: true }),
    ],
    ["of a content/ that is gone", ({ root }) => rmSync(join(root, "content"), { recursive: true })],
  ])("%s", async (name, prepare) => {
    const site = await builtRoot(name);
    const before = hashTree(join(site.root, "_site"));
    lose(site, 21);
    prepare(site);
    await expect(site.build()).rejects.toThrow(ShrunkArchiveError);
    expect(hashTree(join(site.root, "_site"))).toEqual(before);
    if (name.startsWith("that follows")) {
      await expect(site.build({ full: true })).rejects.toThrow(/21 of 60 known stories are missing/);
      expect((await site.build({ allowShrink: true })).stories).toBe(39);
      expect((await site.build()).stories).toBe(39);
    }
  });
});

describe("a build goes on", () => {
  it("where many stories were hidden, or taken away for good", async () => {
    const site = await builtRoot("hidden");
    for (const file of site.files().slice(0, 21))
      site.edit(file, (text) => text.replace("hidden: false", "hidden: true"));
    expect((await site.build()).stories).toBe(39);
    for (const file of site.files().slice(0, 21)) await site.erase(file);
    expect((await site.build()).stories).toBe(39);
    await site.expectAsFull();
    expect((await site.build({ full: true })).stories).toBe(39);
  });

  it("where builds saw them go by and by, also when it makes everything anew", async () => {
    const site = await builtRoot("by-and-by");
    for (const left of [47, 34]) {
      lose(site, 13);
      expect((await site.build()).stories).toBe(left);
    }
    expect((await site.build({ full: true })).stories).toBe(34);
    site.settle("pageSize: 7");
    expect((await site.build()).stories).toBe(34);
  });

  it("where files are there and cannot be read, or few are gone", async () => {
    const site = await builtRoot("unreadable");
    for (const file of site.files().slice(0, 30)) writeFileSync(file, "---\ntitle: [\n---\n");
    expect(await site.build()).toMatchObject({ stories: 30, mistakes: { length: 30 } });
    expect((await site.build({ full: true })).stories).toBe(30);
    lose(site, 19);
    expect((await site.build({ full: true })).stories).toBe(30);
  });
});
