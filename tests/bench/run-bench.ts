/**
 * A full build and a night beside Hugo and the plainest program that could do it, on the same stories, one after the
 * other in one run. Ratios count; seconds hang on the machine.
 *
 *     npm run bench -- [--generator FILE] [--sizes 1000,5000,20000,147165] [--dir DIR] [--without hugo,plain]
 *
 * The generator prints stories as JSON Lines: `node FILE COUNT START`. Hugo and GNU time are to be installed.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkOut, command, snapshotEngine, writeRoot, writeStories } from "./bench-root.ts";
import { writeHugoSite } from "./hugo-site.ts";
import { type Cost, measure } from "./measure.ts";

const NEW_STORIES = 20;
/** What may change for a source, tag, sharer or month that a new story belongs to is counted by itself. */
const LISTS = ["sources", "tags", "by", "archive"];

const { values } = parseArgs({
  options: {
    generator: { type: "string", default: "../shared/bench/make-archive.mjs" },
    sizes: { type: "string", default: "1000,5000,20000,147165" },
    dir: { type: "string" },
    without: { type: "string", default: "" },
  },
});
const without = new Set(values.without.split(","));
const folder = values.dir ?? mkdtempSync(join(tmpdir(), "bench-"));
mkdirSync(folder, { recursive: true });
const engine = snapshotEngine(folder);

const say = (...cells: (string | number)[]): void => {
  process.stdout.write(
    `${cells.map((cell, index) => String(cell)[index === 0 ? "padEnd" : "padStart"](index === 0 ? 34 : 10)).join("")}\n`,
  );
};
const row = (name: string, cost: Cost): void =>
  say(name, cost.cpu.toFixed(1), cost.wall.toFixed(1), cost.memory.toFixed(0));
/** "3,578 files, 100 MB" */
function weigh(path: string): string {
  const names = execFileSync("find", [path, "-type", "f", "-printf", "."], { maxBuffer: 1 << 28 });
  const bytes = Number(execFileSync("du", ["-sb", path]).toString().split("\t")[0]);
  return `${names.length.toLocaleString("en")} files, ${(bytes / 1e6).toFixed(0)} MB`;
}

interface Measured {
  size: number;
  full: Cost;
  night: Cost;
  hugo: Cost | undefined;
}

async function measureSize(size: number): Promise<Measured> {
  const home = join(folder, String(size));
  const root = join(home, "root");
  const site = join(root, "_site");
  writeRoot(root);
  writeStories(values.generator, size, 0, join(home, "stories.jsonl"));
  say(`\n${size.toLocaleString("en")} stories`, "CPU s", "wall s", "MB");
  row(
    "import",
    await measure(command(engine, "import", join(home, "stories.jsonl"), "--root", root), engine),
  );
  const full = await measure(command(engine, "build", "--full", "--root", root), engine);
  row("full build", full);
  say(`  ${weigh(site)}`);
  const hugo = without.has("hugo") ? undefined : await measureHugo(home);
  if (hugo) say("  ours : Hugo", ...ratios(full, hugo));
  if (!without.has("plain")) row("plain Node, no lists or feeds", await measurePlain(home, root));

  const checkout = checkOut(root, join(home, "checkout"));
  writeStories(values.generator, NEW_STORIES, size, join(home, "night.jsonl"));
  const night = await measureNight("a night in a checkout", checkout, home);
  const inFolder = await measureNight("a night in a folder", root, home, () =>
    rmSync(join(root, ".git"), { recursive: true }),
  );
  if (hugo)
    say("  Hugo : a night, CPU", (hugo.cpu / night.cpu).toFixed(0), (hugo.cpu / inFolder.cpu).toFixed(0));
  rmSync(home, { recursive: true });
  return { size, full, night, hugo };
}

const ratios = (ours: Cost, theirs: Cost): string[] =>
  [ours.cpu / theirs.cpu, ours.wall / theirs.wall, ours.memory / theirs.memory].map((ratio) =>
    ratio.toFixed(2),
  );

async function measureHugo(home: string): Promise<Cost> {
  const site = join(home, "hugo");
  await writeHugoSite(join(home, "stories.jsonl"), site);
  const cost = await measure(["hugo", "--quiet"], site);
  row("Hugo", cost);
  say(`  ${weigh(join(site, "public"))}`);
  rmSync(site, { recursive: true });
  return cost;
}

async function measurePlain(home: string, root: string): Promise<Cost> {
  const out = join(home, "plain");
  const script = new URL("./plain-node.mjs", import.meta.url).pathname;
  const cost = await measure(["node", script, root, out], engine);
  rmSync(out, { recursive: true });
  return cost;
}

async function measureNight(name: string, root: string, home: string, prepare?: () => void): Promise<Cost> {
  prepare?.();
  // The folder's own stamps are to be known before the night: a build that finds nothing to do.
  if (prepare) await measure(command(engine, "build", "--root", root), engine);
  await measure(command(engine, "import", join(home, "night.jsonl"), "--root", root), engine);
  const changed = join(home, "changed.txt");
  const cost = await measure(command(engine, "build", "--root", root, "--changed", changed), engine);
  row(name, cost);
  const paths = readFileSync(changed, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.slice(2));
  const inLists = paths.filter((path) => LISTS.includes(path.split("/")[0] ?? ""));
  const perList = Math.max(0, ...Object.values(countBy(inLists, listOf)));
  say(`  ${paths.length - inLists.length} files beside lists, at most ${perList} a list`);
  return cost;
}

/** `tags/a/page/3/index.html` belongs to `tags/a`; `archive/2022/01/index.html` to `archive/2022/01`. */
const listOf = (path: string): string => path.replace(/(\/page\/\d+)?\/(index\.html|feed\.(xml|json))$/, "");

function countBy(items: string[], keyOf: (item: string) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

const measured: Measured[] = [];
for (const size of values.sizes.split(",").map(Number)) measured.push(await measureSize(size));

say("\nTogether");
const [smallest, largest] = [measured[0], measured.at(-1)];
if (smallest && largest && smallest !== largest) {
  const each = ({ full, size }: Measured): number => full.cpu / size;
  const five = measured.find(({ size }) => size >= 5000) ?? smallest;
  say(`full build, CPU a story, ${largest.size} : ${five.size}`, (each(largest) / each(five)).toFixed(2));
  say(
    `a night, CPU, ${largest.size} : ${smallest.size}`,
    (largest.night.cpu / smallest.night.cpu).toFixed(2),
  );
}
if (values.dir === undefined) rmSync(folder, { recursive: true });
