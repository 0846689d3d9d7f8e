/** A stream of pages in slices of a weight: what is rendered at once is in memory at once. Pure. */
import { type Catalogue, countSlots, slotsOf } from "../page/catalogue/catalogue.ts";
import { ALL } from "../page/catalogue/lists.ts";
import type { Batch } from "../page/plan/every-page.ts";
import { documentSize, type Page, type Sizes } from "../page/plan/lay-out.ts";

/** Whole batches together, as many as make a slice; one that weighs more comes in several. */
export function* slices(
  batches: Iterable<Batch>,
  weigh: (page: Page) => number,
  size: number,
): Generator<Page[]> {
  let slice: Page[] = [];
  let weight = 0;
  for (const batch of batches) {
    for (const page of batch) {
      const more = weigh(page);
      // A page of long texts alone may weigh as much as a slice.
      if (slice.length > 0 && weight + more > 2 * size) {
        yield slice;
        [slice, weight] = [[], 0];
      }
      slice.push(page);
      weight += more;
    }
    if (weight < size) continue;
    yield slice;
    [slice, weight] = [[], 0];
  }
  if (slice.length > 0) yield slice;
}

/** Of a page without whole texts, or of a list. */
const OTHER = 12;

/** About how many ordinary stories' pages are as long as this one. */
export function weighPage(page: Page, catalogue: Catalogue, sizes: Sizes): number {
  const weigh = (key: string, from: number, to: number): number =>
    slotsOf(catalogue, key, Math.max(0, from), to).reduce((sum, slot) => sum + slot.weight, 0);
  const { pageSize } = sizes;
  const slots = (key: string): number => countSlots(catalogue, key);
  switch (page.kind) {
    case "story":
      return weigh(ALL, page.place, page.place + 1);
    case "archive":
      return 2 + weigh(ALL, (page.number - 1) * pageSize, page.number * pageSize);
    case "front":
      return 2 + weigh(ALL, slots(ALL) - 2 * pageSize, slots(ALL));
    case "document":
      return 2 + weigh(ALL, (page.number - 1) * documentSize(sizes), page.number * documentSize(sizes));
    case "feed":
      return 2 + weigh(page.key, slots(page.key) - documentSize(sizes), slots(page.key));
    case "list":
      return Math.min(OTHER, 2 + slots(page.key) / 10);
    default:
      return OTHER;
  }
}
