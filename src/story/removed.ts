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

/**
 * What is no removal first, then removals, oldest first, each id once: of two lines of one, the earlier. What somebody
 * wrote stays as it is, with any words behind an address.
 */
export function formatRemoved(before: string, added: Removal[]): string {
  const written = before.split(/\r?\n/).map((line) => ({ line, removal: parseLine(line) }));
  const words = written.flatMap(({ line, removal }) => (removal || line.trim() === "" ? [] : line));
  const latestFirst = [
    ...written.flatMap(({ line, removal }) => (removal ? { removal, line: line.trim() } : [])),
    ...added.map((removal) => ({ removal, line: formatLine(removal) })),
  ]
    .sort((a, b) => compareRemovals(a.removal, b.removal))
    .reverse();
  const lines = [...new Map(latestFirst.map((told) => [told.removal.id, told])).values()]
    .sort((a, b) => compareRemovals(a.removal, b.removal))
    .map(({ line }) => line);
  return [...words, ...lines, ""].join("\n");
}

const formatLine = ({ id, shared, address }: Removal): string => `${id} ${shared} ${address}`.trim();

/** None where nothing was taken away. @param root absolute */
export const readRemovals = (root: string): Removal[] => parseRemoved(readRemoved(root));

/** The file's text, "" where there is none. @param root absolute */
export function readRemoved(root: string): string {
  const path = join(root, REMOVED);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
