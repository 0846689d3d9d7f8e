/** How V8 keeps house: the one door to its settings. One that does not know a setting says so, and goes on. */
import { setFlagsFromString } from "node:v8";

/**
 * Who goes through a whole archive makes much that is soon forgotten. From now on the heap grows by half of what lives
 * before it is cleared again, where V8 would let it grow up to fourfold: much less piles up, for some percent of the time.
 */
export const keepHeapSmall = (): void => setFlagsFromString("--heap-growing-percent=50");

/** Later versions count calls instead, have a cheaper compiler between, and complain of a setting that they do not know. */
const hasBudget = process.version.startsWith("v20.");

const setBudget = (bytes: number): void => {
  if (hasBudget) setFlagsFromString(`--interrupt-budget=${bytes}`);
};

/** Bytes of bytecode that a function runs before V8 thinks of optimizing it: in Node 20, and as we want it of a night. */
const BUDGET = 67_584;
const NIGHTLY_BUDGET = 8 * BUDGET;

/**
 * A quiet night is over before most of what V8 optimizes has paid: a fifth of its time goes there. From now on code
 * must be eight times as busy before it is optimized.
 */
export const optimizeLate = (): void => setBudget(NIGHTLY_BUDGET);

/** What comes takes longer than a night. */
export const optimizeSoon = (): void => setBudget(BUDGET);
