import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { summarizeBuild } from "../../src/commands/summary.ts";
import { openSiteRoot, storiesOf } from "./site-root.ts";

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
