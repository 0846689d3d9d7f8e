/** What headers say about time and change. Pure: the clock is handed in. */
import type { IncomingHttpHeaders } from "node:http";
import type { Validators } from "./response.ts";

/** Nothing is believed to stay as it is for longer, in seconds. */
const LONGEST = 24 * 3600;

/** RFC 9110, sections 8.8.2 and 8.8.3. */
export function validatorsOf({ etag, "last-modified": lastModified }: IncomingHttpHeaders): Validators {
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

/** Seconds for which an answer stays fresh: max-age less Age, else Expires less Date (RFC 9111, section 4.2). */
export function freshFor(headers: IncomingHttpHeaders, now: number): number {
  const control = (headers["cache-control"] ?? "").toLowerCase();
  if (/\b(no-store|no-cache)\b/.test(control)) return 0;
  const age = Number(/^\d+$/.exec(headers.age ?? "")?.[0] ?? 0);
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control)?.[1];
  if (maxAge !== undefined) return clamp(Number(maxAge) - age);
  const expires = Date.parse(headers.expires ?? "");
  if (Number.isNaN(expires)) return 0;
  const date = Date.parse(headers.date ?? "");
  return clamp(Math.floor((expires - (Number.isNaN(date) ? now : date)) / 1000) - age);
}

/** Seconds that a server asks to be left alone (RFC 9110, section 10.2.3); `undefined` where it says nothing that can be read. */
export function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = (headers["retry-after"] ?? "").trim();
  if (/^\d+$/.test(value)) return clamp(Number(value));
  // A bare negative number would be read as a year.
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : clamp(Math.ceil((date - now) / 1000));
}

const clamp = (seconds: number): number => Math.min(LONGEST, Math.max(0, seconds));
