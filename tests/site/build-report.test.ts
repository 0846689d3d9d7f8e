import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { summarizeBuild } from "../../src/commands/summary.ts";
import { cacheFolder } from "../../src/site/build-site.ts";
import { hashTree } from "../run-cli.ts";
import { openSiteRoot, storiesOf, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "build-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("says that a new pageSize numbers the archive's pages anew", async () => {
  const site = openSiteRoot(join(folder, "page-size"), "pageSize: 3");
  await site.add(storiesOf(9));
  expect((await site.build()).renumberedFrom).toBeUndefined();
  site.settle("pageSize: 2");
  expect(summarizeBuild(await site.build(), "_site")).toContain(
    "pageSize is another: archive pages from 1 on are numbered anew",
  );
  expect((await site.build({ full: true })).renumberedFrom).toBeUndefined();
});

it("lists what a killed build wrote and removed as changed, though it stands already", async () => {
  const site = openSiteRoot(join(folder, "killed"), "pageSize: 3");
  await site.add(storiesOf(9));
  await site.build();
  const served = hashTree(join(site.root, "_site"));
  const cache = cacheFolder(site.root, join(site.root, "_site"));
  const [current, next] = [join(cache, "manifest.json"), join(cache, "next.json")];
  const before = readFileSync(current);
  await site.add([storyOf(9)]);
  await site.erase(site.files()[4] ?? "");
  await site.build();
  // As if it had been killed when all was done but its last act.
  renameSync(current, next);
  writeFileSync(current, before);

  const { changes, pages } = await site.build();
  expect(pages).toMatchObject({ written: 0, removed: 1 });
  const now = hashTree(join(site.root, "_site"));
  for (const path of changes.removed) delete served[path];
  for (const path of changes.written) served[path] = now[path] ?? "";
  expect(served).toEqual(now);
  expect((await site.build()).changes).toEqual({ written: [], removed: [] });
});
