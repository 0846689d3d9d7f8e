/** A disk that is full before a night is over: a small tmpfs where one may be mounted, else a limit for each file. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { BIN, type Ran } from "../run-cli.ts";
import { copyRoot, newFolder } from "./crash-root.ts";

export interface TightDisk {
  root: string;
  /** Runs a command with only this part of the room that it needs. */
  runWithin(part: number, args: string[], clock: string): Promise<Ran>;
  makeRoom(): void;
  close(): void;
}

/** KiB that a night needs more than there was, and its largest file. */
export interface Needs {
  room: number;
  largest: number;
}

const ROOMY = "size=256m";

export function openDisk(before: string, needs: Needs): TightDisk {
  const folder = newFolder();
  const isMounted = mount(folder);
  const root = join(folder, "root");
  mkdirSync(root);
  copyRoot(before, root);
  return {
    root,
    runWithin(part, args, clock) {
      if (!isMounted) return run(args, clock, Math.max(1, Math.floor(part * needs.largest)));
      // To whole memory pages, of which a tmpfs is made.
      const size = 4 * Math.ceil((usedOf(folder) + part * needs.room) / 4);
      execFileSync("mount", ["-o", `remount,size=${size}k`, folder]);
      return run(args, clock);
    },
    makeRoom() {
      if (isMounted) execFileSync("mount", ["-o", `remount,${ROOMY}`, folder]);
    },
    close() {
      if (isMounted) execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function mount(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", ROOMY, "none", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** KiB. */
export function usedOf(folder: string): number {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return ((blocks - bfree) * bsize) / 1024;
}

/** @param largestFile in KiB, of each file that is written */
function run(args: string[], clock: string, largestFile?: number): Promise<Ran> {
  const limit = largestFile === undefined ? "" : `ulimit -f ${largestFile};`;
  const command = [process.execPath, BIN, ...args];
  const child = spawn("bash", ["-c", `${limit} exec "$@"`, "bash", ...command], {
    env: { ...process.env, SOURCE_DATE_EPOCH: clock },
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text) => {
      texts[name] += text;
    });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...texts })));
}
