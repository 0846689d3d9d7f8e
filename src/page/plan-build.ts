/**
 * The planner: from two catalogues, the one that the last build saw and the one of now, it decides which pages are
 * dirty and which are gone. It touches nothing and compares only months that changed. To call a page dirty that turns
 * out the same is harmless (its file is then left alone); to miss one is not: incremental output equals full output.
 */
import { groupBy } from "../group-by.ts";
import { compareText } from "../story/story.ts";
import {
  type Catalogue,
  countBefore,
  countShown,
  countSlots,
  isInMonth,
  recordsIn,
  type Slot,
} from "./catalogue.ts";
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
import { ALL } from "./lists.ts";
import type { StoryRecord } from "./record.ts";
import { type Relabelled, storiesToRelabel } from "./relabelled.ts";
import {
  findRenumbered,
  isResized,
  type LastArchive,
  type PageCount,
  type Renumbering,
} from "./renumbering.ts";

export interface PlanInput {
  /** What the last build saw; absent where everything is to be made anew. */
  before?: Catalogue | undefined;
  after: Catalogue;
  /** Months whose records differ between the two, oldest first. */
  changed: string[];
  shape: SiteShape;
  /** Sources that pages present in another way than before. */
  relabelled?: Relabelled | undefined;
  /** How the last build counted the archive's pages, where that is known: also where everything is to be made anew. */
  last?: (PageCount & { archive?: LastArchive | undefined }) | undefined;
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
  /** Whether the last build saw the story as it is, and all that pages say of it; absent where that is of no account. */
  isSame?(slot: Pick<Slot, "month" | "id" | "record">): boolean;
  renumbered?: Renumbering;
}

type IsSame = NonNullable<BuildPlan["isSame"]>;

export function planBuild(input: PlanInput): BuildPlan {
  const { before, after, shape } = input;
  if (!before) return { ...everything(input), ...renumberedSince(input) };
  const relabelled = storiesToRelabel(after, input.relabelled);
  const changed = new Set(input.changed);
  const months = [...new Set([...changed, ...relabelled.months])].sort(compareText);
  const comparison = { before, after, changed, relabelled: relabelled.ids, months };
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
  if (isReplaced) return { ...everything(input), gone, ...renumbered };
  const isSame = sameAsIn(comparison);
  const dirty = [
    ...[...diffs].flatMap(([key, diff]) => dirtyPagesOf(key, diff, before, after, shape)),
    ...(shape.permalinks === "pages" ? dirtyStories(comparison, isSame) : []),
    ...(months.length > 0 ? singlePages() : []),
  ];
  const total = countEveryPage(after, shape);
  return { dirty: inBatches(dirty, shape), count: dirty.length, gone, total, isSame, ...renumbered };
}

function everything({ after, shape }: PlanInput): BuildPlan {
  const total = countEveryPage(after, shape);
  return { dirty: everyBatch(after, shape), count: total, gone: [], total };
}

/** Of a build of everything, where the last one counted the same archive in another way, or another archive. */
function renumberedSince({ after, shape, last }: PlanInput): Pick<BuildPlan, "renumbered"> {
  if (isResized(last, shape)) return { renumbered: { from: 1, by: "pageSize" } };
  const { archive } = last ?? {};
  const from = archive && findRenumbered(archive.catalogue, after, archive.changed, shape.pageSize);
  return from === undefined ? {} : { renumbered: { from, by: "older stories" } };
}

/** Two catalogues, and where they are to be compared. */
interface Comparison {
  before: Catalogue;
  after: Catalogue;
  /** Months whose records differ. */
  changed: ReadonlySet<string>;
  /** Ids of stories on whose pages something else stands, as they are. */
  relabelled: ReadonlySet<string>;
  /** Those that changed, and those of the stories that are relabelled: oldest first. */
  months: string[];
}

/** How the slots of one list differ. */
interface ListDiff {
  /** Places of single slots with other content. */
  places: number[];
  /** From here on everything stands elsewhere, or is new. */
  movedFrom?: number;
  /** Whether it may be called by another name, which all its pages have. */
  isRenamed: boolean;
}

/** How lists differ, by key, sorted. */
function diffLists({ before, after, changed, relabelled, months }: Comparison): Map<string, ListDiff> {
  const diffs = new Map<string, ListDiff>();
  for (const name of months) {
    const now = monthIn(after, name);
    const old = changed.has(name) ? monthIn(before, name) : now;
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      const diff = diffs.get(key) ?? { places: [], isRenamed: false };
      diffs.set(key, diff);
      // What comes after has moved with it.
      if (diff.movedFrom === undefined)
        addDiff(diff, old.of(key), now.of(key), () => countBefore(after, key, name), relabelled);
    }
  }
  return new Map([...diffs].sort(([a], [b]) => compareText(a, b)));
}

/** @param countStart places of the list before this month: asked where something differs, which most lists do not */
function addDiff(
  diff: ListDiff,
  old: StoryRecord[],
  now: StoryRecord[],
  countStart: () => number,
  relabelled: ReadonlySet<string>,
): void {
  for (let index = 0; index < Math.max(old.length, now.length); index++) {
    const isSame = isSameSlot(old[index], now[index]);
    if (isSame && !relabelled.has(now[index]?.id ?? "")) continue;
    const place = countStart() + index;
    if (!isSame && old.length !== now.length) {
      diff.movedFrom = place;
      return;
    }
    diff.places.push(place);
    // The oldest story of a list spells its name.
    if (!isSame && place === 0) diff.isRenamed = true;
  }
}

/** Whether a story stands in another place of its month, which has as many slots as before. */
function isReordered(before: Catalogue, after: Catalogue, name: string): boolean {
  const places = new Map(recordsIn(before, name).map(({ id }, place) => [id, place]));
  const now = recordsIn(after, name);
  return now.length === places.size && now.some(({ id }, place) => (places.get(id) ?? place) !== place);
}

/** A month's records by list. */
function monthIn(
  catalogue: Catalogue,
  name: string,
): { keys(): Iterable<string>; of(key: string): StoryRecord[] } {
  if (!isInMonth(catalogue, ALL, name)) return { keys: () => [], of: () => [] };
  const month = catalogue.month(name);
  const [lists, records] = [month.lists(), month.records()];
  return {
    keys: () => lists.keys(),
    of: (key) => lists.get(key)?.positions.flatMap((position) => records[position] ?? []) ?? [],
  };
}

const isSameSlot = (a: StoryRecord | undefined, b: StoryRecord | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.id === b.id &&
  a.hash === b.hash &&
  a.path === b.path &&
  a.shared === b.shared;

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

/** Whether a story is as it was: known at once where its month did not change. */
function sameAsIn({ before, changed, relabelled }: Comparison): IsSame {
  const known = new Map(
    [...changed].map((name) => {
      const records = recordsIn(before, name);
      return [name, new Map(records.map((record) => [record.path, record]))] as const;
    }),
  );
  return (slot) => {
    if (relabelled.has(slot.id)) return false;
    const month = known.get(slot.month);
    return !month || isSameSlot(month.get(slot.record.path), slot.record);
  };
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
  if (shape.permalinks === "pages") gone.push(...goneStories(before, after, changed));
  return gone.map(pathOf).sort();
}

function goneStories(before: Catalogue, after: Catalogue, changed: string[]): Page[] {
  const shown = (catalogue: Catalogue): Page[] =>
    changed.flatMap((name) => recordsIn(catalogue, name).flatMap((record) => storyPage(record, 0)));
  const still = new Set(shown(after).map(pathOf));
  return shown(before).filter((page) => !still.has(pathOf(page)));
}
