/** The next manifest: what the archive is now, and which of its months are other than the last build saw. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashText } from "../hash-text.ts";
import { type Catalogue, type Month, recount } from "../page/catalogue.ts";
import { openCatalogue, openMonth, writeMonth } from "../page/catalogue-files.ts";
import { changedPaths, type Digests } from "../page/digests.ts";
import type { SlugOf } from "../page/lists.ts";
import type { Manifest } from "../page/manifest.ts";
import { createArchiveReader, type ReadParts, sortChanges } from "../page/read-archive.ts";
import { type CatalogueUpdate, type KeepMonth, readWholeCatalogue } from "../page/read-catalogue.ts";
import { isVisible, type StoryRecord } from "../page/record.ts";
import { changeIds, openIds, packIds } from "../page/story-ids.ts";
import { type Remembered, updateCatalogue } from "../page/update-catalogue.ts";
import type { FileWriter } from "../story/write-file.ts";

export interface RefreshInput {
  root: string;
  /** Of the catalogue's files. */
  folder: string;
  /** As far as it still counts: of the same environment. */
  before: Manifest | undefined;
  digests: Digests;
  slugOf: SlugOf;
  readParts: ReadParts;
  writer: FileWriter;
}

export interface Refreshed {
  manifest: Omit<Manifest, "environment" | "sources" | "health">;
  /** Months whose records differ from the last build's, oldest first. */
  changed: string[];
}

export async function refreshManifest(input: RefreshInput): Promise<Refreshed> {
  const { root, folder, before, digests, slugOf, readParts, writer } = input;
  const folders = [...digests.keys()].filter((path) => path.startsWith("content/stories"));
  const reader = createArchiveReader(root, folders, readParts);
  const shelf = createShelf(folder, writer);
  if (!before) return applyWhole(input, await readWholeCatalogue(reader, slugOf, shelf.keep), shelf);
  const changes = sortChanges(changedPaths(before.digests, digests));
  const catalogue = openCatalogue(folder, before.months, before.lists);
  try {
    const ids = openIds(readFileSync(join(folder, before.ids)));
    const remembered = remember(before, catalogue, ids.has);
    const update = await updateCatalogue(reader, remembered, changes, slugOf, shelf.keep);
    return update.whole
      ? applyWhole(input, update, shelf)
      : applyChanges(input, before, catalogue, update, shelf);
  } finally {
    catalogue.close();
  }
}

const remember = (before: Manifest, catalogue: Catalogue, hasId: (id: string) => boolean): Remembered => ({
  months: [...before.months.keys()],
  recordsOf: (month) => catalogue.month(month).records(),
  strays: before.strays,
  emptied: before.emptied,
  mistakes: before.mistakes,
  hasId,
});

/** Where months that are made anew are put: on disk, with notes of what the manifest says of them. */
interface Shelf {
  keep: KeepMonth;
  /** By month: its file, the ids of its stories, and the paths of those that are pinned. */
  kept: ReadonlyMap<string, { file: string; ids: string[]; pinned: string[] }>;
}

function createShelf(folder: string, writer: FileWriter): Shelf {
  const kept = new Map<string, { file: string; ids: string[]; pinned: string[] }>();
  return {
    kept,
    keep(name, month) {
      const file = writeMonth(folder, name, month, writer);
      const records = month.records();
      kept.set(name, {
        file,
        ids: records.filter(({ path }) => path !== undefined).map(({ id }) => id),
        pinned: records.filter(isPinned).map(({ path }) => path),
      });
      return openMonth(join(folder, file));
    },
  };
}

const isPinned = (record: StoryRecord): record is StoryRecord & { path: string } =>
  record.pinned === true && record.path !== undefined && isVisible(record);

function applyWhole(
  { folder, digests, writer, before }: RefreshInput,
  { months, strays, emptied, mistakes }: CatalogueUpdate,
  { kept }: Shelf,
): Refreshed {
  const names = [...months.keys()];
  const files = new Map(names.flatMap((name) => fileOf(kept, name)));
  const all = new Set([...names, ...(before?.months.keys() ?? [])]);
  const ids = packIds(names.flatMap((name) => kept.get(name)?.ids ?? []));
  return {
    manifest: {
      digests,
      months: files,
      lists: recount(
        new Map(),
        [...months].map(([name, now]) => ({ name, old: undefined, now })),
      ),
      strays,
      pinned: new Map(names.flatMap((name) => pinnedOf(kept, name))),
      emptied,
      mistakes,
      ids: writeIds(folder, ids, writer),
    },
    changed: [...all].filter((name) => files.get(name) !== before?.months.get(name)).sort(),
  };
}

const fileOf = (kept: Shelf["kept"], name: string): [string, string][] => {
  const file = kept.get(name)?.file;
  return file === undefined ? [] : [[name, file]];
};

const pinnedOf = (kept: Shelf["kept"], name: string): [string, string][] =>
  (kept.get(name)?.pinned ?? []).map((path) => [path, name]);

function applyChanges(
  { folder, digests, writer }: RefreshInput,
  before: Manifest,
  catalogue: Catalogue,
  update: CatalogueUpdate,
  { kept }: Shelf,
): Refreshed {
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
  const ids = changeIds(
    readFileSync(join(folder, before.ids)),
    changes.flatMap(({ old }) => idsOf(old)),
    changes.flatMap(({ name, now }) => (now ? (kept.get(name)?.ids ?? []) : [])),
  );
  return {
    manifest: {
      digests,
      months: new Map([...still, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1))),
      lists: recount(before.lists, changes),
      strays: new Map([...before.strays, ...update.strays].filter(([, months]) => months.length > 0)),
      pinned: new Map([...pinned, ...changes.flatMap(({ name }) => pinnedOf(kept, name))]),
      emptied: update.emptied,
      mistakes: update.mistakes,
      ids: writeIds(folder, ids, writer),
    },
    changed: [...changed].sort(),
  };
}

const idsOf = (month: Month | undefined): string[] =>
  (month?.records() ?? []).filter(({ path }) => path !== undefined).map(({ id }) => id);

/** Under a name of its content. */
function writeIds(folder: string, packed: Buffer, writer: FileWriter): string {
  const file = `ids-${hashText(packed)}.bin`;
  if (!existsSync(join(folder, file))) writer.write(join(folder, file), packed);
  return file;
}
