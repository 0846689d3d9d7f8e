import { expect, it } from "vitest";
import { wordsFor } from "../../../src/page/view/words.ts";

it.each([
  ["en", ["0 Shares", "1 Share", "2 Shares", "1,001 Shares"], [0, 1, 2, 1001]],
  ["fr-CA", ["0 partage", "1 partage", "2 partages"], [0, 1, 2]],
  ["ru", ["1 публикация", "2 публикации", "5 публикаций", "21 публикация"], [1, 2, 5, 21]],
  ["zh-Hant", ["1 次分享", "2 次分享"], [1, 2]],
])("counts are said as their language does: %s", (language, said, counts) => {
  expect(counts.map(wordsFor(language).shares)).toEqual(said);
});
