import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSiteRoot, storiesOf } from "./site-root.ts";

const root = mkdtempSync(join(tmpdir(), "assets-"));

afterAll(() => rmSync(root, { recursive: true, force: true }));

it("an asset takes the place of a folder of assets, and a folder that of an asset", async () => {
  const site = openSiteRoot(root, "");
  await site.add(storiesOf(2));
  const place = join(root, "templates/assets/icons");
  const settleFolder = (): void => {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "a.svg"), "<svg/>");
  };
  const settleFile = (): void => writeFileSync(place, "a sprite");
  for (const settle of [settleFolder, settleFile, settleFolder]) {
    rmSync(place, { recursive: true, force: true });
    settle();
    await site.build();
    await site.expectAsFull();
  }
  expect(site.read("assets/icons/a.svg")).toBe("<svg/>");
});
