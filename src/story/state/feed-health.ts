/** What a night's answer says about a feed's health. Calendar days count, not attempts. */
import { toDay } from "../../clock.ts";
import type { Redirect } from "../../http/response.ts";
import { type FeedFacts, type FeedState, withoutValidators } from "./feed-state.ts";

/** Permanent redirects are believed after so many days. */
const NIGHTS_TO_BELIEVE = 3;

export function noteSuccess(state: FeedState, redirects: Redirect[], day: string): FeedState {
  const { failures: _over, gone: _back, ...rest } = noteRedirects(state, redirects, day);
  const wasHealthy = state.healthy !== undefined && state.failures === undefined;
  return { ...rest, first: state.first ?? day, healthy: wasHealthy ? (state.healthy ?? day) : day };
}

/** What an address answered says nothing of the one that the feed has now. */
export function atNewAddress(state: FeedState): FeedState {
  const { gone: _left, failures: _over, healthy: _there, moved: _here, ...rest } = withoutValidators(state);
  return rest;
}

/**
 * A failure says nothing of where the feed is: what is known of its move stays. One that is asked all the same while it
 * pauses is not noted again for the same cause.
 */
export function noteFailure(
  state: FeedState,
  { stage, cause, message }: { stage: string; cause: string; message: string },
  day: string,
): FeedState {
  const before = state.failures;
  if (before?.cause === cause && isPaused(state, day)) return state;
  const { healthy: _over, ...rest } = state;
  const days = before ? before.days + (before.last === day ? 0 : 1) : 1;
  const failures = { since: before?.since ?? day, last: day, days, stage, cause, message };
  return { ...rest, failures, ...(cause === "http 410" ? { gone: state.gone ?? day } : {}) };
}

function noteRedirects(state: FeedState, redirects: Redirect[], day: string): FeedState {
  const { moved: before, ...rest } = state;
  const to = permanentTarget(redirects);
  if (!to || to === state.feed) return rest;
  const days = before?.to === to ? before.days : [];
  if (days.includes(day) || days.length >= NIGHTS_TO_BELIEVE) return { ...rest, moved: { to, days } };
  return { ...rest, moved: { to, days: [...days, day] } };
}

/** Where the unbroken run of 301 and 308 from the start leads. */
function permanentTarget(redirects: Redirect[]): string | undefined {
  const end = redirects.findIndex(({ status }) => status !== 301 && status !== 308);
  return (end < 0 ? redirects : redirects.slice(0, end)).at(-1)?.to;
}

/** The new address of a feed that has moved for good. */
export const movedTo = (state: FeedFacts): string | undefined =>
  state.moved && state.moved.days.length >= NIGHTS_TO_BELIEVE ? state.moved.to : undefined;

/** From so many days without an entry on a feed is called silent: it may have moved on without saying so. */
export const SILENT_DAYS = 90;

/** Longest pause between attempts at a failing feed, in days: rising, and never for ever. */
const LONGEST_PAUSE = 7;

/** Whether a feed that failed is left alone tonight. */
export function isPaused(state: FeedState, day: string): boolean {
  const { failures } = state;
  // A clock that ran ahead may have written a later day.
  if (!failures || failures.last >= day) return false;
  const pause = failures.days < 3 ? 1 : Math.min(LONGEST_PAUSE, 1 + Math.floor(failures.days / 3));
  const next = new Date(Date.parse(`${failures.last}T00:00:00Z`) + pause * 86_400_000);
  return day < toDay(next.toISOString());
}
