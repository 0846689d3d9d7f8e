/** content/removed.txt: the memory of stories that were taken away. No fetch or import brings them back. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { given } from "../../given.ts";
import { MendableError } from "../../mendable-error.ts";
import { badLine } from "../file/bad-line.ts";
import { notUtf8, type StoryMistake, tellMistake } from "../file/story-mistake.ts";
import { comparePlace, compareText, isPlace, type Placed } from "../story.ts";

/** Below the root. */
export const REMOVED = "content/removed.txt";

export interface Removal extends Placed {
  address: string;
  /** Whatever somebody wrote behind the address, from the blank before it on. */
  reason?: string;
}

/** One removal a line, `ID SHARED ADDRESS REASON`. Lines that are none, such as comments, are passed over. */
export const parseRemoved = (text: string): Removal[] =>
  text.split(/\r?\n/).flatMap((line) => parseLine(line) ?? []);

function parseLine(line: string): Removal | undefined {
  const [, id, shared, address = "", reason] = /^(\S+)\s+(\S+)(?:\s+(\S+)(\s.*)?)?$/s.exec(line.trim()) ?? [];
  return id && shared && /^[0-9a-f]{12}$/.test(id) && isPlace(shared)
    ? { id, shared, address, ...given({ reason }) }
    : undefined;
}

/** By what a line says: other than the ledger it does not say when a story was published. */
const compareRemovals = (a: Removal, b: Removal): number =>
  comparePlace({ id: a.id, shared: a.shared }, { id: b.id, shared: b.shared });

/** Of two removals of one story the earlier, with the reason that either has; of two the first in the order of texts. */
export function joinRemovals(a: Removal, b: Removal): Removal {
  const [reason] = [a.reason, b.reason].filter((text) => text !== undefined).sort(compareText);
  return { ...(compareRemovals(a, b) <= 0 ? a : b), ...given({ reason }) };
}

/** Whether a removal is told for the first time, or says more than what was told. */
export const isNews = (removal: Removal, told: Removal | undefined): boolean =>
  !told || !isSame(joinRemovals(told, removal), told);

const isSame = (a: Removal, b: Removal): boolean => compareRemovals(a, b) === 0 && a.reason === b.reason;

interface Line {
  removal: Removal;
  line: string;
}

/** What is no removal first, then removals, oldest first, each id once. What somebody wrote stays as it is. */
export function formatRemoved(before: string, added: Removal[]): string {
  const written = before.split(/\r?\n/).map((line) => ({ line, removal: parseLine(line) }));
  const words = written.flatMap(({ line, removal }) => (removal || line.trim() === "" ? [] : line));
  const byId = new Map<string, Line>();
  for (const told of [
    ...written.flatMap(({ line, removal }) => (removal ? { removal, line: line.trim() } : [])),
    ...added.map(toLine),
  ]) {
    const known = byId.get(told.removal.id);
    byId.set(told.removal.id, known ? joinLines(known, told) : told);
  }
  const lines = [...byId.values()]
    .sort((a, b) => compareRemovals(a.removal, b.removal))
    .map(({ line }) => line);
  return [...words, ...lines, ""].join("\n");
}

function joinLines(a: Line, b: Line): Line {
  const joined = joinRemovals(a.removal, b.removal);
  return [a, b].find(({ removal }) => isSame(removal, joined)) ?? toLine(joined);
}

const toLine = (removal: Removal): Line => ({ removal, line: formatLine(removal) });

const formatLine = ({ id, shared, address, reason = "" }: Removal): string =>
  `${id} ${shared} ${address}${reason}`.trim();

/** None where nothing was taken away. Reasons in a file that is no UTF-8 go nowhere until it is. @param root absolute */
export function readRemovals(root: string): Removal[] {
  const removals = parseRemoved(readRemoved(root));
  return judgeRemoved(root) ? removals.map(({ reason: _unreadable, ...removal }) => removal) : removals;
}

/** The file's text, "" where there is none. @param root absolute */
export const readRemoved = (root: string): string => readBytes(root).toString("utf8");

/** The same for whoever writes it anew. @throws MendableError where something would be lost by that */
export function readRemovedWhole(root: string): string {
  const mistake = judgeRemoved(root);
  if (mistake) throw new MendableError(tellMistake(mistake));
  return readRemoved(root);
}

/** What is wrong with the file's bytes. */
export function judgeRemoved(root: string): StoryMistake | undefined {
  const line = badLine(readBytes(root));
  return line === undefined ? undefined : notUtf8(REMOVED, line);
}

function readBytes(root: string): Buffer {
  const path = join(root, REMOVED);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}
