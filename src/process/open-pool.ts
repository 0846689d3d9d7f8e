/** The one door to tinypool. */
import { Tinypool } from "tinypool";

export interface PoolOptions {
  count: number;
  /** MiB of heap for each; what needs more ends with an error, and its worker with it. */
  heap: number;
  /**
   * Threads start faster and can be ended in the middle of a task. Processes share nothing: two that render side by
   * side need half the time of two threads, which stand in each other's way wherever memory is mapped.
   */
  kind: "threads" | "processes";
}

/** MiB that what is young may take in a process, three times: less than V8 would give it, for there are several. */
const YOUNG = 6;

/** A worker begins in JavaScript: `--import tsx` does not reach into threads on every Node that we support. */
const ENTRY = new URL("./worker.js", import.meta.url);

export function openPool({ count, heap, kind }: PoolOptions): Tinypool {
  const isThread = kind === "threads";
  return new Tinypool({
    filename: ENTRY.href,
    runtime: isThread ? "worker_threads" : "child_process",
    minThreads: 0,
    maxThreads: count,
    // A process that is done finds its next task there already, also while this one is busy; a thread's task can be
    // ended, and must be the only one.
    concurrentTasksPerWorker: isThread ? 1 : 2,
    // Left alone, tinypool gives a process an empty environment, without SITE_URL.
    env: { ...process.env } as Record<string, string>,
    // A worker's start costs a second; between two tasks it may as well wait.
    idleTimeout: 60_000,
    execArgv: isThread ? [] : [`--max-old-space-size=${heap}`, `--max-semi-space-size=${YOUNG}`],
    ...(isThread ? { resourceLimits: { maxOldGenerationSizeMb: heap } } : { serialization: "advanced" }),
  });
}
