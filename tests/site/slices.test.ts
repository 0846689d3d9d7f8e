import { expect, it } from "vitest";
import { makeMonth } from "../../src/page/catalogue/catalogue.ts";
import { recount } from "../../src/page/catalogue/list-counts.ts";
import type { StoryRecord } from "../../src/page/catalogue/record.ts";
import { everyBatch } from "../../src/page/plan/every-page.ts";
import type { Page } from "../../src/page/plan/lay-out.ts";
import { slices, weighPage } from "../../src/site/slices.ts";

const SHAPE = { pageSize: 10, feedSize: 25, permalinks: "pages" } as const;

/** Stories of one day, each so many doublings long. */
function catalogueOf(doublings: number[]) {
  const records = doublings.map(
    (doublings, n): StoryRecord => ({
      id: n.toString(16).padStart(12, "0"),
      shared: "2022-01-01T00:00:00Z",
      path: `content/stories/2022/01/01/s-${n.toString(16).padStart(12, "0")}.md`,
      hash: "",
      title: "",
      excerpt: "",
      source: "s",
      doublings,
    }),
  );
  const month = makeMonth(records, () => "s");
  return { lists: recount(new Map(), [{ name: "2022-01", old: undefined, now: month }]), month: () => month };
}

function sliced(doublings: number[], size: number): { pages: Page[]; weight: number }[] {
  const catalogue = catalogueOf(doublings);
  const weigh = (page: Page): number => weighPage(page, catalogue, SHAPE);
  return [...slices(everyBatch(catalogue, SHAPE), weigh, size)].map((pages) => ({
    pages,
    weight: pages.reduce((sum, page) => sum + weigh(page), 0),
  }));
}

it("every page comes once, in order", () => {
  const doublings = Array.from({ length: 120 }, (_, n) => (n % 7 === 0 ? 6 : 0));
  const pages = sliced(doublings, 100).flatMap(({ pages }) => pages);
  expect(pages).toEqual([...everyBatch(catalogueOf(doublings), SHAPE)].flat());
});

it.each([0, 4, 8])("what is rendered at once is no more than so much text (%i doublings)", (long) => {
  const all = sliced(new Array(120).fill(long), 100);
  for (const { pages, weight } of all) expect(pages.length === 1 || weight <= 200).toBe(true);
  const stories = all.filter(({ pages }) => pages.some(({ kind }) => kind === "story"));
  const most = Math.max(...stories.map(({ pages }) => pages.length));
  // Whole batches of ordinary stories, so that each is rendered once, and each of the longest alone.
  if (long === 0) expect(most).toBeGreaterThan(60);
  if (long === 8) expect(most).toBe(1);
});
