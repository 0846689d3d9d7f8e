import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { killBuilds, laterBuild } from "./kill-build.ts";

it("a killed build shows no half page, and the next one makes the site that a full build makes", async () => {
  const parts = [0, 0.3, 0.6, 0.9];
  const construction = await laterBuild(60);
  const { faults } = await killBuilds([construction], 4, () => parts.shift() ?? 0);
  rmSync(construction.before, { recursive: true });
  expect(faults).toEqual([]);
});
