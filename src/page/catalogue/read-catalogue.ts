/** The catalogue of a whole archive, month by month: no more than a few months' records are ever in memory. */
import { dirname } from "node:path";
import { groupBy } from "../../group-by.ts";
import { type StoryMistake, secondFile } from "../../story/file/story-mistake.ts";
import { STORIES, sortByPath } from "../../story/file/story-path.ts";
import type { LedgerLine } from "../../story/state/ledger.ts";
import type { Removal } from "../../story/state/removed.ts";
import { compareText, isMonth } from "../../story/story.ts";
import { type Month, makeMonth } from "./catalogue.ts";
import type { SlugOf } from "./lists.ts";
import { emptySlot, monthOf, type StoryRecord } from "./record.ts";

/** Stories of some folders, by path; those that cannot be read are mistakes. */
export interface ReadStories {
  records: StoryRecord[];
  mistakes: StoryMistake[];
}

/** What is read of the archive, and only when asked for. */
export interface ArchiveReader {
  /** Every folder of stories. */
  folders(): string[];
  readFolders(folders: string[]): Promise<ReadStories>;
  /** Part after part, in order; some are read ahead. */
  readParts(parts: string[][]): AsyncIterable<ReadStories>;
  removals(): Removal[];
  /** Ledger of a month, `2022-01`. */
  ledger(month: string): LedgerLine[];
  /** Months that have a ledger. */
  ledgerMonths(): string[];
}

export interface CatalogueUpdate {
  /** Months made anew; `undefined` where none of its stories is left. */
  months: Map<string, Month | undefined>;
  mistakes: StoryMistake[];
  /** Folders whose strays are known anew; an empty list where there are none. */
  strays: Map<string, string[]>;
  /** Months with slots of stories that were taken away. */
  emptied: string[];
  /** True where everything was read. */
  whole: boolean;
}

/** Puts a month away, and gives back what need not be put away: its counts, and the way to its records. */
export type KeepMonth = (name: string, month: Month) => Month;

/** `content/stories/2022/01/18` holds what was shared in 2022-01. */
export function monthOfFolder(folder: string): string | undefined {
  const month = folder
    .slice(STORIES.length + 1)
    .split("/", 2)
    .join("-");
  return isMonth(month) ? month : undefined;
}

export const folderOf = (record: StoryRecord): string => dirname(record.path ?? "");

export const isStoryRecord = (record: StoryRecord): boolean => record.path !== undefined;

/** Everything, from nothing. */
export async function readWholeCatalogue(
  reader: ArchiveReader,
  slugOf: SlugOf,
  keep: KeepMonth,
): Promise<CatalogueUpdate> {
  const removals = groupBy(reader.removals(), monthOf);
  const months = new Map<string, Month>();
  const emptied = new Set<string>();
  const settle = (name: string, stories: StoryRecord[]): void => {
    const empty = emptySlots(stories, removals.get(name) ?? [], reader.ledger(name));
    if (empty.length > 0) emptied.add(name);
    else emptied.delete(name);
    if (stories.length + empty.length > 0)
      months.set(name, keep(name, makeMonth([...stories, ...empty], slugOf)));
  };

  const { mistakes, strays } = await settleFolders(reader, settle);
  for (const [name, guests] of groupBy(strays, monthOf)) {
    const hosts = (months.get(name)?.records() ?? []).filter(isStoryRecord);
    settle(name, [...hosts, ...guests]);
  }
  for (const name of [...removals.keys(), ...reader.ledgerMonths()]) if (!months.has(name)) settle(name, []);
  return {
    months: new Map([...months].sort(([a], [b]) => compareText(a, b))),
    mistakes,
    strays: straysOf(strays),
    emptied: [...emptied].sort(compareText),
    whole: true,
  };
}

/** Behind every month's name. */
const LAST = "~";

/** Settles each month's own stories as soon as its folders are read; what lies in another month's folder comes last. */
async function settleFolders(
  reader: ArchiveReader,
  settle: (name: string, stories: StoryRecord[]) => void,
): Promise<{ mistakes: StoryMistake[]; strays: StoryRecord[] }> {
  const mistakes: StoryMistake[] = [];
  const strays: StoryRecord[] = [];
  const firsts = new Map<string, string>();
  // Folders of no month last: git names some of them that have no stories, and they would come first for those alone.
  const parts = [...groupBy(reader.folders(), monthOfFolder)].sort(([a = LAST], [b = LAST]) =>
    compareText(a, b),
  );
  const names = parts.map(([name]) => name).values();
  for await (const read of reader.readParts(parts.map(([, folders]) => folders))) {
    const name = names.next().value;
    // One by one: no call takes as many arguments as an archive has stories.
    for (const mistake of read.mistakes) mistakes.push(mistake);
    const stories = withoutDuplicates(read.records, firsts, mistakes);
    const own = stories.filter((record) => monthOf(record) === name);
    if (name !== undefined && own.length > 0) settle(name, own);
    for (const record of stories) if (monthOf(record) !== name) strays.push(record);
  }
  return { mistakes, strays };
}

/** Of two files of one story the first stands. `firsts`: paths met so far, by id. */
function withoutDuplicates(
  records: StoryRecord[],
  firsts: Map<string, string>,
  mistakes: StoryMistake[],
): StoryRecord[] {
  return sortByPath(records, ({ path = "" }) => path).filter(({ id, path = "" }) => {
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, path);
    else mistakes.push(secondFile(path, first));
    return first === undefined;
  });
}

/** Slots of a month's stories that were taken away: remembered in removed.txt, or in the ledger without a file. */
export function emptySlots(stories: StoryRecord[], removals: Removal[], ledger: LedgerLine[]): StoryRecord[] {
  const present = new Set(stories.map(({ id }) => id));
  const gone = new Map(removals.map((removal) => [removal.id, emptySlot(removal)]));
  // The ledger knows more than removed.txt: also when the story was published, which orders those shared together.
  for (const line of ledger) gone.set(line.id, emptySlot(line));
  return [...gone.values()].filter(({ id }) => !present.has(id));
}

/** Folder to months, for stories that lie in another month's folder. */
export function straysOf(records: StoryRecord[]): Map<string, string[]> {
  const strays = new Map<string, Set<string>>();
  for (const record of records) {
    const folder = folderOf(record);
    if (monthOfFolder(folder) === monthOf(record)) continue;
    strays.set(folder, (strays.get(folder) ?? new Set()).add(monthOf(record)));
  }
  return new Map([...strays].map(([folder, months]) => [folder, [...months].sort(compareText)]));
}
