/** What a command costs, with every process that it starts. Linux. */
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
  /** Largest sum of the processes' resident memory, MB. */
  memory: number;
}

/** Between two looks at the processes' memory, milliseconds. */
const LOOK = 50;
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
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, memoryOfGroup(child.pid ?? 0));
  }, LOOK);
  try {
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${Buffer.concat(said)}`);
    const [user = 0, system = 0, wall = 0] = (readFileSync(times, "utf8").trim().split("\n").at(-1) ?? "")
      .split(" ")
      .map(Number);
    return { cpu: user + system, wall, memory };
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true });
  }
}

function memoryOfGroup(group: number): number {
  let pages = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The command's own name may hold anything: what follows its closing parenthesis is numbers (proc(5)).
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(fields[2]) === group) pages += Number(fields[21]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return pages * PAGE_MB;
}
