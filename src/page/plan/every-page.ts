/** Every page of a site, from the catalogue's counts. */
import { type Catalogue, countShown, countSlots, slotsOf } from "../catalogue/catalogue.ts";
import { ALL, parseListKey } from "../catalogue/lists.ts";
import { isVisible, type StoryRecord } from "../catalogue/record.ts";
import {
  countFull,
  countPages,
  documentSize,
  LIST_SIZE,
  type Page,
  SITEMAP_OF_LISTS,
  SITEMAP_SIZE,
  type Sizes,
} from "./lay-out.ts";

export interface SiteShape extends Sizes {
  permalinks: "pages" | "anchors";
}

/** The pages of a batch show the same stories: who renders it whole renders each body once. */
export type Batch = Page[];

export function* everyBatch(catalogue: Catalogue, shape: SiteShape): Generator<Batch> {
  const slots = countSlots(catalogue, ALL);
  const size = documentSize(shape);
  yield [...singlePages(), { kind: "robots" }, { kind: "not-found" }];
  for (const number of countUp(countPages(slots, size))) {
    const batch = archiveBetween(catalogue, shape, (number - 1) * size, Math.min(slots, number * size));
    yield number <= countFull(slots, size) ? [...batch, { kind: "document", number }] : batch;
  }
  for (const number of countUp(countPages(slots, SITEMAP_SIZE))) yield [{ kind: "sitemap", number }];
  for (const key of shownLists(catalogue)) {
    const full = countUp(countFull(countSlots(catalogue, key), LIST_SIZE));
    yield [...headOf(key), ...full.map((number): Page => ({ kind: "list", key, number }))];
  }
}

export function* everyPage(catalogue: Catalogue, shape: SiteShape): Generator<Page> {
  for (const batch of everyBatch(catalogue, shape)) yield* batch;
}

/** Pages of a site, without laying them out. */
export function countEveryPage(catalogue: Pick<Catalogue, "lists">, shape: SiteShape): number {
  const slots = countSlots(catalogue, ALL);
  let pages = singlePages().length + 2 + countPages(slots, shape.pageSize);
  pages += countFull(slots, documentSize(shape)) + countPages(slots, SITEMAP_SIZE);
  if (shape.permalinks === "pages") pages += catalogue.lists.get(ALL)?.visible ?? 0;
  for (const key of shownLists(catalogue))
    pages += headOf(key).length + countFull(countSlots(catalogue, key), LIST_SIZE);
  return pages;
}

/** Pages that show totals, or what is newest: made anew whenever anything changed. */
export function singlePages(): Page[] {
  return [
    { kind: "front" },
    { kind: "feed", key: ALL, format: "xml" },
    { kind: "feed", key: ALL, format: "json" },
    { kind: "index", of: "archive" },
    { kind: "index", of: "tags" },
    { kind: "index", of: "by" },
    { kind: "sources" },
    { kind: "sitemap-index" },
    { kind: "sitemap", number: SITEMAP_OF_LISTS },
  ];
}

/** A list's head, and its feeds; a month has none. */
export function headOf(key: string): Page[] {
  if (parseListKey(key)?.kind === "month") return [{ kind: "list", key }];
  return [
    { kind: "list", key },
    { kind: "feed", key, format: "xml" },
    { kind: "feed", key, format: "json" },
  ];
}

/** A story's own page, where it is shown. */
export const storyPage = (record: StoryRecord, place: number): Page[] =>
  record.path !== undefined && isVisible(record) ? [{ kind: "story", path: record.path, place }] : [];

/** Archive pages of some slots, each followed by the pages of its stories. */
function archiveBetween(
  catalogue: Catalogue,
  { pageSize, permalinks }: SiteShape,
  from: number,
  to: number,
): Batch {
  const slots = permalinks === "pages" ? slotsOf(catalogue, ALL, from, to) : [];
  return countUp(countPages(to - from, pageSize)).flatMap((count): Page[] => [
    { kind: "archive", number: from / pageSize + count },
    ...slots
      .slice((count - 1) * pageSize, count * pageSize)
      .flatMap(({ record, place }) => storyPage(record, place)),
  ]);
}

/** Lists with at least one story to show. */
export const shownLists = (catalogue: Pick<Catalogue, "lists">): string[] =>
  [...catalogue.lists.keys()].filter((key) => key !== ALL && countShown(catalogue, key) > 0);

const countUp = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
