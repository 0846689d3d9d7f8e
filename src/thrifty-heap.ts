/** How V8 keeps house in a build: the one door to its settings. */
import { setFlagsFromString } from "node:v8";

/** The heap grows by half of what lives before it is cleared again; V8's own choice is up to four times. */
export const THRIFTY = "--heap-growing-percent=50";

/** For a process beside others: what is young may take a third of what V8 would give it. */
export const THRIFTY_PROCESS = [THRIFTY, "--max-semi-space-size=6"];

/** A build makes much that is soon forgotten. From now on less of it piles up, for some percent of the time. */
export const keepHeapSmall = (): void => setFlagsFromString(THRIFTY);
