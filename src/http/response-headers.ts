/** What headers say about time and change. Pure: the clock is handed in. */
import type { IncomingHttpHeaders } from "node:http";
import type { Validators } from "./response.ts";

/** Seconds for which nobody is left alone any longer, whatever they ask. */
const LONGEST_WAIT = 24 * 3600;
/** Nor is anything believed to stay as it is: less than a day, so that a nightly run that begins early finds it over. */
export const LONGEST_FRESH = 20 * 3600;

/** RFC 9110, sections 8.8.2 and 8.8.3. */
export function validatorsOf({ etag, "last-modified": lastModified }: IncomingHttpHeaders): Validators {
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

/** Seconds for which an answer stays fresh: max-age less Age, else Expires less Date (RFC 9111, section 4.2). */
export function freshFor(headers: IncomingHttpHeaders, now: number): number {
  const control = (headers["cache-control"] ?? "").toLowerCase();
  // `no-cache="set-cookie"` speaks of that header alone (section 5.2.2.4).
  if (/(?:^|[\s,])(?:no-store|no-cache(?!\s*=))(?:$|[\s,])/.test(control)) return 0;
  const age = Number(/^\d+$/.exec(headers.age ?? "")?.[0] ?? 0);
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control)?.[1];
  if (maxAge !== undefined) return clamp(Number(maxAge) - age, LONGEST_FRESH);
  const expires = httpDate(headers.expires);
  if (expires === undefined) return 0;
  const date = httpDate(headers.date) ?? now;
  return clamp(Math.floor((expires - date) / 1000) - age, LONGEST_FRESH);
}

/** Seconds that a server asks to be left alone (RFC 9110, section 10.2.3); `undefined` where it says nothing that can be read. */
export function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = (headers["retry-after"] ?? "").trim();
  if (/^\d+$/.test(value)) return clamp(Number(value), LONGEST_WAIT);
  const date = httpDate(value);
  return date === undefined ? undefined : clamp(Math.ceil((date - now) / 1000), LONGEST_WAIT);
}

/**
 * Milliseconds, of the three forms of RFC 9110, section 5.6.7. `Date.parse` alone finds dates in words: it takes
 * "come back at 5" for a day in May.
 */
function httpDate(value = ""): number | undefined {
  const form =
    /^[a-z]+,? +(?:\d{1,2}[ -][a-z]{3}[ -]\d{2,4} +[\d:]{8} +(?:GMT|UTC)|[a-z]{3} +\d{1,2} +[\d:]{8} +\d{4})$/i;
  if (!form.test(value.trim())) return undefined;
  const time = Date.parse(/(?:GMT|UTC)$/i.test(value.trim()) ? value : `${value} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

const clamp = (seconds: number, most: number): number => Math.min(most, Math.max(0, seconds));
