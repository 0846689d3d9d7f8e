/** Many texts of many hosts, fairly: one after the other in each lane, every lane in its turn. */
import PQueue from "p-queue";
import { groupBy } from "../group-by.ts";

export interface LaneOptions<T> {
  /** Names an item's lane: what has the same name waits for each other. */
  laneOf(item: T): string;
  /** Tasks at a time, in all and in one lane. */
  concurrency: number;
  perLane: number;
}

/** Runs a task for each item. A lane's next item waits behind the next items of all other lanes. */
export async function runInLanes<T>(
  items: T[],
  options: LaneOptions<T>,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency: options.concurrency });
  const lanes = [...groupBy(items, options.laneOf).values()];
  const runNext = async (lane: T[]): Promise<void> => {
    const item = lane.shift();
    if (item === undefined) return;
    await queue.add(() => task(item));
    await runNext(lane);
  };
  await Promise.all(lanes.flatMap((lane) => Array.from({ length: options.perLane }, () => runNext(lane))));
}
