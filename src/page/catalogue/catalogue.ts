/**
 * The archive in order, month by month, as far as pages need it. Months are loaded when they are asked for, so that
 * a night which touches one month reads one month.
 */
import { groupBy } from "../../group-by.ts";
import { comparePlace } from "../../story/story.ts";
import { type ListCounts, monthName, monthNumber, monthsOfList, slotsBefore } from "./list-counts.ts";
import { ALL, listsOf, type SlugOf } from "./lists.ts";
import { isVisible, type StoryRecord } from "./record.ts";

export interface Month {
  /** Every list that has slots in it, by key. */
  lists(): ReadonlyMap<string, ListInMonth>;
  /** Positions of one list's slots in the month, ascending; none where it has no such list. */
  positions(key: string): readonly number[];
  /** Oldest first. */
  records(): readonly StoryRecord[];
  /** One record, without reading the others where that can be. */
  record(position: number): StoryRecord;
  /** Of the story in a slot, whether it is shown, and how long it is: its record is not read for that. */
  id(position: number): string;
  isShown(position: number): boolean;
  /** How often an ordinary story's length it has. */
  weight(position: number): number;
}

export interface ListInMonth {
  positions: readonly number[];
  /** Of those, how many are shown. */
  visible: number;
}

export interface Catalogue {
  /** By key; `ALL` for the archive. */
  lists: Map<string, ListCounts>;
  /** @throws RangeError for a month without stories */
  month(name: string): Month;
}

/** A place in the archive with what stands there. */
export interface Slot {
  /** `2022-01`. */
  month: string;
  /** Counted from the oldest slot of the whole archive. */
  place: number;
  id: string;
  isShown: boolean;
  /** How often an ordinary story's length it has. */
  weight: number;
  /** Read when it is asked for. */
  readonly record: StoryRecord;
}

/** A month from its records in any order. */
export function makeMonth(records: StoryRecord[], slugOf: SlugOf): Month {
  const ordered = records.toSorted(comparePlace);
  const lists = new Map<string, { positions: number[]; visible: number }>();
  ordered.forEach((record, position) => {
    for (const key of new Set([ALL, ...listsOf(record, slugOf)])) {
      const list = lists.get(key) ?? { positions: [], visible: 0 };
      lists.set(key, list);
      list.positions.push(position);
      if (isVisible(record)) list.visible++;
    }
  });
  return {
    lists: () => lists,
    positions: (key) => lists.get(key)?.positions ?? [],
    records: () => ordered,
    record: (position) => at(ordered, position),
    id: (position) => at(ordered, position).id,
    isShown: (position) => isVisible(at(ordered, position)),
    weight: (position) => weightOf(at(ordered, position)),
  };
}

/** A power of two. */
const weightOf = ({ doublings = 0 }: StoryRecord): number => 2 ** doublings;

function at<T>(items: T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index} of ${items.length}`);
  return item;
}

/** Months with slots, oldest first. */
export const monthsOf = ({ lists }: Pick<Catalogue, "lists">): string[] =>
  monthsOfList(lists.get(ALL)).map(({ number }) => monthName(number));

/** Whether a list has slots in a month. */
export function isInMonth(catalogue: Catalogue, key: string, month: string): boolean {
  const number = monthNumber(month);
  return monthsOfList(catalogue.lists.get(key)).some((one) => one.number === number);
}

/** A month's records; none where it has no slots. */
export const recordsIn = (catalogue: Catalogue, month: string): readonly StoryRecord[] =>
  isInMonth(catalogue, ALL, month) ? catalogue.month(month).records() : [];

/** Slots of a list. */
export const countSlots = ({ lists }: Pick<Catalogue, "lists">, key: string): number =>
  lists.get(key)?.slots ?? 0;

/** Slots of a list that is shown: one whose stories are all hidden has no pages. The archive itself always has. */
export const countShown = (catalogue: Pick<Catalogue, "lists">, key: string): number =>
  key === ALL || (catalogue.lists.get(key)?.visible ?? 0) > 0 ? countSlots(catalogue, key) : 0;

/** Slots of a list in the months before one. */
export const countBefore = (catalogue: Catalogue, key: string, month: string): number =>
  slotsBefore(catalogue.lists.get(key), monthNumber(month));

/** The oldest slot of each of many lists: each month's lists are read once, and not once for each that begins in it. */
export function oldestSlots(catalogue: Catalogue, keys: string[]): Map<string, Slot> {
  const byMonth = groupBy(keys, (key) => monthsOfList(catalogue.lists.get(key))[0]?.number);
  return new Map(
    [...byMonth].flatMap(([number, begun]) => {
      if (number === undefined) return [];
      const name = monthName(number);
      const lists = catalogue.month(name).lists();
      return begun.flatMap((key): [string, Slot][] => {
        const position = lists.get(key)?.positions[0];
        return position === undefined ? [] : [[key, slotAt(catalogue, name, position)]];
      });
    }),
  );
}

/** One slot of a month, by its position there. */
export const slotAt = (catalogue: Catalogue, month: string, position: number): Slot =>
  new OpenSlot(month, catalogue.month(month), position, countBefore(catalogue, ALL, month) + position);

/** Thousands of them stand in the lists of a night, and of most nothing but this is asked. */
class OpenSlot implements Slot {
  readonly month: string;
  readonly place: number;
  readonly #source: Month;
  readonly #position: number;

  constructor(month: string, source: Month, position: number, place: number) {
    this.month = month;
    this.place = place;
    this.#source = source;
    this.#position = position;
  }

  get id(): string {
    return this.#source.id(this.#position);
  }

  get isShown(): boolean {
    return this.#source.isShown(this.#position);
  }

  get weight(): number {
    return this.#source.weight(this.#position);
  }

  get record(): StoryRecord {
    return this.#source.record(this.#position);
  }
}

/** Slots `from` (included) to `to` (not included) of a list, counted from its oldest. Loads only months that have some. */
export function slotsOf(catalogue: Catalogue, key: string, from: number, to: number): Slot[] {
  const all = catalogue.lists.get(ALL);
  const slots: Slot[] = [];
  for (const { number, before, slots: count } of monthsOfList(catalogue.lists.get(key))) {
    if (before >= to) break;
    if (before + count <= from) continue;
    const name = monthName(number);
    const month = catalogue.month(name);
    const first = slotsBefore(all, number);
    for (const position of month.positions(key).slice(Math.max(0, from - before), to - before))
      slots.push(new OpenSlot(name, month, position, first + position));
  }
  return slots;
}
