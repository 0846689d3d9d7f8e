/** When a request is sent again, and which hosts are left alone for the rest of a run. Decides; waits for nothing. */
import type { Answer, Refused } from "./response.ts";

export interface PatienceOptions {
  /** Milliseconds before the first retry, the second, and so on. */
  retryPauses: readonly number[];
  /** A time, a quarter more or less. */
  jitter(time: number): number;
}

export interface Patience {
  /**
   * A host asked to be left alone. Milliseconds to hold it back, after which the request is sent again; `undefined` where
   * the host rests for the run.
   *
   * @param seconds absent where it does not say for how long
   * @param attempt of the request, from 0
   */
  hear(host: string, seconds: number | undefined, attempt: number): number | undefined;
  /** Milliseconds until a request is sent again; `undefined` where its answer stands. */
  retryIn(answer: Answer, attempt: number): number | undefined;
  /** Whether a host is left alone for the rest of the run. */
  isResting(host: string): boolean;
}

/** A request is sent again only where that can help. */
const PASSING_CAUSES = new Set(["reset", "timeout"]);
const PASSING_STATUSES = new Set([502, 503, 504]);
/** Seconds of a Retry-After that are waited for within a run. */
const LONGEST_WAIT = 60;

export function createPatience({ retryPauses, jitter }: PatienceOptions): Patience {
  const resting = new Set<string>();
  /** Hosts for which all retries were in vain: the next request to them gets none, so that a dead host costs little. */
  const tired = new Set<string>();
  const pauseBefore = (host: string, attempt: number): number | undefined => {
    const usual = tired.has(host) ? undefined : retryPauses[attempt];
    return usual === undefined ? undefined : jitter(usual);
  };

  return {
    hear(host, seconds, attempt) {
      const usual = pauseBefore(host, attempt);
      if (usual !== undefined && seconds !== undefined && seconds <= LONGEST_WAIT)
        return Math.max(seconds * 1000, usual);
      resting.add(host);
      return undefined;
    },
    retryIn(answer, attempt) {
      if (answer.kind === "refused" && !isPassing(answer) && answer.retryAfter === undefined)
        return undefined;
      const { host } = new URL(answer.url);
      if (answer.kind !== "refused") {
        tired.delete(host);
        return undefined;
      }
      // The host's line is held back already.
      if (answer.retryAfter !== undefined) return resting.has(host) ? undefined : 0;
      const pause = pauseBefore(host, attempt);
      if (pause === undefined) tired.add(host);
      return pause;
    },
    isResting: (host) => resting.has(host),
  };
}

const isPassing = ({ status, cause }: Refused): boolean =>
  status === undefined ? PASSING_CAUSES.has(cause) : PASSING_STATUSES.has(status);
