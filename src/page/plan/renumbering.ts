/** Whether archive pages hold other stories than under the same number before: curators and readers are told. Pure. */
import { type Catalogue, countBefore, countSlots, recordsIn } from "../catalogue/catalogue.ts";
import { ALL } from "../catalogue/lists.ts";
import { pageNumberOf } from "./lay-out.ts";

/** How a build counts the archive's pages. */
export interface PageCount {
  slots: number;
  /** Slots on a page. */
  pageSize: number;
}

/** The archive that the last build counted, where it can still be read. */
export interface LastArchive {
  catalogue: Catalogue;
  /** Months whose records differ from those of now, oldest first. */
  changed: string[];
}

/** Archive pages from a number on hold what stood on others. */
export interface Renumbering {
  from: number;
  by: "older stories" | "pageSize";
}

/** Whether pages of another size hold other stories: those that all fit on one page stay there. */
export const isResized = (last: PageCount | undefined, { pageSize }: Pick<PageCount, "pageSize">): boolean =>
  last !== undefined && last.pageSize !== pageSize && last.slots > Math.min(last.pageSize, pageSize);

/** The first archive page of which some slot stands on another one now. */
export function findRenumbered(
  before: Catalogue,
  after: Catalogue,
  changed: string[],
  pageSize: number,
): number | undefined {
  for (const [was, is] of movesOf(before, after, changed, pageSize))
    if (pageNumberOf(was, pageSize) !== pageNumberOf(is, pageSize)) return pageNumberOf(was, pageSize);
  return undefined;
}

/** Where slots stood and stand: those of the changed months, and as many as a page has of those after each. */
function* movesOf(
  before: Catalogue,
  after: Catalogue,
  changed: string[],
  pageSize: number,
): Generator<[was: number, is: number]> {
  for (const [index, name] of changed.entries()) {
    const [old, now] = [recordsIn(before, name), recordsIn(after, name)];
    const [was, is] = [countBefore(before, ALL, name), countBefore(after, ALL, name)];
    const places = new Map(now.map(({ id }, position) => [id, is + position]));
    for (const [position, { id }] of old.entries()) {
      const place = places.get(id);
      if (place !== undefined) yield [was + position, place];
    }
    // Up to the next changed month all moved alike: one page of them tells.
    const next = changed[index + 1];
    const end = next === undefined ? countSlots(before, ALL) : countBefore(before, ALL, next);
    const start = was + old.length;
    const moved = is + now.length - start;
    for (let place = start; place < Math.min(end, start + pageSize); place++) yield [place, place + moved];
  }
}
