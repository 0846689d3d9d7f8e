/** What lies in a folder of stories: one rule for all who look into it. */
import { type Dirent, statSync } from "node:fs";

/** `linked` and `nameless` are told: a story may be behind them. Of `other` things nobody speaks. */
export type EntryKind = "story" | "folder" | "linked" | "nameless" | "other";

/**
 * Links are not followed, for they could lead outside.
 *
 * @param folder where it lies, absolute
 */
export function kindOfEntry(folder: string, entry: Dirent): EntryKind {
  const { name } = entry;
  if (name.startsWith(".")) return "other";
  if (entry.isSymbolicLink())
    return name.endsWith(".md") || mayBeFolder(`${folder}/${name}`) ? "linked" : "other";
  if (entry.isDirectory()) return isNameless(name) ? "nameless" : "folder";
  if (!name.endsWith(".md")) return "other";
  if (isNameless(name)) return "nameless";
  return entry.isFile() ? "story" : "other";
}

/**
 * Where a name is no UTF-8, or looks like one that was none: Node cannot open what it cannot name. Or where its line ends:
 * paths are listed a line each, and what stands behind would pass for another's. -1 where it is a name.
 */
export const namelessFrom = (name: string): number => name.search(/[\n\r\uFFFD]/);

const isNameless = (name: string): boolean => namelessFrom(name) >= 0;

/** Whether a link leads to a folder, or to where nobody can look. */
function mayBeFolder(link: string): boolean {
  try {
    return link.includes("\uFFFD") || (statSync(link, { throwIfNoEntry: false })?.isDirectory() ?? false);
  } catch {
    return true;
  }
}
