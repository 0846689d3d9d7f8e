/** Brings the catalogue up to the archive: only folders that changed are read, only their months made anew. */
import { dirname } from "node:path";
import { groupBy } from "../../group-by.ts";
import type { StoryMistake } from "../../story/file/story-mistake.ts";
import { compareText } from "../../story/story.ts";
import { makeMonth } from "./catalogue.ts";
import type { SlugOf } from "./lists.ts";
import {
  type ArchiveReader,
  type CatalogueUpdate,
  emptySlots,
  folderOf,
  isStoryRecord,
  type KeepMonth,
  monthOfFolder,
  readWholeCatalogue,
  straysOf,
} from "./read-catalogue.ts";
import { monthOf, type StoryRecord } from "./record.ts";

/** Where more folders than this changed, an import for instance, all are read: month by month, in bounded memory. */
const MOST_FOLDERS = 400;

/** What the last build remembered, as far as it still counts. */
export interface Remembered {
  months: string[];
  recordsOf(month: string): readonly StoryRecord[];
  /** Months of stories that were shared in another month than their folder says, by folder. */
  strays: ReadonlyMap<string, string[]>;
  /** Months with slots of stories that were taken away. */
  emptied: string[];
  mistakes: StoryMistake[];
  /** Whether some story of the archive has this id. */
  hasId(id: string): boolean;
}

/** Paths whose digest is another than last time. */
export interface ArchiveChanges {
  folders: string[];
  ledgerMonths: string[];
  /** Whether removed.txt is among them. */
  removed: boolean;
}

export async function updateCatalogue(
  reader: ArchiveReader,
  remembered: Remembered,
  changed: ArchiveChanges,
  slugOf: SlugOf,
  keep: KeepMonth,
): Promise<CatalogueUpdate> {
  const folders = new Set(changed.folders);
  if (isTwinAmong(folders, remembered) || folders.size > MOST_FOLDERS)
    return readWholeCatalogue(reader, slugOf, keep);
  const read = await reader.readFolders(changed.folders);
  const removals = groupBy(reader.removals(), monthOf);
  const affected = affectedMonths(changed, read.records, remembered, removals.keys());
  const known = new Set(remembered.months);
  const before = new Map(
    affected.map((name) => [name, known.has(name) ? remembered.recordsOf(name).filter(isStoryRecord) : []]),
  );
  if (hasDuplicate(read.records, [...before.values()].flat(), folders, remembered))
    return readWholeCatalogue(reader, slugOf, keep);

  const months: CatalogueUpdate["months"] = new Map();
  const emptied = new Set(remembered.emptied.filter((name) => !before.has(name)));
  for (const [name, records] of before) {
    const stories = [
      ...records.filter((record) => !folders.has(folderOf(record))),
      ...read.records.filter((record) => monthOf(record) === name),
    ];
    const empty = emptySlots(stories, removals.get(name) ?? [], reader.ledger(name));
    if (empty.length > 0) emptied.add(name);
    const slots = [...stories, ...empty];
    months.set(name, slots.length > 0 ? keep(name, makeMonth(slots, slugOf)) : undefined);
  }
  return {
    months,
    mistakes: [...remembered.mistakes.filter(({ path }) => !folders.has(dirname(path))), ...read.mistakes],
    strays: new Map([
      ...changed.folders.map((folder): [string, string[]] => [folder, []]),
      ...straysOf(read.records),
    ]),
    emptied: [...emptied].sort(compareText),
    whole: false,
  };
}

/** Whether one of two files of a story may have changed: which of them stands is known when all are read. */
const isTwinAmong = (folders: ReadonlySet<string>, { mistakes }: Remembered): boolean =>
  mistakes.some(
    ({ path, first }) => first !== undefined && [path, first].some((one) => folders.has(dirname(one))),
  );

/** Months of the folders that changed and of what is in them now, and those whose removals changed. */
function affectedMonths(
  changed: ArchiveChanges,
  records: StoryRecord[],
  { strays, emptied }: Remembered,
  removals: Iterable<string>,
): string[] {
  const names = new Set([
    ...changed.folders.flatMap((folder) => [monthOfFolder(folder) ?? [], strays.get(folder) ?? []].flat()),
    ...records.map(monthOf),
    ...changed.ledgerMonths,
    ...(changed.removed ? [...emptied, ...removals] : []),
  ]);
  return [...names].sort(compareText);
}

/** Whether a story that was just read is in the archive a second time, under a folder that did not change. */
function hasDuplicate(
  read: StoryRecord[],
  kept: StoryRecord[],
  folders: Set<string>,
  remembered: Remembered,
): boolean {
  const replaced = new Set(kept.filter((record) => folders.has(folderOf(record))).map(({ id }) => id));
  const seen = new Set<string>();
  return read.some(({ id }) => {
    const twice = seen.has(id) || (remembered.hasId(id) && !replaced.has(id));
    seen.add(id);
    return twice;
  });
}
