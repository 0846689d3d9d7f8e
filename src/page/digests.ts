/**
 * Knowing what changed in content/ without reading the archive. Each folder of stories has a digest; only the files of
 * a folder whose digest is another than last time are read.
 */
import { compareText } from "../story/story.ts";

/** Digests by path below the root: folders of stories, files of the ledger, removed.txt. */
export type Digests = Map<string, string>;

/** Paths whose digest differs, or that are in one of the two only, sorted. */
export function changedPaths(before: Digests, after: Digests): string[] {
  const changed = [...after].filter(([path, digest]) => before.get(path) !== digest).map(([path]) => path);
  return [...changed, ...[...before.keys()].filter((path) => !after.has(path))].sort(compareText);
}
