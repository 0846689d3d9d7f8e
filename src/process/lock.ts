/** One run at a time in a root: who comes second is told who holds it. */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { hostname, uptime } from "node:os";
import { dirname, join } from "node:path";
import { MendableError } from "../mendable-error.ts";

/** Thrown where another run is at work. */
export class LockedError extends MendableError {
  override name = "LockedError";
}

interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** A lock from another machine is believed for so long: longer than a night takes with a budget that is usual. */
const STALE_AFTER = 6 * 3600 * 1000;
/** One that cannot be read is given so long: its run may be writing it just now. */
const WRITTEN_WITHIN = 2000;
const LOOK_AGAIN = 50;

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
    const found = readWritten(path);
    if (found !== undefined) refuseLiving(path, found);
    if (found !== undefined) takeAway(path, found);
    if (!tryWrite(path, mine)) throw justTaken(path);
  }
  return () => {
    // Where the lock was taken over meanwhile, it is another's.
    if (readText(path) === mine) rmSync(path, { force: true });
  };
}

const justTaken = (path: string): LockedError =>
  new LockedError(`another run took ${path} just now: run again when it is done`);

function tryWrite(path: string, text: string): boolean {
  try {
    const file = openSync(path, "wx");
    try {
      writeSync(file, text);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** `undefined` where the file is gone again. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** The lock's text when its run has had the time to write it: one that was killed meanwhile left half a lock. */
function readWritten(path: string): string | undefined {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const patience = Math.min(changed, Date.now()) + WRITTEN_WITHIN;
  let text = readText(path);
  while (text !== undefined && !parseHolder(text) && Date.now() < patience) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN);
    text = readText(path);
  }
  return text;
}

/** @throws LockedError where the lock's run is alive, as far as can be known */
function refuseLiving(path: string, text: string): void {
  const holder = parseHolder(text);
  if (holder && !isStale(holder)) throw new LockedError(explain(holder, path));
}

/**
 * Of two runs that find the same dead lock, one takes it: what is renamed away by mistake, the other's new lock, is
 * put back. @throws LockedError where that happened
 */
function takeAway(path: string, dead: string): void {
  const aside = `${path}-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  if (readText(aside) !== dead) {
    renameSync(aside, path);
    throw justTaken(path);
  }
  rmSync(aside, { force: true });
}

/** `undefined` where the text was cut off while it was written. */
function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, host, since }: Partial<Record<keyof Holder, unknown>> = JSON.parse(text);
    if (typeof pid !== "number" || typeof host !== "string" || typeof since !== "string") return undefined;
    return { pid, host, since };
  } catch {
    return undefined;
  }
}

function isStale({ pid, host, since }: Holder): boolean {
  const began = Date.parse(since);
  if (host !== hostname()) return Date.now() - began > STALE_AFTER;
  // A process of before the last start of this machine is dead, whoever has its number now.
  if (pid === process.pid || began < Date.now() - uptime() * 1000) return true;
  try {
    process.kill(pid, 0);
    return hasEnded(pid);
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

/** What was killed keeps its number until its parent takes notice, which in some containers it never does: proc(5). */
function hasEnded(pid: number): boolean {
  const stat = readText(`/proc/${pid}/stat`) ?? "";
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const explain = ({ pid, host, since }: Holder, path: string): string =>
  `another run (process ${pid} on ${host}, since ${since}) is at work here. ` +
  `Wait until it is done; if there is none, delete ${path}.`;
