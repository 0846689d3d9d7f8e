/** The archive as the catalogue reads it: folder by folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { groupBy } from "../group-by.ts";
import { LEDGER, parseLedger } from "../story/ledger.ts";
import { parseRemoved, REMOVED } from "../story/removed.ts";
import { parseStory, type StoryMistake } from "../story/story-file.ts";
import { recordOf } from "./make-record.ts";
import type { StoryRecord } from "./record.ts";
import type { ArchiveReader } from "./update-catalogue.ts";

export interface ReadStories {
  records: StoryRecord[];
  mistakes: StoryMistake[];
}

/** Reads the stories of some folders; on a large archive, elsewhere than in this thread. */
export type ReadFolders = (folders: string[]) => Promise<ReadStories>;

/** @param folders of stories that there are, below the root */
export function createArchiveReader(
  root: string,
  folders: string[],
  readFolders: ReadFolders,
): ArchiveReader {
  const read = (path: string): string =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
  return {
    folders: async () => folders,
    readFolders,
    removals: () => parseRemoved(read(REMOVED)),
    ledger: (month) => parseLedger(read(`${LEDGER}/${month}.txt`)),
    ledgerMonths() {
      if (!existsSync(join(root, LEDGER))) return [];
      return readdirSync(join(root, LEDGER)).flatMap((name) => /^(\d{4}-\d\d)\.txt$/.exec(name)?.[1] ?? []);
    },
  };
}

/** In this thread. */
export function readFolders(root: string, folders: string[]): ReadStories {
  const stories: ReadStories = { records: [], mistakes: [] };
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile() && entry.name.endsWith(".md"))) {
      const path = `${folder}/${file.name}`;
      const text = readFileSync(join(root, path), "utf8");
      const parsed = parseStory(path, text);
      if (parsed.ok) stories.records.push(recordOf(path, text, parsed.story));
      else stories.mistakes.push(parsed.mistake);
    }
  }
  return stories;
}

/** Changed paths by what they are. */
export function sortChanges(paths: string[]): {
  folders: string[];
  ledgerMonths: string[];
  removed: boolean;
} {
  const kinds = groupBy(paths, (path) =>
    path === REMOVED ? "removed" : path.startsWith(`${LEDGER}/`) ? "ledger" : "folder",
  );
  return {
    folders: kinds.get("folder") ?? [],
    ledgerMonths: (kinds.get("ledger") ?? []).flatMap((path) => /(\d{4}-\d\d)\.txt$/.exec(path)?.[1] ?? []),
    removed: kinds.has("removed"),
  };
}
