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
  folder: Night;
}

/** `root` holds `size` stories and their site, and is a plain folder; afterwards it has had its night. */
export async function measureNights(
  engine: string,
  generator: string,
  root: string,
  size: number,
): Promise<Nights> {
  const news = join(root, "../night.jsonl");
  const clone = join(root, "../checkout");
  writeStories(generator, NEW_STORIES, size, news);
  const build = command(engine, "build", "--root", root);
  commitRoot(root);
  // Yesterday's build, with nothing to do: a checkout and a folder know their stories by different marks.
  await measure(build, engine);
  cloneRoot(root, clone);
  const checkout = await measureNight(engine, clone, news);
  rmSync(clone, { recursive: true });
  rmSync(join(root, ".git"), { recursive: true });
  await measure(build, engine);
  return { checkout, folder: await measureNight(engine, root, news) };
}

async function measureNight(engine: string, root: string, news: string): Promise<Night> {
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
