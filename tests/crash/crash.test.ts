import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { copyRoot, newFolder } from "./crash-root.ts";
import { fillDisks } from "./full-disk.ts";
import { killNights } from "./kill-night.ts";
import { closeNight, type Night, nightly, secondNight } from "./night.ts";
import { differences, readTree } from "./tree.ts";

/** The short form of kill-night.ts and full-disk.ts: a few instants, the same each time. */
const at =
  (...parts: number[]): (() => number) =>
  () =>
    parts.shift() ?? 0;

let night: Night;

beforeAll(async () => {
  night = await secondNight();
});

afterAll(() => closeNight(night));

describe("a night with news", () => {
  it("that is killed leaves no half file, and the next run ends as if nothing had been", async () => {
    const { faults } = await killNights([night], 4, at(0.45, 0.3, 0.75, 0.7));
    expect(faults).toEqual([]);
  });

  it("that fills the disk says so and leaves all whole, and the next run completes it", async () => {
    const { faults } = await fillDisks([night], 2, at(0.05, 0.9));
    expect(faults).toEqual([]);
  });

  it("that cannot make a folder ends with 1, says where, and leaves all whole", async () => {
    const { before, clock, old, wanted } = night;
    const root = newFolder();
    copyRoot(before, root);
    // Permissions do not bind every user; a file where a folder is to be does.
    const inTheWay = join(root, "content/stories/2026/03/15");
    writeFileSync(inTheWay, "in the way");
    const { code, stderr } = await runCli(nightly(root), { SOURCE_DATE_EPOCH: clock });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^shared-stories: a file is where a folder should be/m);
    expect(stderr).toContain(inTheWay);
    rmSync(inTheWay);
    const stories = (path: string): boolean => path.startsWith("content/stories/");
    const found = readTree(root);
    expect(Object.keys(old).filter((path) => stories(path) && found[path] !== old[path])).toEqual([]);
    expect((await runCli(nightly(root), { SOURCE_DATE_EPOCH: clock })).code).toBe(0);
    expect(differences(wanted, readTree(root))).toEqual([]);
    rmSync(root, { recursive: true });
  });
});
