/**
 * The planner: from two catalogues, the one that the last build saw and the one of now, it decides which pages are
 * dirty and which are gone. It touches nothing and compares only months that changed. To call a page dirty that turns
 * out the same is harmless (its file is then left alone); to miss one is not: incremental output equals full output.
 */
import { groupBy } from "../../group-by.ts";
import { type Catalogue, countBefore, countShown, countSlots, recordsIn } from "../catalogue/catalogue.ts";
import { ALL } from "../catalogue/lists.ts";
import {
  type Comparison,
  diffLists,
  type IsSame,
  isReordered,
  type ListDiff,
  prepareComparison,
  sameAsIn,
} from "./compare-catalogues.ts";
import {
  type Batch,
  countEveryPage,
  everyBatch,
  headOf,
  type SiteShape,
  singlePages,
  storyPage,
} from "./every-page.ts";
import {
  countBehindHead,
  countFull,
  countPages,
  documentSize,
  LIST_SIZE,
  type Page,
  pageNumberOf,
  pathOf,
  SITEMAP_SIZE,
} from "./lay-out.ts";
import type { Relabelled } from "./relabelled.ts";
import {
  findRenumbered,
  isResized,
  type LastArchive,
  type PageCount,
  type Renumbering,
} from "./renumbering.ts";

export interface PlanInput {
  /** What the last build saw. */
  before: Catalogue;
  after: Catalogue;
  /** Months whose records differ between the two, oldest first. */
  changed: string[];
  shape: SiteShape;
  /** Sources that pages present in another way than before. */
  relabelled?: Relabelled | undefined;
  /** Whether feeds fare otherwise than the page about them says. */
  fareElse?: boolean;
}

export interface BuildPlan {
  /** Lazy where it is everything: a large site's pages are never all in memory. */
  dirty: Iterable<Batch>;
  /** Pages in them. */
  count: number;
  /** Files below the output folder that have no page any more. */
  gone: string[];
  /** Pages that the site has in all. */
  total: number;
  /** Absent where it is of no account. */
  isSame?: IsSame;
  renumbered?: Renumbering;
}

/** Of a site whose pages of the last build stand. */
export function planBuild(input: PlanInput): BuildPlan {
  const { before, after, shape } = input;
  const comparison = prepareComparison(before, after, input.changed, input.relabelled);
  const diffs = diffLists(comparison);
  const gone = goneFiles(before, after, shape, input.changed, diffs.keys());
  const moved = diffs.get(ALL)?.movedFrom;
  const isMoved = moved !== undefined && moved < countSlots(before, ALL);
  const from = isMoved ? findRenumbered(before, after, input.changed, shape.pageSize) : undefined;
  const renumbered = from === undefined ? {} : { renumbered: { from, by: "older stories" as const } };
  // With anchors a story's address is its page's number: where one moved, any page may link to it.
  const isReplaced =
    shape.permalinks === "anchors" &&
    (isMoved || input.changed.some((name) => isReordered(before, after, name)));
  if (isReplaced) return { ...everything(after, shape), gone, ...renumbered };
  const isSame = sameAsIn(comparison);
  const dirty = [
    ...[...diffs].flatMap(([key, diff]) => dirtyPagesOf(key, diff, before, after, shape)),
    ...(shape.permalinks === "pages" ? dirtyStories(comparison, isSame) : []),
    ...otherPages(comparison, input),
  ];
  const total = countEveryPage(after, shape);
  return { dirty: inBatches(dirty, shape), count: dirty.length, gone, total, isSame, ...renumbered };
}

/** Pages of which there is one each: what they list may be any story's. */
function otherPages({ months }: Comparison, { fareElse = false }: PlanInput): Page[] {
  if (months.length > 0) return singlePages();
  return fareElse ? [{ kind: "sources" }] : [];
}

export interface WholeInput {
  after: Catalogue;
  shape: SiteShape;
  /** How the last build counted the archive's pages, where that is known. */
  last: (PageCount & { archive?: LastArchive | undefined }) | undefined;
}

/** Of a site that is made anew, and whose archive pages may be numbered in another way than before. */
export function planEverything({ after, shape, last }: WholeInput): BuildPlan {
  const plan = everything(after, shape);
  if (isResized(last, shape)) return { ...plan, renumbered: { from: 1, by: "pageSize" } };
  const { archive } = last ?? {};
  const from = archive && findRenumbered(archive.catalogue, after, archive.changed, shape.pageSize);
  return from === undefined ? plan : { ...plan, renumbered: { from, by: "older stories" } };
}

function everything(after: Catalogue, shape: SiteShape): BuildPlan {
  const total = countEveryPage(after, shape);
  return { dirty: everyBatch(after, shape), count: total, gone: [], total };
}

