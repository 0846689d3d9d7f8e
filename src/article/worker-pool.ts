/**
 * Texts and feeds in threads of their own: on all cores, each task within its time and memory. What exceeds them is
 * ended with its thread and comes back as a failure; the others go on.
 */
import { type Failure, failure, type Result, type Stage, success } from "../failure.ts";
import type { ParsedFeed } from "../feed/entry.ts";
import type { ParseOptions } from "../feed/parse-feed.ts";
import { startWorkers, type Workers } from "../process/workers.ts";
import type { TextInput } from "./compose-text.ts";
import type { StoryText } from "./text.ts";

export interface PoolOptions {
  threads: number;
  /** Milliseconds for one task, from when it begins, not from when it is queued. */
  timeoutMs: number;
  /** Milliseconds more for a thread's first task: it starts, and loads its modules. */
  startMs?: number;
  /** MiB of heap for each thread. */
  heapMb: number;
}

export interface FeedOptions extends ParseOptions {
  /** Read its entries as what they share. */
  isLinkblog?: boolean;
}

export interface WorkerPool {
  compose(input: TextInput): Promise<Result<StoryText>>;
  parse(bytes: Uint8Array, options: FeedOptions): Promise<Result<ParsedFeed>>;
  /** Ends the threads; tasks under way fail. */
  close(): Promise<void>;
}

/** On a busy machine a thread's start takes longer than most texts; no page may take much longer for it. */
const START_MS = 5000;

/** No thread starts before the first task. */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const { threads, timeoutMs, startMs = START_MS, heapMb } = options;
  const pool = startWorkers({ entry: "textWorker", count: threads, heap: heapMb, kind: "threads" });
  const lanes = new Lanes(threads);
  let starting = threads;
  const run = <Task, Answer>(stage: Stage, name: string, task: Task): Promise<Result<Answer>> =>
    lanes.run(async () => {
      const allowed = starting > 0 ? timeoutMs + startMs : timeoutMs;
      if (starting > 0) starting -= 1;
      const outcome = await runInTime<Task, Answer>(pool, stage, { name, task, timeoutMs: allowed });
      // A thread that was ended is made anew.
      if (!outcome.ok) starting += 1;
      return outcome;
    });
  return {
    compose: (input) => run("article", "compose", input),
    parse: async (bytes, options) => {
      const outcome = await run<object, Result<ParsedFeed>>("parse", "parse", { bytes, options });
      return outcome.ok ? outcome.value : outcome;
    },
    close: () => pool.close(),
  };
}

async function runInTime<Task, Answer>(
  pool: Workers,
  stage: Stage,
  { name, task, timeoutMs }: { name: string; task: Task; timeoutMs: number },
): Promise<Result<Answer>> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), timeoutMs);
  try {
    return success(await pool.run<Task, Answer>(name, task, end.signal));
  } catch (error) {
    return end.signal.aborted
      ? failure(stage, "too slow", `took longer than ${timeoutMs / 1000} seconds and was ended`)
      : explain(stage, error);
  } finally {
    clearTimeout(timer);
  }
}

function explain(stage: Stage, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return /out of memory|heap limit|ERR_WORKER_OUT_OF_MEMORY/i.test(message)
    ? failure(stage, "too big", "needed more memory than a thread may have and was ended")
    : failure(stage, "crashed", message);
}

/** Lets only so many tasks begin at a time, in order: a task's clock must not run while it waits for a thread. */
class Lanes {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(lanes: number) {
    this.#free = lanes;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
