/** Brings the catalogue up to the archive: only folders that changed are read, only their months made anew. */
import { dirname } from "node:path";
import { groupBy } from "../group-by.ts";
import type { LedgerLine } from "../story/ledger.ts";
import type { Removal } from "../story/removed.ts";
import { compareText } from "../story/story.ts";
import type { StoryMistake } from "../story/story-file.ts";
import { STORIES } from "../story/story-path.ts";
import { type Month, makeMonth } from "./catalogue.ts";
import type { SlugOf } from "./lists.ts";
import { emptySlot, type StoryRecord } from "./record.ts";

/** What is read of the archive, and only when asked for. */
export interface ArchiveReader {
  /** Every folder of stories. */
  folders(): Promise<string[]>;
  /** Stories of some folders, by path; those that cannot be read are mistakes. */
  readFolders(folders: string[]): Promise<{ records: StoryRecord[]; mistakes: StoryMistake[] }>;
  removals(): Removal[];
  /** Ledger of a month, `2022-01`. */
  ledger(month: string): LedgerLine[];
  /** Months that have a ledger. */
  ledgerMonths(): string[];
}

/** What the last build remembered, as far as it still counts. */
export interface Remembered {
  months: string[];
  recordsOf(month: string): StoryRecord[];
  /** Months of stories that were shared in another month than their folder says, by folder. */
  strays: ReadonlyMap<string, string[]>;
  /** Months with slots of stories that were taken away. */
  emptied: string[];
  mistakes: StoryMistake[];
  /** Whether some story of the archive has this id. */
  hasId(id: string): boolean;
}

export interface CatalogueUpdate {
  /** Months made anew; `undefined` where none of its stories is left. */
  months: Map<string, Month | undefined>;
  mistakes: StoryMistake[];
  /** Folders whose strays are known anew; an empty list where there are none. */
  strays: Map<string, string[]>;
  emptied: string[];
  /** True where everything was read. */
  whole: boolean;
}

const DUPLICATE = "is the same story as";

/** `content/stories/2022/01/18` holds what was shared in 2022-01. */
const monthOfFolder = (folder: string): string | undefined => {
  const [year, month] = folder.slice(STORIES.length + 1).split("/");
  return year && month && /^\d{4}-\d\d$/.test(`${year}-${month}`) ? `${year}-${month}` : undefined;
};

const monthOf = ({ shared }: { shared: string }): string => shared.slice(0, 7);

/** Everything, from nothing. */
export async function readWholeCatalogue(reader: ArchiveReader, slugOf: SlugOf): Promise<CatalogueUpdate> {
  const read = await reader.readFolders(await reader.folders());
  const { records, mistakes } = withoutDuplicates(read.records);
  const byMonth = groupBy(records, monthOf);
  const removals = groupBy(reader.removals(), monthOf);
  const names = new Set([...byMonth.keys(), ...removals.keys(), ...reader.ledgerMonths()]);
  const months = new Map<string, Month | undefined>();
  const emptied: string[] = [];
  for (const name of [...names].sort(compareText)) {
    const empty = emptySlots(byMonth.get(name) ?? [], removals.get(name) ?? [], reader.ledger(name));
    if (empty.length > 0) emptied.push(name);
    months.set(name, monthFrom([...(byMonth.get(name) ?? []), ...empty], slugOf));
  }
  return {
    months,
    mistakes: [...read.mistakes, ...mistakes],
    strays: straysOf(records),
    emptied,
    whole: true,
  };
}

/**
 * @param changed paths whose digest is another than last time: folders of stories, files of the ledger, removed.txt
 */
