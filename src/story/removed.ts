/** content/removed.txt: the memory of stories that were taken away. No fetch or import brings them back. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { comparePlace, isPlace, type Placed } from "./story.ts";

/** Below the root. */
export const REMOVED = "content/removed.txt";

export interface Removal extends Placed {
  address: string;
}

/** One removal a line, `ID SHARED ADDRESS`. Lines that are none, such as comments, are passed over. */
export const parseRemoved = (text: string): Removal[] =>
  text.split(/\r?\n/).flatMap((line) => parseLine(line) ?? []);

function parseLine(line: string): Removal | undefined {
  const [id, shared, address] = line.trim().split(/\s+/);
  return id && shared && /^[0-9a-f]{12}$/.test(id) && isPlace(shared)
    ? { id, shared, address: address ?? "" }
    : undefined;
}

/** By what a line says: other than the ledger it does not say when a story was published. */
export const compareRemovals = (a: Removal, b: Removal): number =>
  comparePlace({ id: a.id, shared: a.shared }, { id: b.id, shared: b.shared });

/** What is no removal first, as somebody wrote it, then removals, oldest first, each id once: of two lines of one, the earlier. */
export function formatRemoved(before: string, added: Removal[]): string {
  const words = before.split(/\r?\n/).filter((line) => line.trim() !== "" && !parseLine(line));
  const latestFirst = [...parseRemoved(before), ...added].sort(compareRemovals).reverse();
  const lines = [...new Map(latestFirst.map((removal) => [removal.id, removal])).values()]
    .sort(compareRemovals)
    .map(({ id, shared, address }) => `${id} ${shared} ${address}`.trim());
  return [...words, ...lines, ""].join("\n");
}

/** None where nothing was taken away. @param root absolute */
export const readRemovals = (root: string): Removal[] => parseRemoved(readRemoved(root));

/** The file's text, "" where there is none. @param root absolute */
export function readRemoved(root: string): string {
  const path = join(root, REMOVED);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
