/** How V8 keeps house in a build: the one door to its settings. One that does not know a setting says so, and goes on. */
import { setFlagsFromString } from "node:v8";

/**
 * A build makes much that is soon forgotten. From now on the heap grows by half of what lives before it is cleared
 * again, where V8 would let it grow up to fourfold: much less piles up, for some percent of the time.
 */
export const keepHeapSmall = (): void => setFlagsFromString("--heap-growing-percent=50");

/**
 * A quiet night is over before most of what V8 optimizes has paid: a fifth of its time goes there. From now on code
 * must be eight times as busy before it is optimized (in Node 20 the budget is 66 KiB of bytecode run). What runs for
 * minutes loses nothing.
 */
export const optimizeLate = (): void => setFlagsFromString("--interrupt-budget=540672");
