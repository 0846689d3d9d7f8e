/** Who may be asked when: a few requests at a time in all, fewer at one host, and a pause between them. */
import PQueue from "p-queue";

export interface QueueOptions {
  /** Requests at a time, in all. */
  concurrency: number;
  /** Requests at a time to one host. */
  perHost: number;
  /** Milliseconds between the end of a request to a host and the next one's beginning. */
  gapOf(host: string): number;
}

export interface HostQueue {
  /** Waits in the host's line, then for a place among all; waiting for one host holds up no other. */
  run<T>(host: string, task: () => Promise<T>): Promise<T>;
}

export function createHostQueue({ concurrency, perHost, gapOf }: QueueOptions): HostQueue {
  const all = new PQueue({ concurrency });
  const lines = new Map<string, { queue: PQueue; freeFrom: number }>();
  return {
    async run<T>(host: string, task: () => Promise<T>): Promise<T> {
      const line = lines.get(host) ?? { queue: new PQueue({ concurrency: perHost }), freeFrom: 0 };
      lines.set(host, line);
      return line.queue.add(async () => {
        await pause(line.freeFrom - performance.now());
        try {
          return await all.add(task);
        } finally {
          line.freeFrom = performance.now() + gapOf(host);
        }
      });
    },
  };
}

/** Milliseconds. */
export const pause = (time: number): Promise<void> =>
  time > 0 ? new Promise((resolve) => setTimeout(resolve, time)) : Promise.resolve();
