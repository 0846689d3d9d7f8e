/** The instant of a run: whatever is written down hangs on no other clock. */
import { UsageError } from "./usage-error.ts";

/** The year 9999's last second: later ones are written with more than four digits, and sort no more as text. */
const LATEST = 253_402_300_799;

/**
 * The instant of this run, to the second. `SOURCE_DATE_EPOCH` (seconds, as in reproducible-builds.org's
 * specification) stands in for the real time, so that two runs over one input give the same bytes.
 *
 * @throws UsageError where it is no such number
 */
export function readClock(env: NodeJS.ProcessEnv): Date {
  const epoch = env.SOURCE_DATE_EPOCH;
  if (!epoch) return new Date(Math.floor(Date.now() / 1000) * 1000);
  if (!/^\d+$/.test(epoch) || Number(epoch) > LATEST)
    throw new UsageError(
      `SOURCE_DATE_EPOCH is "${epoch}": give whole seconds since 1970, as \`date +%s\` prints them, or unset it`,
    );
  return new Date(Number(epoch) * 1000);
}

/** A clock that shows an instant now, and goes on with the time that really passes. Milliseconds since 1970. */
export function runningClock(instant: number): () => number {
  const begun = performance.now();
  return () => instant + performance.now() - begun;
}

/** ISO 8601 in UTC without milliseconds: `2022-01-18T03:00:00Z`. */
export const toInstant = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, "Z");

/** The calendar day in UTC of an instant: `2022-01-18`. */
export const toDay = (instant: string): string => instant.slice(0, 10);
