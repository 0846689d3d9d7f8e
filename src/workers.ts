/** Work outside of this thread: the one door to tinypool. */
import type { Tinypool } from "tinypool";
import { DamagedCacheError } from "./damaged-cache-error.ts";
import { MendableError } from "./mendable-error.ts";

export interface Workers {
  /** Calls an exported function of the workers' entry with plain data. */
  run<Task, Answer>(name: string, task: Task, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export interface WorkerOptions {
  /** What they begin with. */
  entry: "textWorker" | "renderWorker";
  count: number;
  /** MiB of heap for each; what needs more ends with an error, and its worker with it. */
  heap: number;
  /**
   * Threads start faster and can be ended in the middle of a task. Processes share nothing: two that render side by
   * side need half the time of two threads, which stand in each other's way wherever memory is mapped.
   */
  kind: "threads" | "processes";
}

/** What a worker sends: what became of its task. */
export interface Outcome {
  answer?: unknown;
  failure?: { name: string; message: string; stack?: string; code?: string; syscall?: string; path?: string };
}

/** The error that a worker met, as it would be here. */
function revive({ name, message, ...rest }: NonNullable<Outcome["failure"]>): Error {
  if (name === MendableError.name) return new MendableError(message);
  if (name === DamagedCacheError.name) return Object.assign(new DamagedCacheError(""), { message });
  return Object.assign(new Error(message), { name }, rest);
}

/** MiB that what is young may take in a process, three times: less than V8 would give it, for there are several. */
const YOUNG = 6;

/** A worker begins in JavaScript: `--import tsx` does not reach into threads on every Node that we support. */
const ENTRY = new URL("./worker.js", import.meta.url);

/** No worker starts before the first task; an aborted task's thread is ended and made anew. */
export function startWorkers(options: WorkerOptions): Workers {
  let pool: Promise<Tinypool> | undefined;
  return {
    async run(name, task, signal) {
      pool ??= openPool(options);
      const { entry } = options;
      const workers = await pool;
      const { answer, failure }: Outcome = await workers.run({ entry, name, task }, signal ? { signal } : {});
      if (failure) throw revive(failure);
      // The entry's functions are typed where they are called.
      return answer as never;
    },
    async close() {
      await (await pool)?.destroy();
    },
  };
}

/** Loads tinypool: a quiet night has no work for it. */
async function openPool({ count, heap, kind }: WorkerOptions): Promise<Tinypool> {
  const { Tinypool } = await import("tinypool");
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
