/** What the scripts that kill runs and fill disks have in common: their options, and how they end. */
import { parseArgs } from "node:util";
import { seededRandom } from "./seeded-random.ts";

export const say = (line: string): boolean => process.stdout.write(`${line}\n`);

export interface Outcome {
  summary: string;
  /** What went wrong, with the instant that showed it. */
  faults: string[];
}

/**
 * `--times` and `--seed` from the command line; 1 where there was a fault.
 *
 * @param most times, where the command line says nothing
 */
export async function runScript(
  most: number,
  run: (times: number, random: () => number) => Promise<Outcome>,
): Promise<void> {
  const { values } = parseArgs({ options: { times: { type: "string" }, seed: { type: "string" } } });
  const times = Number(values.times ?? most);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  say(`${times} times, seed ${seed}`);
  const { summary, faults } = await run(times, seededRandom(seed));
  say([summary, `${faults.length} faults`, ...faults].join("\n"));
  process.exitCode = faults.length > 0 ? 1 : 0;
}
