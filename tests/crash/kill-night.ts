/**
 * Kills `nightly` at random instants and runs it again: no half file may be seen, and the tree must end as that of a
 * run that nobody killed. By turns a first night, and a second night with news; at a random time, and after a random
 * number of files.
 *
 *   node --import tsx tests/crash/kill-night.ts --times 200 --seed 1
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../run-cli.ts";
import { copyRoot, newFolder } from "./crash-root.ts";
import { afterFiles, afterTime, type Instant, runAndKill } from "./killed-run.ts";
import { closeNight, firstNight, type Night, nightly, secondNight } from "./night.ts";
import { runScript, say } from "./script.ts";
import { differences, halfFiles, readTree, type Tree } from "./tree.ts";

export interface Kills {
  /** Runs that were killed before they had changed anything, while they fetched, while they built; and those that were done before. */
  starting: number;
  fetching: number;
  building: number;
  done: number;
  /** What went wrong, with the kill that showed it. */
  faults: string[];
}

/** @param random gives the part of the night after which it is killed: of its time, or of what it writes */
export async function killNights(
  nights: Night[],
  times: number,
  random: () => number,
  tell: (done: number) => void = () => {},
): Promise<Kills> {
  const kills: Kills = { starting: 0, fetching: 0, building: 0, done: 0, faults: [] };
  for (let number = 0; number < times; number++) {
    const night = nights[number % nights.length];
    const byTime = Math.floor(number / nights.length) % 2 === 0;
    if (night) await killNight(night, { part: random(), byTime }, kills);
    tell(number + 1);
  }
  return kills;
}

/** In time a night reads for long and writes little; by its files it is killed in the middle of its writing. */
function instantOf({ duration, old, wanted }: Night, root: string, { part, byTime }: KillPlan): Instant {
  if (byTime) return afterTime(part * duration);
  const count = differences(old, wanted).length;
  return afterFiles(1 + Math.floor(part * count), join(root, "content"), join(root, "_site"));
}

interface KillPlan {
  part: number;
  byTime: boolean;
}

async function killNight(night: Night, plan: KillPlan, kills: Kills): Promise<void> {
  const { name, before, clock, old, wanted } = night;
  const root = newFolder();
  copyRoot(before, root);
  const instant = instantOf(night, root, plan);
  const complain = (what: string): number => kills.faults.push(`${name}, killed ${instant.name}: ${what}`);

  const wasKilled = await runAndKill(nightly(root), instant, clock);
  kills[wasKilled ? phaseOf(readTree(root), night) : "done"]++;
  for (const path of halfFiles(root, [old, wanted])) complain(`${path} is half a file`);

  const again = await runCli(nightly(root), { SOURCE_DATE_EPOCH: clock });
  if (again.code !== 0) complain(`the next run ended with ${again.code}: ${again.stderr}`);
  const wrong = differences(wanted, readTree(root));
  if (wrong.length > 0)
    complain(`${wrong.length} files are other: ${wrong.slice(0, 5).join(", ")}; see ${root}`);
  else rmSync(root, { recursive: true });
}

function phaseOf(tree: Tree, { old, wanted }: Night): "starting" | "fetching" | "building" {
  const contentOf = (all: Tree): Tree =>
    Object.fromEntries(Object.entries(all).filter(([path]) => path.startsWith("content/")));
  const content = contentOf(tree);
  if (differences(contentOf(wanted), content).length === 0) return "building";
  return differences(contentOf(old), content).length === 0 ? "starting" : "fetching";
}

if (process.argv[1] === import.meta.filename)
  await runScript(200, async (times, random) => {
    const nights = [await firstNight(), await secondNight()];
    for (const { name, duration } of nights) say(`${name}, unkilled: ${Math.round(duration)} ms`);
    const kills = await killNights(nights, times, random, (done) => {
      if (done % 20 === 0) say(`${done} killed and run again`);
    });
    for (const night of nights) await closeNight(night);
    const { starting, fetching, building, done, faults } = kills;
    const killed = `killed while starting ${starting}, fetching ${fetching}, building ${building}`;
    return { summary: `${killed}; done before ${done}`, faults };
  });
