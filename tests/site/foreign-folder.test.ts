import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { UsageError } from "../../src/usage-error.ts";
import { hashTree } from "../run-cli.ts";
import { openSiteRoot, storiesOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "foreign-"));
afterAll(() => rmSync(folder, { recursive: true }));

function put(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "Somebody's own.");
}

it("a first build into a folder with files of others that it would delete changes nothing, and names some", async () => {
  const site = openSiteRoot(join(folder, "first"), "");
  await site.add(storiesOf(3));
  const out = join(site.root, "public");
  for (const path of ["index.html", "assets/logo.png", "archive/2009/essay.html"]) put(join(out, path));
  const before = hashTree(out);
  for (const _ of ["once", "and again"]) {
    await expect(site.build({ out })).rejects.toThrow(UsageError);
    await expect(site.build({ out })).rejects.toThrow("archive/2009/essay.html, assets/logo.png. Nothing");
  }
  expect(hashTree(out)).toEqual(before);
});

it("what a build would not delete stays, and is no reason to refuse", async () => {
  const site = openSiteRoot(join(folder, "beside"), "");
  await site.add(storiesOf(3));
  for (const path of ["CNAME", "images/logo.png", "robots.txt"]) put(join(site.root, "_site", path));
  await site.build();
  expect(site.read("CNAME") + site.read("images/logo.png")).toBe("Somebody's own.".repeat(2));
});

it.each<[string, { index: number; count: number } | undefined]>([
  ["a site", undefined],
  ["a shard without a front page", { index: 2, count: 3 }],
])("%s of an earlier build is swept as ever where .cache is lost", async (name, shard) => {
  const site = openSiteRoot(join(folder, name), "pageSize: 1, feedSize: 1");
  await site.add(storiesOf(9));
  const part = shard ? { shard } : {};
  await site.build(part);
  const wanted = hashTree(join(site.root, "_site"));
  put(join(site.root, "_site/page/99/index.html"));
  rmSync(join(site.root, ".cache"), { recursive: true });
  await site.build(part);
  expect(hashTree(join(site.root, "_site"))).toEqual(wanted);
});

it("what lies behind a link among the site's pages is nobody's page, and stays", async () => {
  const site = openSiteRoot(join(folder, "linked"), "");
  await site.add(storiesOf(3));
  await site.build();
  put(join(folder, "elsewhere/deep/page.html"));
  symlinkSync(join(folder, "elsewhere"), join(site.root, "_site/archive/link"));
  await site.build({ full: true });
  expect(existsSync(join(folder, "elsewhere/deep/page.html"))).toBe(true);
});

it.each(["content", "content/site", "templates", ".cache/site"])(
  "an output folder among a root's own is refused (%s)",
  async (out) => {
    const site = openSiteRoot(join(folder, `within-${out.replace("/", "-")}`), "");
    await expect(site.build({ out: join(site.root, out) })).rejects.toThrow("lie within each other");
    expect(existsSync(join(site.root, out))).toBe(false);
  },
);

it("an output folder among whose pages a root would lie is refused, also behind a link", async () => {
  const site = openSiteRoot(join(folder, "outer/stories/mine"), "");
  symlinkSync(join(folder, "outer"), join(folder, "link"));
  for (const out of ["outer", "link"])
    await expect(site.build({ out: join(folder, out) })).rejects.toThrow("lie within each other");
  await site.build({ out: join(folder, "outer/stories") });
});
