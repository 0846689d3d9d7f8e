/** In which order feeds are asked, which matters where a host lets only a few requests through. Pure. */
import { ASKED_TO_WAIT } from "../http/response.ts";
import type { FeedState } from "../story/state/feed-state.ts";
import { compareText } from "../story/story.ts";

/**
 * Those first whose host asked to be left alone before it was their turn, who waits longest before the others, so that
 * each has its turn within a few nights; those last that failed, so that they take nobody's.
 */
export function orderFeeds<T>(feeds: readonly T[], known: ReadonlyMap<T, Pick<FeedState, "failures">>): T[] {
  const place = (feed: T): string => {
    const failures = known.get(feed)?.failures;
    if (!failures) return "1";
    return failures.cause === ASKED_TO_WAIT ? `0 ${failures.since}` : "2";
  };
  return feeds.toSorted((a, b) => compareText(place(a), place(b)));
}
