/** The archive as the catalogue reads it: folder by folder. */
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { groupBy } from "../../group-by.ts";
import { kindOfEntry } from "../../story/file/entry-kind.ts";
import { readStoryFile } from "../../story/file/read-story.ts";
import { judgeFront } from "../../story/file/story-file.ts";
import { linkedFile, namelessFile } from "../../story/file/story-mistake.ts";
import { isHiddenPath, STORIES } from "../../story/file/story-path.ts";
import { readErasing } from "../../story/state/erasing.ts";
import { LEDGER, monthOfLedger, parseLedger } from "../../story/state/ledger.ts";
import { REMOVED, readRemovals } from "../../story/state/removed.ts";
import { compareText } from "../../story/story.ts";
import type { KeepFront } from "./kept-fronts.ts";
import { recordOf } from "./make-record.ts";
import type { ArchiveReader, ReadStories } from "./read-catalogue.ts";
import type { ArchiveChanges } from "./update-catalogue.ts";

/** Reads parts of the archive in order; those of a large one elsewhere than in this thread. */
export type ReadParts = (parts: string[][]) => AsyncIterable<ReadStories>;

/** @param listFolders says which folders of stories there are, below the root */
export function createArchiveReader(
  root: string,
  listFolders: () => string[],
  readParts: ReadParts,
): ArchiveReader {
  const read = (path: string): string =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
  return {
    // In one order wherever they come from: of two files of one story the first stands.
    folders: () => listFolders().sort(compareText),
    readFolders: async (some) => readFolders(root, some),
    readParts,
    removals: () => readRemovals(root),
    ledger: (month) => parseLedger(read(`${LEDGER}/${month}.txt`)),
    ledgerMonths() {
      if (!existsSync(join(root, LEDGER))) return [];
      return readdirSync(join(root, LEDGER)).flatMap((name) => monthOfLedger(name) ?? []);
    },
  };
}

/** In this thread. */
export function readFolders(root: string, folders: string[], keep?: KeepFront): ReadStories {
  const stories: ReadStories = { records: [], mistakes: [] };
  const erasing = readErasing(root);
  const links = new Map<string, boolean>();
  for (const folder of folders) {
    const place = join(root, folder);
    if (isHiddenPath(folder) || !isFolder(place) || isBehindLink(root, folder, links)) continue;
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (erasing.has(path)) continue;
      const kind = kindOfEntry(place, entry);
      if (kind === "story") readInto(stories, root, path, keep);
      else if (kind === "linked") stories.mistakes.push(linkedFile(path));
      else if (kind === "nameless") stories.mistakes.push(namelessFile(path));
    }
  }
  return stories;
}

/** Git lists the folders of the last commit, where a file may lie now. */
const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/**
 * Whether a folder is a link now, or one on the way to it: git lists the folders of the last commit.
 *
 * @param known of the folders asked for before
 */
function isBehindLink(root: string, folder: string, known: Map<string, boolean>): boolean {
  if (folder === STORIES) return false;
  const isLink =
    known.get(folder) ??
    (isBehindLink(root, dirname(folder), known) || lstatSync(join(root, folder)).isSymbolicLink());
  known.set(folder, isLink);
  return isLink;
}

function readInto(
  { records, mistakes }: ReadStories,
  root: string,
  path: string,
  keep: KeepFront | undefined,
): void {
  const { text, parsed } = readStoryFile(root, path);
  if (!parsed.ok) {
    mistakes.push(parsed.mistake);
    return;
  }
  const { story } = parsed;
  records.push(recordOf(path, text, story));
  keep?.(path, text, story);
  mistakes.push(...judgeFront(path, text, story));
}

/** Changed paths by what they are. */
export function sortChanges(paths: string[]): ArchiveChanges {
  const kinds = groupBy(paths, (path) =>
    path === REMOVED ? "removed" : path.startsWith(`${LEDGER}/`) ? "ledger" : "folder",
  );
  return {
    folders: kinds.get("folder") ?? [],
    ledgerMonths: (kinds.get("ledger") ?? []).flatMap((path) => monthOfLedger(path) ?? []),
    removed: kinds.has("removed"),
  };
}

/** Parts of the archive, read in this thread. */
export async function* readHere(root: string, parts: string[][]): AsyncGenerator<ReadStories> {
  for (const part of parts) yield readFolders(root, part);
}
