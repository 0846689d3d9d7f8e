/** What is remembered of an article once it was tried: when it is tried again hangs on that alone. Pure. */
import type { Attempts } from "../story/state/feed-state.ts";
import type { ArticleOutcome } from "./read-article.ts";

/** Nights on which an article is tried before the feed's text stands for good. */
const ARTICLE_NIGHTS = 5;
const FINAL = new Set(["a file", "http 410"]);

/** Whether no later night changes why an article could not be had. */
export const isFinal = (cause: string): boolean => FINAL.has(cause);

/** `undefined` where there is nothing to remember: that a story has its article, it says itself. */
export function nextAttempts(
  before: Attempts | undefined,
  outcome: ArticleOutcome,
  isRetry: boolean,
  day: string,
): Attempts | undefined {
  // What is tried once more all the same is a story that had been taken away: it begins anew.
  const days = before === undefined || before === "settled" ? [] : before;
  if (outcome === "postponed") return days;
  if (typeof outcome === "object") return isFinal(outcome.cause) ? "settled" : afterFailure(days, day);
  return outcome === "fromFeed" && isRetry ? "settled" : undefined;
}

function afterFailure(before: string[], day: string): Attempts {
  const days = before.includes(day) ? before : [...before, day];
  return days.length < ARTICLE_NIGHTS ? days : "settled";
}
