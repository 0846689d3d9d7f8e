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

/** Whether a name is no UTF-8, or looks like one that was none: Node cannot open what it cannot name. */
const isNameless = (name: string): boolean => name.includes("\uFFFD");

/** Whether a link leads to a folder, or to where nobody can look. */
function mayBeFolder(link: string): boolean {
  try {
    return isNameless(link) || (statSync(link, { throwIfNoEntry: false })?.isDirectory() ?? false);
  } catch {
    return true;
  }
}
