/** The command in a process group of its own, so that one signal ends all of it at once. */
import { spawn } from "node:child_process";
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { BIN, NOW } from "../run-cli.ts";

/** When a run is killed. */
export interface Instant {
  /** "after 1200 ms" */
  name: string;
  /** @param began milliseconds since 1970 */
  isDue(began: number): boolean;
}

export const afterTime = (milliseconds: number): Instant => ({
  name: `after ${Math.round(milliseconds)} ms`,
  isDue: (began) => Date.now() - began >= milliseconds,
});

/** However long the machine takes for them: the run is in the middle of its writing. */
export const afterFiles = (count: number, ...folders: string[]): Instant => ({
  name: `after ${count} files`,
  isDue: (began) => folders.reduce((sum, folder) => sum + countChanged(folder, began), 0) >= count,
});

function countChanged(folder: string, since: number): number {
  return listWhileItChanges(folder).filter(
    (entry) =>
      entry.isFile() &&
      (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since,
  ).length;
}

/** A run makes and removes folders while they are listed: the next look comes in a moment. */
function listWhileItChanges(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Starts a command, and kills it and all its processes at an instant.
 *
 * @returns false where it was done before
 */
export async function runAndKill(args: string[], instant: Instant, clock = NOW): Promise<boolean> {
  const began = Date.now();
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, SOURCE_DATE_EPOCH: clock },
    detached: true,
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  while (child.exitCode === null && !instant.isDue(began)) await Promise.race([ended, wait(3)]);
  if (child.exitCode !== null || child.pid === undefined) return false;
  process.kill(-child.pid, "SIGKILL");
  await ended;
  return true;
}
