/**
 * The archive in order, month by month, as far as pages need it. Months are loaded when they are asked for, so that
 * a night which touches one month reads one month.
 */
import { comparePlace, compareText } from "../story/story.ts";
import { ALL, listsOf, type SlugOf } from "./lists.ts";
import { isVisible, type StoryRecord } from "./record.ts";

export interface Month {
  /** Positions in the month, by list. */
  lists: Record<string, number[]>;
  /** Of those, how many are shown. */
  visible: Record<string, number>;
  /** Oldest first. */
  records(): StoryRecord[];
  /** One record, without reading the others where that can be. */
  record(position: number): StoryRecord;
}

/** How many slots a list has in each month, and how many of all are shown. */
export interface ListCounts {
  visible: number;
  /** Months that have some, oldest first. */
  months: Map<string, number>;
}

export interface Catalogue {
  /** By key; `ALL` for the archive. */
  lists: Map<string, ListCounts>;
  /** @throws RangeError for a month without stories */
  month(name: string): Month;
}

/** A place in the archive with what stands there. */
export interface Slot {
  record: StoryRecord;
  /** Counted from the oldest slot of the whole archive. */
  place: number;
}

/** A month from its records in any order. */
export function makeMonth(records: StoryRecord[], slugOf: SlugOf): Month {
  const ordered = records.toSorted(comparePlace);
  const lists: Record<string, number[]> = Object.create(null);
  const visible: Record<string, number> = Object.create(null);
  ordered.forEach((record, position) => {
    for (const key of new Set([ALL, ...listsOf(record, slugOf)])) {
      lists[key] ??= [];
      lists[key].push(position);
      visible[key] = (visible[key] ?? 0) + (isVisible(record) ? 1 : 0);
    }
  });
  return { lists, visible, records: () => ordered, record: (position) => at(ordered, position) };
}

function at<T>(items: T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index} of ${items.length}`);
  return item;
}

/** The same counts with some months put in, replaced, or (where `undefined`) taken out. */
export function recount(
  before: ReadonlyMap<string, ListCounts>,
  changes: { name: string; old: Month | undefined; now: Month | undefined }[],
): Map<string, ListCounts> {
  const after = new Map(before);
  for (const { name, old, now } of changes) {
    for (const key of new Set([...Object.keys(old?.lists ?? {}), ...Object.keys(now?.lists ?? {})])) {
      const counts = after.get(key) ?? { visible: 0, months: new Map() };
      const months = new Map(counts.months);
      const slots = now?.lists[key]?.length ?? 0;
      if (slots > 0) months.set(name, slots);
      else months.delete(name);
      const visible = counts.visible - (old?.visible[key] ?? 0) + (now?.visible[key] ?? 0);
      if (months.size > 0) after.set(key, { visible, months });
      else after.delete(key);
    }
  }
  return sortCounts(after);
}

function sortCounts(lists: Map<string, ListCounts>): Map<string, ListCounts> {
  const entries = [...lists].map(([key, { visible, months }]): [string, ListCounts] => {
    const names = [...months.keys()];
    const inOrder = names.every(
      (name, index) => index === 0 || compareText(names[index - 1] ?? "", name) < 0,
    );
    return [
      key,
      { visible, months: inOrder ? months : new Map([...months].sort(([a], [b]) => compareText(a, b))) },
    ];
  });
  return new Map(entries.sort(([a], [b]) => compareText(a, b)));
}

/** Slots of a list. */
export function countSlots(catalogue: Catalogue, key: string): number {
  let slots = 0;
  for (const count of catalogue.lists.get(key)?.months.values() ?? []) slots += count;
  return slots;
}

/** Slots of a list that is shown: one whose stories are all hidden has no pages. The archive itself always has. */
export const countShown = (catalogue: Catalogue, key: string): number =>
  key === ALL || (catalogue.lists.get(key)?.visible ?? 0) > 0 ? countSlots(catalogue, key) : 0;

/** Slots of a list in the months before one. */
export function countBefore(catalogue: Catalogue, key: string, month: string): number {
  let slots = 0;
  for (const [name, count] of catalogue.lists.get(key)?.months ?? []) if (name < month) slots += count;
  return slots;
}

/** Slots `from` (included) to `to` (not included) of a list, counted from its oldest. Loads only months that have some. */
export function slotsOf(catalogue: Catalogue, key: string, from: number, to: number): Slot[] {
  const slots: Slot[] = [];
  let start = 0;
  for (const [name, count] of catalogue.lists.get(key)?.months ?? []) {
    if (start >= to) break;
    if (start + count > from) {
      const month = catalogue.month(name);
      const first = countBefore(catalogue, ALL, name);
      const positions = (month.lists[key] ?? []).slice(Math.max(0, from - start), to - start);
      slots.push(
        ...positions.map((position) => ({ record: month.record(position), place: first + position })),
      );
    }
    start += count;
  }
  return slots;
}
