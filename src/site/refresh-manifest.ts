/** The next manifest: what the archive is now, and which of its months are other than the last build saw. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DamagedCacheError } from "../damaged-cache-error.ts";
import type { Catalogue } from "../page/catalogue/catalogue.ts";
import { type MonthFiles, openCatalogue, writeMonth } from "../page/catalogue/catalogue-files.ts";
import { changedPaths, type Digests, storyFolders } from "../page/catalogue/digests.ts";
import { recount } from "../page/catalogue/list-counts.ts";
import type { SlugOf } from "../page/catalogue/lists.ts";
import type { Manifest } from "../page/catalogue/manifest.ts";
import { createArchiveReader, type ReadParts, sortChanges } from "../page/catalogue/read-archive.ts";
import {
  type ArchiveReader,
  type CatalogueUpdate,
  type KeepMonth,
  readWholeCatalogue,
} from "../page/catalogue/read-catalogue.ts";
import { isVisible, type StoryRecord } from "../page/catalogue/record.ts";
import { changeIds, countIds, openIds, packIds, unpackIds } from "../page/catalogue/story-ids.ts";
import { type Remembered, updateCatalogue } from "../page/catalogue/update-catalogue.ts";
import type { StoryMistake } from "../story/file/story-mistake.ts";
import { idOfPath } from "../story/file/story-path.ts";
import type { FileWriter } from "../story/file/write-file.ts";
import { readErasing } from "../story/state/erasing.ts";
import { compareText } from "../story/story.ts";
import { hashText } from "../text/hash-text.ts";

export interface RefreshInput {
  root: string;
  /** The cache. */
  folder: string;
  /** Of the catalogue, in it. */
  files: MonthFiles;
  /** As far as it still counts: of the same environment. */
  before: Manifest | undefined;
  /** The same, and also where it was made under other circumstances. */
  last: Manifest | undefined;
  digests: Digests;
  slugOf: SlugOf;
  readParts: ReadParts;
  writer: FileWriter;
}

export interface Refreshed {
  manifest: Omit<Manifest, "environment" | "pageSize" | "sources" | "health">;
  /** Months whose records differ from the last build's, oldest first. */
  changed: string[];
  /** Stories that there are, and those that are gone without a line in removed.txt. */
  stories: number;
  lost: number;
}

interface Found {
  manifest: Omit<Refreshed["manifest"], "digests" | "erasing">;
  changed: string[];
  /** Of all stories that there are, packed. */
  ids: Buffer;
  /** Ids that the last build saw or, where there was none, the ledger knows: those that may not be there any more. */
  known: string[];
}

export async function refreshManifest(input: RefreshInput): Promise<Refreshed> {
  const { root, folder, files, before, digests, slugOf, readParts, writer } = input;
  const reader = createArchiveReader(root, () => storyFolders(digests), readParts);
  const store = createMonthStore(folder, files, writer);
  const conclude = ({ manifest, changed, ids, known }: Found): Refreshed => ({
    // Asked at the end: more may be taken away by now.
    manifest: { ...manifest, mistakes: inOrder(manifest.mistakes), digests, erasing: foldersOfErasing(root) },
    changed,
    stories: countIds(ids),
    lost: countLost(ids, known, manifest.mistakes, reader),
  });
  if (!before)
    return conclude(applyWhole(input, await readWholeCatalogue(reader, slugOf, store.keep), store));
  // What a killed run was taking away lies there as it did before, or again.
  const changes = sortChanges([
    ...new Set([...changedPaths(before.digests, digests), ...before.erasing, ...foldersOfErasing(root)]),
  ]);
  const known = { ...before, ids: readIds(folder, before.ids) };
  const catalogue = openCatalogue(files, before.months, before.lists);
  const remembered = remember(before, catalogue, openIds(known.ids).has);
  const update = await updateCatalogue(reader, remembered, changes, slugOf, store.keep);
  return conclude(
    update.whole ? applyWhole(input, update, store) : applyChanges(input, known, catalogue, update, store),
  );
}

/** Whichever of them this build has found. */
const inOrder = (mistakes: StoryMistake[]): StoryMistake[] =>
  mistakes.toSorted((a, b) => compareText(a.path, b.path) || a.line - b.line);

const foldersOfErasing = (root: string): string[] => [
  ...new Set([...readErasing(root)].map((path) => dirname(path))),
];

const remember = (before: Manifest, catalogue: Catalogue, hasId: (id: string) => boolean): Remembered => ({
  months: [...before.months.keys()],
  recordsOf: (month) => catalogue.month(month).records(),
  strays: before.strays,
  emptied: before.emptied,
  mistakes: before.mistakes,
  hasId,
});

/** Where months that are made anew are put: on disk, with notes of what the manifest says of them. */
interface MonthStore {
  keep: KeepMonth;
  kept: ReadonlyMap<string, KeptMonth>;
}

interface KeptMonth {
  file: string;
  /** Of its stories. */
  ids: string[];
  /** Ids of stories that left a slot. */
  gone: string[];
  /** Paths of pinned stories. */
  pinned: string[];
  via: string[];
}