function dirtyPagesOf(
  key: string,
  diff: ListDiff,
  before: Catalogue,
  after: Catalogue,
  shape: SiteShape,
): Page[] {
  if (diff.places.length === 0 && diff.movedFrom === undefined) return [];
  const was = countShown(before, key);
  const is = countShown(after, key);
  // A list of which nothing was shown had no pages.
  const whole = was === 0 || diff.isRenamed ? { ...diff, movedFrom: 0 } : diff;
  const numbers = (size: number, count: (slots: number, size: number) => number): number[] =>
    dirtyNumbers(whole, size, count(is, size), [count(was, size), count(is, size)]);
  if (key === ALL) {
    return [
      ...numbers(shape.pageSize, countPages).map((number): Page => ({ kind: "archive", number })),
      ...numbers(documentSize(shape), countFull).map((number): Page => ({ kind: "document", number })),
      ...numbers(SITEMAP_SIZE, countPages).map((number): Page => ({ kind: "sitemap", number })),
    ];
  }
  if (is === 0) return [];
  const behind: [number, number] = [countBehindHead(was), countBehindHead(is)];
  return [
    ...dirtyNumbers(whole, LIST_SIZE, countFull(is, LIST_SIZE), behind).map(
      (number): Page => ({ kind: "list", key, number }),
    ),
    ...headOf(key),
  ];
}

/**
 * Pages with a changed slot, and those whose link to newer ones changes.
 *
 * @param last page that there is
 * @param linked the last page that others link to as newer than they are: before, and now
 */
function dirtyNumbers(
  { places, movedFrom }: ListDiff,
  size: number,
  last: number,
  [was, is]: [number, number],
): number[] {
  const numbers = new Set(places.map((place) => pageNumberOf(place, size)));
  if (movedFrom !== undefined) for (let n = pageNumberOf(movedFrom, size); n <= last; n++) numbers.add(n);
  if (was !== is) for (let n = Math.min(was, is); n <= Math.max(was, is); n++) numbers.add(n);
  return [...numbers].filter((number) => number >= 1 && number <= last).sort((a, b) => a - b);
}

function dirtyStories({ after, months }: Comparison, isSame: IsSame): Page[] {
  return months.flatMap((month) => {
    const start = countBefore(after, ALL, month);
    return recordsIn(after, month).flatMap((record, index) =>
      isSame({ month, id: record.id, record }) ? [] : storyPage(record, start + index),
    );
  });
}

/** Pages of whole texts lie with others that show them, as they do in a build of everything; then all the rest. */
function inBatches(pages: Page[], shape: SiteShape): Batch[] {
  const size = documentSize(shape);
  const documentOf = (page: Page): number => {
    if (page.kind === "document") return page.number;
    if (page.kind === "archive") return Math.ceil((page.number * shape.pageSize) / size);
    return page.kind === "story" ? pageNumberOf(page.place, size) : Number.POSITIVE_INFINITY;
  };
  const batches = groupBy(pages, documentOf);
  return [...batches].sort(([a], [b]) => a - b).map(([, batch]) => batch);
}

/** Files of the pages that were and are no more. */
function goneFiles(
  before: Catalogue,
  after: Catalogue,
  shape: SiteShape,
  changed: string[],
  keys: Iterable<string>,
): string[] {
  const gone: Page[] = [];
  const shrink = (
    key: string,
    size: number,
    count: (slots: number, size: number) => number,
    page: (number: number) => Page,
  ): void => {
    for (let n = count(countShown(after, key), size) + 1; n <= count(countShown(before, key), size); n++)
      gone.push(page(n));
  };
  shrink(ALL, shape.pageSize, countPages, (number) => ({ kind: "archive", number }));
  shrink(ALL, documentSize(shape), countFull, (number) => ({ kind: "document", number }));
  shrink(ALL, SITEMAP_SIZE, countPages, (number) => ({ kind: "sitemap", number }));
  for (const key of keys) {
    if (key === ALL) continue;
    shrink(key, LIST_SIZE, countFull, (number) => ({ kind: "list", key, number }));
    if (countShown(before, key) > 0 && countShown(after, key) === 0) gone.push(...headOf(key));
  }
  const stories = shape.permalinks === "pages" ? goneStories(before, after, changed) : [];
  return [...gone, ...stories].map(pathOf).sort();
}

function goneStories(before: Catalogue, after: Catalogue, changed: string[]): Page[] {
  const shown = (catalogue: Catalogue): Page[] =>
    changed.flatMap((name) => recordsIn(catalogue, name).flatMap((record) => storyPage(record, 0)));
  const still = new Set(shown(after).map(pathOf));
  return shown(before).filter((page) => !still.has(pathOf(page)));
}
