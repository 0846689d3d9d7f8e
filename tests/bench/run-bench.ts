/**
 * A full build and a night beside Hugo and the plainest program that could do it, on the same stories, in turns in one
 * run. Ratios count; seconds hang on the machine.
 *
 *     npm run bench -- [--sizes 1000,5000,20000,147165] [--dir DIR] [--rounds 1] [--without hugo,plain]
 *
 * BENCH_STORIES or --generator names the script that prints stories as JSON Lines: `node FILE COUNT START`. Hugo, git and
 * GNU time are to be installed.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { command, PROJECT, snapshotEngine, writeRoot, writeStories } from "./bench-root.ts";
import { type Builder, measureFullBuilds } from "./full-builds.ts";
import { measure } from "./measure.ts";
import {
  describeChanges,
  measureNights,
  type Night,
  type Nights,
  openCheckout,
  type Site,
} from "./nights.ts";
import { costRatios, type Measured, ratio, say, sayCost, sayHeader, sayRatios } from "./report.ts";

/** A night at any size is compared with one at this. */
const SMALL_ARCHIVE = 1500;
/** A story's share of a full build is compared with that at the largest size up to this. */
const USUAL_SIZE = 5000;

const { values } = parseArgs({
  options: {
    generator: {
      type: "string",
      default: process.env.BENCH_STORIES ?? join(PROJECT, "../shared/bench/make-archive.mjs"),
    },
    sizes: { type: "string", default: "1000,5000,20000,147165" },
    dir: { type: "string" },
    rounds: { type: "string", default: "1" },
    without: { type: "string", default: "" },
  },
});
const without = values.without.split(",");
const builders: Builder[] = ["ours"];
if (!without.includes("hugo")) builders.push("Hugo");
if (!without.includes("plain")) builders.push("plain Node");
const folder = values.dir ? resolve(values.dir) : mkdtempSync(join(tmpdir(), "bench-"));
mkdirSync(folder, { recursive: true });
const engine = snapshotEngine(folder);

interface Results {
  size: number;
  builds: Map<Builder, Measured>;
  nights: Nights;
}

/** The site whose nights are compared with all others. */
async function openSmall(): Promise<Site> {
  const home = join(folder, "small");
  const [stories, root] = [join(home, "stories.jsonl"), join(home, "root")];
  writeRoot(root);
  writeStories(values.generator, SMALL_ARCHIVE, 0, stories);
  await measure(command(engine, "import", stories, "--root", root), engine);
  await measure(command(engine, "build", "--root", root), engine);
  return openCheckout(engine, values.generator, root, SMALL_ARCHIVE);
}

async function measureSize(size: number, whose: Builder[], small: Site): Promise<Results> {
  const home = join(folder, String(size));
  const places = {
    engine,
    stories: join(home, "stories.jsonl"),
    root: join(home, "root"),
    hugo: join(home, "hugo"),
    plain: join(home, "plain"),
  };
  rmSync(home, { recursive: true, force: true });
  writeRoot(places.root);
  writeStories(values.generator, size, 0, places.stories);
  sayHeader(`${size.toLocaleString("en")} stories`);
  sayCost("import", await measure(command(engine, "import", places.stories, "--root", places.root), engine));
  sayCost("export", await measure(command(engine, "export", "--jsonl", "--root", places.root), engine));
  const builds = await measureFullBuilds(places, whose, Number(values.rounds));
  sayBuilds(builds);
  const nights = await measureNights(engine, values.generator, places.root, size, small);
  sayNight("a night in a checkout", nights.checkout, builds);
  sayCost(`a night on ${SMALL_ARCHIVE}, in turns`, nights.small);
  sayNight("a night in a folder", nights.folder, builds);
  rmSync(home, { recursive: true });
  return { size, builds, nights };
}

function sayBuilds(builds: Map<Builder, Measured>): void {
  for (const [builder, measured] of builds) sayCost(`full build, ${builder}`, measured);
  const ours = builds.get("ours");
  for (const [builder, theirs] of builds) {
    if (ours && builder !== "ours") sayRatios(`ours : ${builder}`, ours, theirs);
  }
}

function sayNight(name: string, night: Night, builds: Map<Builder, Measured>): void {
  sayCost(name, night);
  const hugo = builds.get("Hugo");
  if (hugo) sayRatios("Hugo : night", hugo, night);
  say(`  changed: ${describeChanges(night.changed)}`);
}

function sayTogether(all: Results[]): void {
  const usual = all.filter(({ size }) => size <= USUAL_SIZE).sort((a, b) => b.size - a.size)[0];
  const others = [`at ${usual?.size ?? "–"}`, `at ${SMALL_ARCHIVE}`];
  say("\nTogether", "ours :", "ours :", "ours :", "night :", "a story :", "night :");
  say("", "Hugo", "Hugo", "Hugo", "Hugo", ...others);
  say("", "CPU", "wall", "memory", "CPU", "CPU", "CPU");
  for (const results of all) {
    const growth = [
      usual ? ratio(cpuOfStory(results), cpuOfStory(usual)) : "–",
      ratio(results.nights.checkout.cpu, results.nights.small.cpu),
    ];
    say(results.size.toLocaleString("en"), ...besideHugo(results), ...growth);
  }
}

const cpuOfStory = ({ size, builds }: Results): number => (builds.get("ours")?.cpu ?? Number.NaN) / size;

function besideHugo({ builds, nights }: Results): string[] {
  const [ours, hugo] = [builds.get("ours"), builds.get("Hugo")];
  if (!ours || !hugo) return ["–", "–", "–", "–"];
  return [...costRatios(ours, hugo), ratio(nights.checkout.cpu, hugo.cpu)];
}

const sizes = values.sizes.split(",").map(Number);
const all: Results[] = [];
const small = await openSmall();
for (const size of sizes) all.push(await measureSize(size, builders, small));
sayTogether(all);
if (values.dir === undefined) rmSync(folder, { recursive: true });
