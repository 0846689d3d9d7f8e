import { expect, it } from "vitest";
import { createKeptViews } from "../../../src/page/view/kept-views.ts";
import type { StoryView } from "../../../src/page/view/view.ts";

const view = (length: number): StoryView => ({ html: "x".repeat(length) }) as StoryView;

it.each([
  ["stay where all of the archive's would fit", 10, true],
  ["go where they would not", 11, false],
])("between two slices views %s", (_what, stories, stay) => {
  const views = createKeptViews(1000);
  views.keep("a", view(50));
  views.keep("b", view(150));
  views.tidy(stories);
  expect([views.find("a"), views.find("b")].map(Boolean)).toEqual([stay, stay]);
});

it("what went counts no more", () => {
  const views = createKeptViews(1000);
  views.keep("large", view(5000));
  views.tidy(10);
  views.keep("small", view(10));
  views.tidy(10);
  expect(views.find("small")).toBeDefined();
  views.forget();
  expect(views.find("small")).toBeUndefined();
});
