/**
 * Runs `nightly` on a disk that is full before the night is over: the run says so and ends with 1, what was there is
 * whole, and once there is room the next run completes the night.
 *
 *   node --import tsx tests/crash/full-disk.ts --times 50 --seed 1
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../run-cli.ts";
import { copyRoot, newFolder } from "./crash-root.ts";
import { closeNight, firstNight, type Night, nightly, secondNight } from "./night.ts";
import { runScript, say } from "./script.ts";
import { type Needs, openDisk, type TightDisk, usedOf } from "./tight-disk.ts";
import { differences, halfFiles, readTree } from "./tree.ts";

export interface FullDisks {
  /** Runs that met the full disk while they fetched, and while they built; and those that had room enough. */
  fetching: number;
  building: number;
  done: number;
  faults: string[];
}

/** @param random gives the part of the room that the night has */
export async function fillDisks(
  nights: Night[],
  times: number,
  random: () => number,
  tell: (done: number) => void = () => {},
): Promise<FullDisks> {
  const disks: FullDisks = { fetching: 0, building: 0, done: 0, faults: [] };
  const needs = await Promise.all(nights.map(measure));
  for (let number = 0; number < times; number++) {
    const [night, need] = [nights[number % nights.length], needs[number % nights.length]];
    if (night && need) await onDisk(night, need, (disk) => fillDisk(disk, night, random(), disks));
    tell(number + 1);
  }
  return disks;
}

/** On a disk of the same kind: there each file takes whole memory pages. */
const measure = (night: Night): Promise<Needs> =>
  onDisk(night, { room: 0, largest: 0 }, (disk) => needsOf(disk, night));

async function onDisk<T>({ before }: Night, needs: Needs, use: (disk: TightDisk) => Promise<T>): Promise<T> {
  const disk = openDisk(before, needs);
  try {
    return await use(disk);
  } finally {
    disk.close();
  }
}

async function needsOf(disk: TightDisk, { clock }: Night): Promise<Needs> {
  const used = usedOf(disk.root);
  const { code, stderr } = await runCli(nightly(disk.root), { SOURCE_DATE_EPOCH: clock });
  if (code !== 0) throw new Error(`a night with room enough ended with ${code}: ${stderr}`);
  const sizes = Object.keys(readTree(disk.root)).map((path) => statSync(join(disk.root, path)).size);
  return { room: usedOf(disk.root) - used, largest: Math.max(...sizes) / 1024 };
}

async function fillDisk(disk: TightDisk, night: Night, part: number, disks: FullDisks): Promise<void> {
  const { name, clock, old, wanted } = night;
  const complain = (what: string): number =>
    disks.faults.push(`${name}, with ${(100 * part).toFixed(1)} % of the room: ${what}`);

  const first = await disk.runWithin(part, nightly(disk.root), clock);
  const found = readTree(disk.root);
  if (first.code === 0) disks.done++;
  else disks[/^Stories/m.test(first.stdout) ? "building" : "fetching"]++;
  if (![0, 1].includes(first.code ?? -1)) complain(`ended with ${first.code}`);
  if (first.code === 1 && !isClear(first.stderr)) complain(`does not say why: ${first.stderr}`);
  for (const path of halfFiles(disk.root, [old, wanted])) complain(`${path} is half a file`);
  for (const path of Object.keys(old)) if (!(path in found) && path in wanted) complain(`${path} is gone`);

  disk.makeRoom();
  const again = await runCli(nightly(disk.root), { SOURCE_DATE_EPOCH: clock });
  if (again.code !== 0) complain(`with room again, the next run ended with ${again.code}: ${again.stderr}`);
  const wrong = differences(wanted, readTree(disk.root));
  if (wrong.length > 0)
    complain(`${wrong.length} files are other: ${wrong.slice(0, 5).join(", ")}; see ${keep(disk.root)}`);
}

/** A copy for whoever looks for the cause. */
function keep(root: string): string {
  const copy = newFolder();
  copyRoot(root, copy);
  return copy;
}

/** One sentence for the person who can make room, and no stack. */
const isClear = (stderr: string): boolean =>
  /^shared-stories: .*(the disk is full|may not become this large)/m.test(stderr) && !/^ +at /m.test(stderr);

if (process.argv[1] === import.meta.filename)
  await runScript(50, async (times, random) => {
    const nights = [await firstNight(), await secondNight()];
    const { fetching, building, done, faults } = await fillDisks(nights, times, random, (count) => {
      if (count % 10 === 0) say(`${count} filled and run again`);
    });
    for (const night of nights) await closeNight(night);
    return { summary: `full while fetching ${fetching}, building ${building}; room enough ${done}`, faults };
  });