function createMonthStore(folder: string, files: MonthFiles, writer: FileWriter): MonthStore {
  const kept = new Map<string, KeptMonth>();
  return {
    kept,
    keep(name, month) {
      const file = writeMonth(folder, name, month, writer);
      const records = month.records();
      kept.set(name, {
        file,
        ids: idsOf(records),
        gone: records.filter(({ path }) => path === undefined).map(({ id }) => id),
        pinned: records.filter(isPinned).map(({ path }) => path),
        via: [...new Set(records.flatMap(({ via }) => via ?? []))],
      });
      return files.month(file);
    },
  };
}

const isPinned = (record: StoryRecord): record is StoryRecord & { path: string } =>
  record.pinned === true && record.path !== undefined && isVisible(record);

function applyWhole(
  { folder, writer, before, last }: RefreshInput,
  { months, strays, emptied, mistakes }: CatalogueUpdate,
  { kept }: MonthStore,
): Found {
  const names = [...months.keys()];
  const files = new Map(names.flatMap((name) => fileOf(kept, name)));
  const all = new Set([...names, ...(before?.months.keys() ?? [])]);
  const seen = last && idsSeen(folder, last.ids);
  const ids = packIds(names.flatMap((name) => kept.get(name)?.ids ?? []));
  return {
    manifest: {
      months: files,
      lists: recount(
        new Map(),
        [...months].map(([name, now]) => ({ name, old: undefined, now })),
      ),
      strays,
      pinned: new Map(names.flatMap((name) => pinnedOf(kept, name))),
      emptied,
      via: viaOf(kept, []),
      mistakes,
      ids: writeIds(folder, ids, writer),
    },
    changed: [...all].filter((name) => files.get(name) !== before?.months.get(name)).sort(),
    ids,
    known: seen ?? names.flatMap((name) => kept.get(name)?.gone ?? []),
  };
}

/** `undefined` where the build after the last one was killed: it may have taken the file away. */
const idsSeen = (folder: string, name: string): string[] | undefined =>
  existsSync(join(folder, name)) ? [...unpackIds(readIds(folder, name))] : undefined;

const fileOf = (kept: MonthStore["kept"], name: string): [string, string][] => {
  const file = kept.get(name)?.file;
  return file === undefined ? [] : [[name, file]];
};

const viaOf = (kept: MonthStore["kept"], before: string[]): string[] =>
  [...new Set([...before, ...[...kept.values()].flatMap(({ via }) => via)])].sort();

const pinnedOf = (kept: MonthStore["kept"], name: string): [string, string][] =>
  (kept.get(name)?.pinned ?? []).map((path) => [path, name]);

function applyChanges(
  { folder, writer }: RefreshInput,
  before: Omit<Manifest, "ids"> & { ids: Buffer },
  catalogue: Catalogue,
  update: CatalogueUpdate,
  { kept }: MonthStore,
): Found {
  const changes = [...update.months]
    .filter(([name, now]) => (now ? kept.get(name)?.file : undefined) !== before.months.get(name))
    .map(([name, now]) => ({
      name,
      old: before.months.has(name) ? catalogue.month(name) : undefined,
      now,
    }));
  const changed = new Set(changes.map(({ name }) => name));
  const still = [...before.months].filter(([name]) => !changed.has(name));
  const fresh = changes.filter(({ now }) => now).flatMap(({ name }) => fileOf(kept, name));
  const pinned = [...before.pinned].filter(([, month]) => !changed.has(month));
  const known = changes.flatMap(({ old }) => idsOf(old?.records() ?? []));
  const ids = changeIds(
    before.ids,
    known,
    changes.flatMap(({ name, now }) => (now ? (kept.get(name)?.ids ?? []) : [])),
  );
  return {
    manifest: {
      months: new Map([...still, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1))),
      lists: recount(before.lists, changes),
      strays: new Map([...before.strays, ...update.strays].filter(([, months]) => months.length > 0)),
      pinned: new Map([...pinned, ...changes.flatMap(({ name }) => pinnedOf(kept, name))]),
      emptied: update.emptied,
      via: viaOf(kept, before.via),
      mistakes: update.mistakes,
      ids: writeIds(folder, ids, writer),
    },
    changed: [...changed].sort(),
    ids,
    known,
  };
}

const idsOf = (records: readonly StoryRecord[]): string[] =>
  records.filter(({ path }) => path !== undefined).map(({ id }) => id);

/** Removed.txt names what somebody took away, and a file that cannot be read is there. */
function countLost(ids: Buffer, known: string[], mistakes: StoryMistake[], reader: ArchiveReader): number {
  const there = openIds(ids);
  const gone = new Set(known.filter((id) => !there.has(id)));
  if (gone.size > 0) for (const { id } of reader.removals()) gone.delete(id);
  for (const { path } of mistakes) gone.delete(idOfPath(path) ?? "");
  return gone.size;
}

/** A name of their content and its length. */
const nameOfIds = (packed: Buffer): string => `ids-${hashText(packed)}-${packed.length}.bin`;

/** @throws DamagedCacheError */
function readIds(folder: string, name: string): Buffer {
  const packed = readFileSync(join(folder, name));
  if (nameOfIds(packed) !== name) throw new DamagedCacheError(name);
  return packed;
}

function writeIds(folder: string, packed: Buffer, writer: FileWriter): string {
  const file = nameOfIds(packed);
  const path = join(folder, file);
  if (!existsSync(path) || !readFileSync(path).equals(packed)) writer.write(path, packed);
  return file;
}
