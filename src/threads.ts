/** Work in other threads; the one door to piscina. */
import { Piscina } from "piscina";

export interface Threads {
  /** Calls an exported function of the worker's module with plain data. */
  run<Task, Answer>(name: string, task: Task, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** Address of the worker's module. */
  file: URL;
  threads: number;
  /** MiB of heap for each thread; what needs more ends with an error, and its thread with it. */
  heap?: number;
}

/** A thread begins in JavaScript: `--import tsx` does not reach into threads on every Node that we support. */
const ENTRY = new URL("./thread.js", import.meta.url);

/** No thread starts before the first task; an aborted task's thread is ended and made anew. */
export function startThreads({ file, threads, heap }: ThreadOptions): Threads {
  const pool = new Piscina({
    filename: ENTRY.href,
    execArgv: [],
    minThreads: 0,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    // A thread's start costs a second; between two tasks it may as well wait.
    idleTimeout: 60_000,
    ...(heap ? { resourceLimits: { maxOldGenerationSizeMb: heap } } : {}),
  });
  return {
    run: (name, task, signal) => pool.run({ file: file.href, name, task }, signal ? { signal } : {}),
    close: () => pool.destroy(),
  };
}
