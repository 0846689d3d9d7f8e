/** The next manifest: what the archive is now, and which of its months are other than the last build saw. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, type Month, recount } from "../page/catalogue.ts";
import { openCatalogue, writeMonth } from "../page/catalogue-files.ts";
import type { SlugOf } from "../page/lists.ts";
import type { Manifest } from "../page/manifest.ts";
import { createArchiveReader, type ReadFolders, sortChanges } from "../page/read-archive.ts";
import { changedPaths, type Digests } from "../page/read-folders.ts";
import { hashText, isVisible, type StoryRecord } from "../page/record.ts";
import { changeIds, openIds, packIds } from "../page/story-ids.ts";
import {
  type CatalogueUpdate,
  type Remembered,
  readWholeCatalogue,
  updateCatalogue,
} from "../page/update-catalogue.ts";
import type { FileWriter } from "../story/write-file.ts";

export interface RefreshInput {
  root: string;
  /** Of the catalogue's files. */
  folder: string;
  /** As far as it still counts: of the same environment. */
  before: Manifest | undefined;
  digests: Digests;
  slugOf: SlugOf;
  readFolders: ReadFolders;
  writer: FileWriter;
}

export interface Refreshed {
  manifest: Omit<Manifest, "environment" | "sources" | "health">;
  /** Months whose records differ from the last build's, oldest first. */
  changed: string[];
}

export async function refreshManifest(input: RefreshInput): Promise<Refreshed> {
  const { root, folder, before, digests, slugOf, readFolders, writer } = input;
  const folders = [...digests.keys()].filter((path) => path.startsWith("content/stories"));
  const reader = createArchiveReader(root, folders, readFolders);
  if (!before) return applyWhole(input, await readWholeCatalogue(reader, slugOf), undefined);
  const changes = sortChanges(changedPaths(before.digests, digests));
  const catalogue = openCatalogue(folder, before.months, before.lists);
  try {
    const ids = openIds(readFileSync(join(folder, before.ids)));
    const update = await updateCatalogue(reader, remember(before, catalogue, ids.has), changes, slugOf);
    if (update.whole) return applyWhole(input, update, before);
    return applyChanges(folder, before, catalogue, digests, update, writer);
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

function applyWhole(
  { folder, digests, writer }: RefreshInput,
  update: CatalogueUpdate,
  before: Manifest | undefined,
): Refreshed {
  const files = new Map<string, string>();
  const pinned = new Map<string, string>();
  const ids: string[] = [];
  const added: { name: string; old: undefined; now: Month }[] = [];
  for (const [name, month] of update.months) {
    if (!month) continue;
    files.set(name, writeMonth(folder, name, month, writer));
    added.push({ name, old: undefined, now: month });
    for (const record of month.records()) {
      if (record.path !== undefined) ids.push(record.id);
      if (isPinned(record)) pinned.set(record.path, name);
    }
  }
  const names = new Set([...files.keys(), ...(before?.months.keys() ?? [])]);
  const { strays, emptied, mistakes } = update;
  return {
    manifest: {
      digests,
      months: files,
      lists: recount(new Map(), added),
      strays,
      pinned,
      emptied,
      mistakes,
      ids: writeIds(folder, packIds(ids), writer),
    },
    changed: [...names].filter((name) => files.get(name) !== before?.months.get(name)).sort(),
  };
}

function applyChanges(
  folder: string,
  before: Manifest,
  catalogue: Catalogue,
  digests: Digests,
  update: CatalogueUpdate,
  writer: FileWriter,
): Refreshed {
  const files = new Map(before.months);
  const pinned = new Map(before.pinned);
  const changes: { name: string; old: Month | undefined; now: Month | undefined }[] = [];
  for (const [name, now] of update.months) {
    const old = before.months.has(name) ? catalogue.month(name) : undefined;
    const file = now && writeMonth(folder, name, now, writer);
    if (file === before.months.get(name)) continue;
    changes.push({ name, old, now });
    if (file) files.set(name, file);
    else files.delete(name);
    for (const [path, month] of before.pinned) if (month === name) pinned.delete(path);
    for (const record of now?.records() ?? []) if (isPinned(record)) pinned.set(record.path, name);
  }
  const strays = new Map([...before.strays, ...update.strays].filter(([, months]) => months.length > 0));
  const idsOf = (month: Month | undefined): string[] =>
    (month?.records() ?? []).filter(({ path }) => path !== undefined).map(({ id }) => id);
  const packed = readFileSync(join(folder, before.ids));
  const ids = changeIds(
    packed,
    changes.flatMap(({ old }) => idsOf(old)),
    changes.flatMap(({ now }) => idsOf(now)),
  );
  return {
    manifest: {
      digests,
      months: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
      lists: recount(before.lists, changes),
      strays,
      pinned,
      emptied: update.emptied,
      mistakes: update.mistakes,
      ids: writeIds(folder, ids, writer),
    },
    changed: changes.map(({ name }) => name).sort(),
  };
}

const isPinned = (record: StoryRecord): record is StoryRecord & { path: string } =>
  record.pinned === true && record.path !== undefined && isVisible(record);

/** Under a name of its content. */
function writeIds(folder: string, packed: Buffer, writer: FileWriter): string {
  const file = `ids-${hashText(packed.toString("latin1"))}.bin`;
  if (!existsSync(join(folder, file))) writer.write(join(folder, file), packed);
  return file;
}
