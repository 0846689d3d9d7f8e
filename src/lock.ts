/** One run at a time in a root: who comes second is told who holds it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

/** Thrown where another run is at work. */
export class LockedError extends Error {
  override name = "LockedError";
}

interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** A lock from another machine is believed for so long: longer than any night. */
const STALE_AFTER = 6 * 3600 * 1000;

/**
 * Holds the root until the returned function is called. A lock whose process is dead is taken over.
 *
 * @throws LockedError naming who holds it
 */
export function lockRoot(root: string): () => void {
  const path = join(root, ".cache", "lock");
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
  } satisfies Holder);
  if (!tryWrite(path, mine)) {
    const holder = readHolder(path);
    if (holder && !isStale(holder)) throw new LockedError(explain(holder, path));
    rmSync(path, { force: true });
    if (!tryWrite(path, mine))
      throw new LockedError(`another run took ${path} just now: run again when it is done`);
  }
  return () => rmSync(path, { force: true });
}

function tryWrite(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** `undefined` where the file is gone again, or was cut off while it was written. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function isStale({ pid, host, since }: Holder): boolean {
  if (host !== hostname()) return Date.now() - Date.parse(since) > STALE_AFTER;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

const explain = ({ pid, host, since }: Holder, path: string): string =>
  `another run (process ${pid} on ${host}, since ${since}) is at work here. ` +
  `Wait until it is done; if there is none, delete ${path}.`;
