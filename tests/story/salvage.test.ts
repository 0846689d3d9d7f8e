import { expect, it } from "vitest";
import { salvageFeedState } from "../../src/story/state/feed-state.ts";

it.each([
  ["show: link", "link"],
  ["<<<<<<< HEAD\nshow: full\n=======\nshow: excerpt\n>>>>>>> theirs", "excerpt"],
  ["show: anything", "link"],
])("a broken state shows no more of its feed than it said: %s", (line, show) => {
  const state = salvageFeedState(`---\nfeed: https://example.com/feed\n${line}\nnewest: : [\n---\n`);
  expect(state?.show).toBe(show);
});
