/** Who may be asked when: a few requests at a time in all, fewer at one host, and a pause between them. */
import PQueue from "p-queue";

export interface QueueOptions {
  /** Requests at a time, in all. */
  concurrency: number;
  /** Requests at a time to one host. */
  perHost: number;
  /** Waits so many milliseconds. */
  pause(time: number): Promise<void>;
}

export interface Turn<T> {
  /** Milliseconds until the host's next turn, from this one's end. */
  gap: number;
  /** Asked when the turn has come, before its pause and after it; throws where the task has become useless. */
  mayBegin(): void;
  task(): Promise<T>;
}

export interface HostQueue {
  /** Waits in the host's line, then for a place among all. A host that pauses holds no place, and so holds up no other. */
  run<T>(host: string, turn: Turn<T>): Promise<T>;
  /** Leaves a host alone for so many milliseconds: what stands in its line waits. */
  holdBack(host: string, time: number): void;
}

interface Line {
  queue: PQueue;
  /** On the clock of `performance`. */
  freeFrom: number;
}

export function createHostQueue({ concurrency, perHost, pause }: QueueOptions): HostQueue {
  const all = new PQueue({ concurrency });
  const lines = new Map<string, Line>();
  const lineOf = (host: string): Line => {
    const line = lines.get(host) ?? { queue: new PQueue({ concurrency: perHost }), freeFrom: 0 };
    lines.set(host, line);
    return line;
  };
  const holdBack = (host: string, time: number): void => {
    const line = lineOf(host);
    line.freeFrom = Math.max(line.freeFrom, performance.now() + time);
  };
  return {
    holdBack,
    run: (host, { gap, mayBegin, task }) =>
      lineOf(host).queue.add(async () => {
        mayBegin();
        await pause(lineOf(host).freeFrom - performance.now());
        mayBegin();
        try {
          return await all.add(task);
        } finally {
          holdBack(host, gap);
        }
      }),
  };
}
