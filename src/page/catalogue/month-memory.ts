/** What was read of months and is kept for who asks again. Bounded: a full build walks through the whole archive. */
import type { ListInMonth } from "./catalogue.ts";
import type { StoryRecord } from "./record.ts";

/** A month that can hold the text of its records. */
interface Holder {
  hold(): void;
  release(): void;
}

/** What was read last, by month and key. When it is more than so much, all is forgotten. */
class Recent<Key, Value> {
  readonly #most: number;
  #kept = new Map<Holder, Map<Key, Value>>();
  #weight = 0;

  constructor(most: number) {
    this.#most = most;
  }

  find(month: Holder, key: Key): Value | undefined {
    return this.#kept.get(month)?.get(key);
  }

  /** @param weight what outweighs all else is not kept */
  keep(month: Holder, key: Key, value: Value, weight = 1): Value {
    if (weight > this.#most) return value;
    this.#weight += weight;
    if (this.#weight > this.#most) [this.#kept, this.#weight] = [new Map(), weight];
    const kept = this.#kept.get(month) ?? new Map<Key, Value>();
    this.#kept.set(month, kept.set(key, value));
    return value;
  }
}

/** Months whose records are held as text: a full build walks through the months, one or two at a time. */
const HELD = 4;
/** Records that are asked of one month in a row before its text is held: who lists a tag goes from month to month. */
const SINGLY = 20;

/** What the months of an archive have in memory, all together. */
export class MonthMemory {
  /** Single records, by position: a list, its head and its feeds ask for the same ones. */
  readonly singleRecords = new Recent<number, StoryRecord>(4000);
  /** Where a list stands in a month, by its key, counted by list: a page is weighed by that, and then shows it. */
  readonly positions = new Recent<string, readonly number[]>(4000);
  /** All records of a month, counted as such: of one that changed a night asks again and again, as it was and as it is. */
  readonly allRecords = new Recent<"all", readonly StoryRecord[]>(8000);
  /** All lists of a month, counted by its records. */
  readonly allLists = new Recent<"all", ReadonlyMap<string, ListInMonth>>(8000);
  #latest: Holder | undefined;
  #inRow = 0;
  readonly #holding: Holder[] = [];

  /** Called before each record that is read: a month that is asked again and again holds its text. */
  note(month: Holder): void {
    this.#inRow = month === this.#latest ? this.#inRow + 1 : 1;
    this.#latest = month;
    if (this.#inRow <= SINGLY || this.#holding.includes(month)) return;
    month.hold();
    this.#holding.push(month);
    if (this.#holding.length > HELD) this.#holding.shift()?.release();
  }
}
