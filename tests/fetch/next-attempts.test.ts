import { expect, it } from "vitest";
import { failure } from "../../src/failure.ts";
import { nextAttempts } from "../../src/fetch/next-attempts.ts";
import type { ArticleOutcome } from "../../src/fetch/read-article.ts";
import type { Attempts } from "../../src/story/state/feed-state.ts";

const failed = failure("article", "http 404", "the server answered 404");
const gone = failure("article", "http 410", "the server answered 410");
const file = failure("article", "a file", "the article is application/pdf");
const four = ["2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"];
const today = "2026-03-14";

it.each<[what: string, before: Attempts | undefined, ArticleOutcome, isRetry: boolean, Attempts | undefined]>(
  [
    ["failed for the first time", undefined, failed, false, [today]],
    ["failed on another day", ["2026-03-13"], failed, true, ["2026-03-13", today]],
    ["failed twice in a day", [today], failed, true, [today]],
    ["failed on the fifth day", four, failed, true, "settled"],
    ["is gone for good", undefined, gone, false, "settled"],
    ["turned out to be a file", ["2026-03-13"], file, true, "settled"],
    ["failed, of a story that had been taken away", "settled", failed, false, [today]],
    ["was not begun", undefined, "postponed", false, []],
    ["was not begun again", four, "postponed", true, four],
    ["was read", undefined, "extracted", false, undefined],
    ["was read at last", four, "extracted", true, undefined],
    ["said less than the feed", undefined, "fromFeed", false, undefined],
    ["said less than the feed at last", four, "fromFeed", true, "settled"],
  ],
)("remembers of an article that %s", (_what, before, outcome, isRetry, after) => {
  expect(nextAttempts(before, outcome, isRetry, today)).toEqual(after);
});
