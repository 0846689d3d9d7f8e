/** How two catalogues differ: the last build's and the one of now. Only months that changed are looked into. Pure. */
import { compareText } from "../../story/story.ts";
import { type Catalogue, countBefore, isInMonth, recordsIn, type Slot } from "../catalogue/catalogue.ts";
import { ALL } from "../catalogue/lists.ts";
import type { StoryRecord } from "../catalogue/record.ts";
import { type Relabelled, storiesToRelabel } from "./relabelled.ts";

/** Two catalogues, and where they are to be compared. */
export interface Comparison {
  before: Catalogue;
  after: Catalogue;
  /** Months whose records differ. */
  changed: ReadonlySet<string>;
  /** Ids of stories on whose pages something else stands, as they are. */
  relabelled: ReadonlySet<string>;
  /** Those that changed, and those of the stories that are relabelled: oldest first. */
  months: string[];
}

/** @param changed months whose records differ, oldest first */
export function prepareComparison(
  before: Catalogue,
  after: Catalogue,
  changed: string[],
  relabelled: Relabelled | undefined,
): Comparison {
  const stories = storiesToRelabel(after, relabelled);
  const months = [...new Set([...changed, ...stories.months])].sort(compareText);
  return { before, after, changed: new Set(changed), relabelled: stories.ids, months };
}

/** How the slots of one list differ. */
export interface ListDiff {
  /** Places of single slots with other content. */
  places: number[];
  /** From here on everything stands elsewhere, or is new. */
  movedFrom?: number;
  /** Whether it may be called by another name, which all its pages have. */
  isRenamed: boolean;
}

/** How lists differ, by key, sorted. */
export function diffLists({ before, after, changed, relabelled, months }: Comparison): Map<string, ListDiff> {
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
export function isReordered(before: Catalogue, after: Catalogue, name: string): boolean {
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

/** Whether the last build saw a story as it is, and all that pages say of it. */
export type IsSame = (slot: Pick<Slot, "month" | "id" | "record">) => boolean;

/** Known at once of a story whose month did not change. */
export function sameAsIn({ before, changed, relabelled }: Comparison): IsSame {
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
