/** A night: some new stories, and the whole `build` command, in a fresh checkout and in a plain folder. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cloneRoot, command, commitRoot, writeStories } from "./bench-root.ts";
import { measure } from "./measure.ts";
import type { Measured } from "./report.ts";

const NEW_STORIES = 20;

export interface Night extends Measured {
  /** Paths that the build wrote or removed. */
  changed: string[];
}

export interface Nights {
  checkout: Night;
  /** One on the small archive, in turns with those of the checkout. */
  small: Night;
  folder: Night;
}

/** A site's nights, one after the other. */
export interface Site {
  night(): Promise<Night>;
}

/** Nights in turns: of each site the one that counts is the median by CPU. */
const ROUNDS = 3;

/**
 * A fresh checkout of a root, each of its nights committed before the next.
 *
 * @param root holds `size` stories and their site, and is a plain folder; afterwards it is a checkout
 */
export async function openCheckout(
  engine: string,
  generator: string,
  root: string,
  size: number,
): Promise<Site> {
  const clone = join(root, "../checkout");
  commitRoot(root);
  // Yesterday's build, with nothing to do: a checkout and a folder know their stories by different marks.
  await measure(command(engine, "build", "--root", root), engine);
  cloneRoot(root, clone);
  let nights = 0;
  return {
    async night() {
      if (nights > 0) commitRoot(clone);
      return measureNight(engine, generator, clone, size + NEW_STORIES * nights++);
    },
  };
}

/** Nights of an archive in a fresh checkout, in turns with those of a small one; and one in a plain folder. */
export async function measureNights(
  engine: string,
  generator: string,
  root: string,
  size: number,
  small: Site,
): Promise<Nights> {
  const large = await openCheckout(engine, generator, root, size);
  const nights: Night[] = [];
  const smallNights: Night[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    nights.push(await large.night());
    smallNights.push(await small.night());
  }
  rmSync(join(root, "../checkout"), { recursive: true });
  rmSync(join(root, ".git"), { recursive: true });
  await measure(command(engine, "build", "--root", root), engine);
  const folder = await measureNight(engine, generator, root, size);
  return { checkout: medianOf(nights), small: medianOf(smallNights), folder };
}

function medianOf(nights: Night[]): Night {
  const median = nights.toSorted((a, b) => a.cpu - b.cpu)[Math.floor(nights.length / 2)];
  if (!median) throw new RangeError("no night");
  return median;
}

/** @param first number of the night's first story */
async function measureNight(engine: string, generator: string, root: string, first: number): Promise<Night> {
  const news = join(root, "../night.jsonl");
  writeStories(generator, NEW_STORIES, first, news);
  await measure(command(engine, "import", news, "--root", root), engine);
  const list = join(root, "../changed.txt");
  const cost = await measure(command(engine, "build", "--root", root, "--changed", list), engine);
  const lines = readFileSync(list, "utf8").trim().split("\n");
  return { ...cost, changed: lines.map((line) => line.slice(2)) };
}

/** What changed by first segment, and the most that changed of one list: `page 2, stories 20; 3 a list`. */
export function describeChanges(changed: string[]): string {
  const segments = countBy(changed, (path) => (path.includes("/") ? (path.split("/")[0] ?? "") : "top"));
  const lists = countBy(
    changed.filter((path) => /^(sources|tags|by|archive)\//.test(path)),
    listOf,
  );
  const counts = [...segments].sort().map(([segment, count]) => `${segment} ${count}`);
  return `${counts.join(", ")}; at most ${Math.max(0, ...lists.values())} a list`;
}

/** `tags/a/page/3/index.html` belongs to `tags/a`; `archive/2022/01/index.html` to `archive/2022/01`. */
const listOf = (path: string): string => path.replace(/(\/page\/\d+)?\/(index\.html|feed\.(xml|json))$/, "");

function countBy(paths: string[], keyOf: (path: string) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(keyOf(path), (counts.get(keyOf(path)) ?? 0) + 1);
  return counts;
}
