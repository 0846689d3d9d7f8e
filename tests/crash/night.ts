/** Nights that are begun again and again from the same state, with what an undisturbed one makes of it. */
import { rmSync } from "node:fs";
import { type Newspaper, startNewspaper } from "../../src/demo/newspaper.ts";
import { NOW, runCli } from "../run-cli.ts";
import { copyRoot, fillRoot, newFolder, writeGoneFeed } from "./crash-root.ts";
import { readTree, type Tree } from "./tree.ts";

/** A day after `NOW`. */
const NEXT_DAY = String(Number(NOW) + 86_400);

export interface Night {
  name: string;
  newspaper: Newspaper;
  /** Root as it is before the night. */
  before: string;
  clock: string;
  /** Trees before the night, and after one that nobody killed. */
  old: Tree;
  wanted: Tree;
  /** Milliseconds of that one. */
  duration: number;
}

export const nightly = (root: string): string[] => ["nightly", "--root", root];

async function runWhole(root: string, clock: string): Promise<void> {
  const { code, stderr } = await runCli(nightly(root), { SOURCE_DATE_EPOCH: clock });
  if (code !== 0) throw new Error(`a night that nobody killed ended with ${code}: ${stderr}`);
}

export async function firstNight(): Promise<Night> {
  const newspaper = await startNewspaper({ notes: 40 });
  const before = newFolder();
  fillRoot(before, newspaper.origin);
  return measure({ name: "first night", newspaper, before, clock: NOW });
}

export async function secondNight(): Promise<Night> {
  const newspaper = await startNewspaper({ notes: 40 });
  const before = newFolder();
  fillRoot(before, newspaper.origin);
  await runWhole(before, NOW);
  newspaper.print(60);
  writeGoneFeed(before, newspaper.origin, 9);
  return measure({ name: "second night", newspaper, before, clock: NEXT_DAY });
}

async function measure(night: Omit<Night, "old" | "wanted" | "duration">): Promise<Night> {
  const root = newFolder();
  copyRoot(night.before, root);
  const began = performance.now();
  await runWhole(root, night.clock);
  const duration = performance.now() - began;
  const wanted = readTree(root);
  rmSync(root, { recursive: true });
  return { ...night, old: readTree(night.before), wanted, duration };
}

export async function closeNight({ newspaper, before }: Night): Promise<void> {
  await newspaper.close();
  rmSync(before, { recursive: true });
}
