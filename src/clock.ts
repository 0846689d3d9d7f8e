/** The one clock: everything else is handed an instant. */

/**
 * The instant of this run, to the second. `SOURCE_DATE_EPOCH` (seconds, as in reproducible-builds.org's
 * specification) stands in for the real time, so that two runs over one input give the same bytes.
 */
export function readClock(env: NodeJS.ProcessEnv): Date {
  const epoch = env.SOURCE_DATE_EPOCH;
  const seconds = epoch && /^\d+$/.test(epoch) ? Number(epoch) : Math.floor(Date.now() / 1000);
  return new Date(seconds * 1000);
}

/** ISO 8601 in UTC without milliseconds: `2022-01-18T03:00:00Z`. */
export const toInstant = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, "Z");

/** The calendar day in UTC of an instant: `2022-01-18`. */
export const toDay = (instant: string): string => instant.slice(0, 10);
