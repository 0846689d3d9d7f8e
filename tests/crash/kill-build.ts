/**
 * Kills `build` after a random number of files and runs it again: no half page may be seen, and the site must end as one that a
 * `build --full` makes elsewhere. By turns a first build of 300 stories, and one after 40 more were imported.
 *
 *   node --import tsx tests/crash/kill-build.ts --times 20 --seed 1
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ran, runCli } from "../run-cli.ts";
import { copyRoot, newFolder } from "./crash-root.ts";
import { afterFiles, runAndKill } from "./killed-run.ts";
import { runScript } from "./script.ts";
import { differences, halfFiles, readTree, type Tree } from "./tree.ts";

/** A build that is begun again and again from the same state. */
export interface Construction {
  name: string;
  /** Root as it is before the build. */
  before: string;
  /** Trees before the build, and with a site made in full elsewhere. */
  old: Tree;
  wanted: Tree;
}

export interface KilledBuilds {
  killed: number;
  /** Done before they could be killed. */
  done: number;
  faults: string[];
}

const FEEDS = "site: { title: Picked from the harbour, url: https://harbour.example/, pageSize: 5 }\n";

/** One a day from 1 January 2025 on; text enough that a page is no single write. */
function jsonLine(number: number): string {
  const shared = new Date(Date.UTC(2025, 0, 1) + number * 86_400_000).toISOString();
  const paragraph = `Story ${number} says at some length what it has to say, and then says it again. `.repeat(
    12,
  );
  return JSON.stringify({
    url: `https://news.example/${number}`,
    title: `Story ${number}`,
    shared,
    markdown: Array(6).fill(paragraph).join("\n\n"),
    source: { title: `Paper ${number % 7}`, feed: `https://news.example/feeds/${number % 7}` },
    tags: [`tag ${number % 5}`],
    by: number % 3 === 0 ? "Ilse" : "Maren",
  });
}

async function importStories(root: string, numbers: number[]): Promise<void> {
  const file = join(root, "stories.jsonl");
  writeFileSync(file, numbers.map((number) => `${jsonLine(number)}\n`).join(""));
  await mustRun(["import", file, "--root", root]);
}

async function mustRun(args: string[]): Promise<Ran> {
  const ran = await runCli(args);
  if (ran.code !== 0) throw new Error(`${args.join(" ")} ended with ${ran.code}: ${ran.stderr}`);
  return ran;
}

const numbersFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

export async function firstBuild(stories: number): Promise<Construction> {
  const before = newFolder();
  writeFileSync(join(before, "feeds.yaml"), FEEDS);
  await importStories(before, numbersFrom(10, stories));
  return measure("first build", before);
}

/** Newer stories, and two that are older than all: every archive page is numbered anew. */
export async function laterBuild(stories: number): Promise<Construction> {
  const before = newFolder();
  writeFileSync(join(before, "feeds.yaml"), FEEDS);
  await importStories(before, numbersFrom(10, stories));
  await mustRun(["build", "--root", before]);
  await importStories(before, [1, 2, ...numbersFrom(10 + stories, 38)]);
  return measure("later build", before);
}

async function measure(name: string, before: string): Promise<Construction> {
  const root = newFolder();
  copyRoot(before, root);
  await mustRun(["build", "--root", root, "--full", "--out", join(root, "elsewhere")]);
  const wanted = Object.fromEntries(
    Object.entries(readTree(root, "elsewhere")).map(([path, digest]) => [
      path.replace(/^elsewhere/, "_site"),
      digest,
    ]),
  );
  rmSync(root, { recursive: true });
  return { name, before, old: readTree(before), wanted };
}

/** @param random gives the part of the files that it writes after which a build is killed */
export async function killBuilds(
  constructions: Construction[],
  times: number,
  random: () => number,
): Promise<KilledBuilds> {
  const kills: KilledBuilds = { killed: 0, done: 0, faults: [] };
  for (let number = 0; number < times; number++) {
    const construction = constructions[number % constructions.length];
    if (construction) await killBuild(construction, random(), kills);
  }
  return kills;
}

async function killBuild(construction: Construction, part: number, kills: KilledBuilds): Promise<void> {
  const { name, before, old, wanted } = construction;
  const root = newFolder();
  copyRoot(before, root);
  const instant = afterFiles(1 + Math.floor(part * differences(old, wanted).length), join(root, "_site"));
  const complain = (what: string): number => kills.faults.push(`${name}, killed ${instant.name}: ${what}`);

  kills[(await runAndKill(["build", "--root", root], instant)) ? "killed" : "done"]++;
  for (const path of halfFiles(root, [old, wanted])) complain(`${path} is half a page`);

  const again = await runCli(["build", "--root", root]);
  if (again.code !== 0) complain(`the next build ended with ${again.code}: ${again.stderr}`);
  const wrong = differences(wanted, readTree(root));
  if (wrong.length > 0)
    complain(`${wrong.length} files are other: ${wrong.slice(0, 5).join(", ")}; see ${root}`);
  else rmSync(root, { recursive: true });
}

if (process.argv[1] === import.meta.filename)
  await runScript(20, async (times, random) => {
    const constructions = [await firstBuild(300), await laterBuild(300)];
    const { killed, done, faults } = await killBuilds(constructions, times, random);
    for (const { before } of constructions) rmSync(before, { recursive: true });
    return { summary: `killed in the middle ${killed}; done before ${done}`, faults };
  });
