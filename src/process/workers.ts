/** Work outside of this thread. */
import { DamagedCacheError } from "../damaged-cache-error.ts";
import { MendableError } from "../mendable-error.ts";
import type { openPool, PoolOptions } from "./open-pool.ts";

export interface Workers {
  /** Calls an exported function of the workers' entry with plain data. */
  run<Task, Answer>(name: string, task: Task, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export interface WorkerOptions extends PoolOptions {
  /** What they begin with. */
  entry: "textWorker" | "renderWorker";
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

/** No worker starts before the first task; an aborted task's thread is ended and made anew. */
export function startWorkers(options: WorkerOptions): Workers {
  let pool: Promise<ReturnType<typeof openPool>> | undefined;
  return {
    async run(name, task, signal) {
      // Loaded when there is work: a quiet night has none.
      pool ??= import("./open-pool.ts").then((module) => module.openPool(options));
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
