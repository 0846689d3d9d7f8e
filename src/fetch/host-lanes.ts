/** Many pages of many hosts, fairly: one after the other at each host, every host in its turn. */
import PQueue from "p-queue";
import { groupBy } from "../group-by.ts";

export interface LaneOptions<T> {
  /** Hosts are told apart by this; items without one need no host. */
  hostOf(item: T): string;
  /** Tasks at a time, in all and at one host. */
  concurrency: number;
  perHost: number;
}

/** Runs a task for each item. A host's next item waits behind the next items of all other hosts. */
export async function runInLanes<T>(
  items: T[],
  options: LaneOptions<T>,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency: options.concurrency });
  const lanes = [...groupBy(items, options.hostOf).values()];
  const runNext = async (lane: T[]): Promise<void> => {
    const item = lane.shift();
    if (item === undefined) return;
    await queue.add(() => task(item));
    await runNext(lane);
  };
  await Promise.all(lanes.flatMap((lane) => Array.from({ length: options.perHost }, () => runNext(lane))));
}
