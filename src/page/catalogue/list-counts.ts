/** How many slots each list has in each month: from that follows which of them stand on which page. */
import { compareText } from "../../story/story.ts";

export interface ListCounts {
  slots: number;
  /** Of those, how many are shown. */
  visible: number;
  /**
   * For each month that has some, oldest first, its number (see `monthNumber`) and how many: `24264 3 24265 7`. As text,
   * since a night looks into few of a large archive's lists: see `monthsOfList`.
   */
  months: string;
}

/** A list's slots in one month. */
export interface MonthCount {
  /** See `monthNumber`. */
  number: number;
  /** Slots in the months before it. */
  before: number;
  slots: number;
}

/** Months since the year 0: `2022-01` is 24264. */
export const monthNumber = (name: string): number =>
  12 * Number(name.slice(0, 4)) + Number(name.slice(5, 7)) - 1;

export const monthName = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;

const parsed = new WeakMap<ListCounts, MonthCount[]>();

/** Months that have some of a list's slots, oldest first. */
export function monthsOfList(list: ListCounts | undefined): readonly MonthCount[] {
  if (!list) return [];
  const known = parsed.get(list) ?? parseMonths(list.months);
  parsed.set(list, known);
  return known;
}

/** By index and not by destructuring: a night comes by here a thousand times, and is over before V8 optimizes it. */
function parseMonths(text: string): MonthCount[] {
  const numbers = text.split(" ");
  const months: MonthCount[] = [];
  let before = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    const slots = Number(numbers[at + 1]);
    months.push({ number: Number(numbers[at]), before, slots });
    before += slots;
  }
  return months;
}

/** Slots of a list in the months before one. */
export function slotsBefore(list: ListCounts | undefined, number: number): number {
  const months = monthsOfList(list);
  let [low, high] = [0, months.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((months[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return months[low]?.before ?? list?.slots ?? 0;
}

/** A month's lists, as far as they are counted. */
interface Listed {
  lists(): ReadonlyMap<string, { positions: readonly unknown[]; visible: number }>;
}

export interface MonthChange {
  name: string;
  /** `undefined` where it was not there, or is there no more. */
  old: Listed | undefined;
  now: Listed | undefined;
}

/** The same counts with some months put in, replaced, or taken out. */
export function recount(
  before: ReadonlyMap<string, ListCounts>,
  changes: MonthChange[],
): Map<string, ListCounts> {
  const touched = new Map<string, Tally>();
  for (const { name, old, now } of changes) {
    const was = old?.lists();
    const is = now?.lists();
    for (const key of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const gone = was?.get(key);
      const come = is?.get(key);
      if (gone?.visible === come?.visible && gone?.positions.length === come?.positions.length) continue;
      const tally = touched.get(key) ?? tallyOf(before.get(key));
      touched.set(key, tally);
      tally.visible += (come?.visible ?? 0) - (gone?.visible ?? 0);
      tally.months.set(monthNumber(name), come?.positions.length ?? 0);
    }
  }
  const after = new Map(before);
  for (const [key, tally] of touched) {
    const counts = countsOf(tally);
    if (counts.slots > 0) after.set(key, counts);
    else after.delete(key);
  }
  return new Map([...after].sort((a, b) => compareText(a[0], b[0])));
}

/** A list that is being counted. */
interface Tally {
  visible: number;
  /** Slots by month's number; none where it has no more. */
  months: Map<number, number>;
}

const tallyOf = (list: ListCounts | undefined): Tally => ({
  visible: list?.visible ?? 0,
  months: new Map(monthsOfList(list).map(({ number, slots }) => [number, slots])),
});

function countsOf({ visible, months }: Tally): ListCounts {
  const counts = [...months].filter((count) => count[1] > 0).sort((a, b) => a[0] - b[0]);
  return {
    slots: counts.reduce((sum, count) => sum + count[1], 0),
    visible,
    months: counts.map((count) => count.join(" ")).join(" "),
  };
}
