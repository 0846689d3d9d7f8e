/** What a command costs, with every process that it starts. Linux; GNU time is to be installed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Cost {
  /** User and system, seconds. */
  cpu: number;
  /** Seconds. */
  wall: number;
  /** Largest sum of the processes' resident memory, MB; memory that they share counts for each. */
  peakMb: number;
}

/** Between two looks at the processes' memory, milliseconds. */
const LOOK = 200;
/** Looks between two searches for processes that came new: to read of all that there are would cost what is measured. */
const SEARCH = 5;
const PAGE_MB = 4096 / 1e6;

/** @throws Error where the command fails, with what it said */
export async function measure(command: string[], cwd: string): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "cost-"));
  const times = join(folder, "times");
  const child = spawn("/usr/bin/time", ["-f", "%U %S %e", "-o", times, ...command], {
    cwd,
    // A process group of its own: all that belongs to the command is known by it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk) => said.push(chunk));
  let peakMb = 0;
  let looks = 0;
  let members: string[] = [];
  const watch = setInterval(() => {
    if (child.pid === undefined) return;
    if (looks++ % SEARCH === 0) members = membersOf(child.pid);
    peakMb = Math.max(peakMb, memoryOf(members));
  }, LOOK);
  try {
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${Buffer.concat(said)}`);
    return { ...readTimes(times), peakMb };
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true });
  }
}

/** The kernel adds what children took to their parent when it waits for them: these are the whole tree's. */
function readTimes(file: string): { cpu: number; wall: number } {
  const [user = 0, system = 0, wall = 0] = readFileSync(file, "utf8").trim().split(" ").map(Number);
  return { cpu: user + system, wall };
}

const membersOf = (group: number): string[] =>
  readdirSync("/proc").filter((name) => /^\d+$/.test(name) && statOf(name)?.group === group);

/** MB. */
const memoryOf = (processes: string[]): number =>
  processes.reduce((sum, name) => sum + (statOf(name)?.pages ?? 0) * PAGE_MB, 0);

/** `undefined` where it has ended. */
function statOf(process: string): { group: number; pages: number } | undefined {
  try {
    // The command's own name may hold anything: what follows its closing parenthesis is numbers (proc(5)).
    const stat = readFileSync(`/proc/${process}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { group: Number(fields[2]), pages: Number(fields[21]) };
  } catch {
    return undefined;
  }
}
