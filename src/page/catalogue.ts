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
  /** For each month that has some, oldest first, its number (see `monthNumber`) and how many: flat, since there are many. */
  months: number[];
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
  const drafts = new Map<string, { visible: number; months: Map<string, number> }>();
  for (const { name, old, now } of changes) {
    const [was, is] = [old?.visible, now?.visible];
    for (const key of new Set([...Object.keys(old?.lists ?? {}), ...Object.keys(now?.lists ?? {})])) {
      const counts = before.get(key);
      const draft = drafts.get(key) ?? { visible: counts?.visible ?? 0, months: new Map(monthsOf(counts)) };
      drafts.set(key, draft);
      draft.visible += (is?.[key] ?? 0) - (was?.[key] ?? 0);
      const slots = now?.lists[key]?.length ?? 0;
      if (slots > 0) draft.months.set(name, slots);
      else draft.months.delete(name);
    }
  }
  const after = new Map(before);
  for (const [key, { visible, months }] of drafts) {
    if (months.size > 0) after.set(key, { visible, months: packMonths(months) });
    else after.delete(key);
  }
  return new Map([...after].sort(([a], [b]) => compareText(a, b)));
}

/** Months since the year 0: `2022-01` is 24264. */
const monthNumber = (name: string): number => 12 * Number(name.slice(0, 4)) + Number(name.slice(5, 7)) - 1;

const monthName = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;

const packMonths = (months: ReadonlyMap<string, number>): number[] =>
  [...months].sort(([a], [b]) => compareText(a, b)).flatMap(([name, slots]) => [monthNumber(name), slots]);

/** Months of a list, oldest first, with its slots in each. */
export function* monthsOf(counts: ListCounts | undefined): Generator<[string, number]> {
  const { months = [] } = counts ?? {};
  for (let at = 0; at < months.length; at += 2) yield [monthName(months[at] ?? 0), months[at + 1] ?? 0];
}

/** Whether a list has slots in a month. */
export function isInMonth(catalogue: Catalogue, key: string, month: string): boolean {
  const number = monthNumber(month);
  return catalogue.lists.get(key)?.months.some((one, at) => at % 2 === 0 && one === number) ?? false;
}

/** Slots of a list. */
export function countSlots(catalogue: Catalogue, key: string): number {
  let slots = 0;
  catalogue.lists.get(key)?.months.forEach((count, at) => {
    if (at % 2 === 1) slots += count;
  });
  return slots;
}

/** Slots of a list that is shown: one whose stories are all hidden has no pages. The archive itself always has. */
export const countShown = (catalogue: Catalogue, key: string): number =>
  key === ALL || (catalogue.lists.get(key)?.visible ?? 0) > 0 ? countSlots(catalogue, key) : 0;

/** Slots of a list in the months before one. */
export function countBefore(catalogue: Catalogue, key: string, month: string): number {
  let slots = 0;
  for (const [name, count] of monthsOf(catalogue.lists.get(key))) if (name < month) slots += count;
  return slots;
}

/** Slots `from` (included) to `to` (not included) of a list, counted from its oldest. Loads only months that have some. */
export function slotsOf(catalogue: Catalogue, key: string, from: number, to: number): Slot[] {
  const slots: Slot[] = [];
  let start = 0;
  for (const [name, count] of monthsOf(catalogue.lists.get(key))) {
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