export async function updateCatalogue(
  reader: ArchiveReader,
  remembered: Remembered,
  changed: { folders: string[]; ledgerMonths: string[]; removed: boolean },
  slugOf: SlugOf,
): Promise<CatalogueUpdate> {
  if (remembered.mistakes.some(({ what }) => what.startsWith(DUPLICATE)))
    return readWholeCatalogue(reader, slugOf);
  const folders = new Set(changed.folders);
  const read = await reader.readFolders(changed.folders);
  const oldMonths = changed.folders.flatMap((folder) =>
    [monthOfFolder(folder) ?? [], remembered.strays.get(folder) ?? []].flat(),
  );
  const removals = groupBy(reader.removals(), monthOf);
  const emptied = changed.removed ? [...remembered.emptied, ...removals.keys()] : [];
  const affected = new Set([...oldMonths, ...read.records.map(monthOf), ...changed.ledgerMonths, ...emptied]);
  const known = new Set(remembered.months);
  const kept = new Map(
    [...affected].map(
      (name) => [name, known.has(name) ? remembered.recordsOf(name).filter(isStoryRecord) : []] as const,
    ),
  );
  if (hasDuplicate(read.records, [...kept.values()].flat(), folders, remembered))
    return readWholeCatalogue(reader, slugOf);

  const months = new Map<string, Month | undefined>();
  const stillEmptied = new Set(remembered.emptied.filter((name) => !affected.has(name)));
  for (const name of [...affected].sort(compareText)) {
    const stories = [
      ...(kept.get(name) ?? []).filter((record) => !folders.has(folderOf(record))),
      ...read.records.filter((record) => monthOf(record) === name),
    ];
    const empty = emptySlots(stories, removals.get(name) ?? [], reader.ledger(name));
    if (empty.length > 0) stillEmptied.add(name);
    months.set(name, monthFrom([...stories, ...empty], slugOf));
  }
  const strays = new Map(changed.folders.map((folder): [string, string[]] => [folder, []]));
  for (const [folder, names] of straysOf(read.records)) strays.set(folder, names);
  const mistakes = [
    ...remembered.mistakes.filter(({ path }) => !folders.has(dirname(path))),
    ...read.mistakes,
  ];
  return { months, mistakes, strays, emptied: [...stillEmptied].sort(compareText), whole: false };
}

const monthFrom = (records: StoryRecord[], slugOf: SlugOf): Month | undefined =>
  records.length > 0 ? makeMonth(records, slugOf) : undefined;

const folderOf = (record: StoryRecord): string => dirname(record.path ?? "");

const isStoryRecord = (record: StoryRecord): boolean => record.path !== undefined;

/** Slots of a month's stories that were taken away: remembered in removed.txt, or in the ledger without a file. */
function emptySlots(stories: StoryRecord[], removals: Removal[], ledger: LedgerLine[]): StoryRecord[] {
  const present = new Set(stories.map(({ id }) => id));
  const gone = new Map(removals.map((removal) => [removal.id, emptySlot(removal)]));
  // The ledger knows more than removed.txt: also when the story was published, which orders those shared together.
  for (const line of ledger) gone.set(line.id, emptySlot(line));
  return [...gone.values()].filter(({ id }) => !present.has(id));
}

/** Folder to months, for stories that lie in another month's folder. */
function straysOf(records: StoryRecord[]): Map<string, string[]> {
  const strays = new Map<string, Set<string>>();
  for (const record of records) {
    const folder = folderOf(record);
    if (monthOfFolder(folder) === monthOf(record)) continue;
    strays.set(folder, (strays.get(folder) ?? new Set()).add(monthOf(record)));
  }
  return new Map([...strays].map(([folder, months]) => [folder, [...months].sort(compareText)]));
}

/** Of two files of one story the first by path stands. */
function withoutDuplicates(records: StoryRecord[]): { records: StoryRecord[]; mistakes: StoryMistake[] } {
  const byId = new Map<string, StoryRecord>();
  const mistakes: StoryMistake[] = [];
  for (const record of records.toSorted((a, b) => compareText(a.path ?? "", b.path ?? ""))) {
    const first = byId.get(record.id);
    if (first === undefined) byId.set(record.id, record);
    else mistakes.push(duplicateOf(record, first));
  }
  return { records: [...byId.values()], mistakes };
}

const duplicateOf = (record: StoryRecord, first: StoryRecord): StoryMistake => ({
  path: record.path ?? "",
  line: 1,
  what: `${DUPLICATE} ${first.path}`,
  cure: "delete one of the two files",
});

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
