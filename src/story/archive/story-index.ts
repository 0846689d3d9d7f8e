/** Which story files there are, and whose they are. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { kindOfEntry } from "../file/entry-kind.ts";
import { readStoryFile } from "../file/read-story.ts";
import { linkedFile, namelessFile, type StoryMistake, secondFile } from "../file/story-mistake.ts";
import { idOfPath, STORIES, sortByPath } from "../file/story-path.ts";
import { type LedgerLine, ledgerLineOf } from "../state/ledger.ts";
import { compareText } from "../story.ts";

interface ListedFiles {
  /** In the order of `sortByPath`. */
  stories: string[];
  /** Links that a story may be behind, and names that are no UTF-8 where one may be; sorted by path. */
  mistakes: StoryMistake[];
}

/** Every file below a root that is a story's or may be. */
export function listFiles(root: string): ListedFiles {
  const listed: ListedFiles = { stories: [], mistakes: [] };
  if (existsSync(join(root, STORIES))) listFolder(root, STORIES, listed);
  listed.mistakes.sort((a, b) => compareText(a.path, b.path));
  return listed;
}

function listFolder(root: string, folder: string, listed: ListedFiles): void {
  // A folder's name ends with `/`: so sorted, all paths are.
  const names: string[] = [];
  const place = join(root, folder);
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const kind = kindOfEntry(place, entry);
    if (kind === "folder") names.push(`${entry.name}/`);
    else if (kind === "story") names.push(entry.name);
    else if (kind === "linked") listed.mistakes.push(linkedFile(`${folder}/${entry.name}`));
    else if (kind === "nameless") listed.mistakes.push(namelessFile(`${folder}/${entry.name}`));
  }
  for (const name of sortByPath(names, (name) => name)) {
    if (name.endsWith("/")) listFolder(root, `${folder}/${name.slice(0, -1)}`, listed);
    else listed.stories.push(`${folder}/${name}`);
  }
}

export interface StoryIndex {
  /** By story id. The first of two files of one story stands; the other is a mistake. */
  paths: Map<string, string>;
  /** The others, by story id. */
  seconds: Map<string, string[]>;
  /** Stories that state does not know yet. */
  strangers: LedgerLine[];
}

/**
 * @param files sorted: of two files of one story the first stands
 * @param known what state remembers, by id
 * @param removed ids that removed.txt names
 * @param mistakes what is wrong is told here
 */
export function indexStories(
  root: string,
  files: string[],
  known: ReadonlyMap<string, LedgerLine>,
  removed: ReadonlySet<string>,
  mistakes: StoryMistake[],
): StoryIndex {
  const paths = new Map<string, string>();
  const seconds = new Map<string, string[]>();
  const strangers: LedgerLine[] = [];
  const take = (id: string, path: string): void => {
    const other = paths.get(id);
    if (other === undefined) paths.set(id, path);
    else if (!isOf(id, path)) takeByItself(path);
    else if (!isOf(id, other)) {
      paths.set(id, path);
      takeByItself(other);
    } else {
      seconds.set(id, [...(seconds.get(id) ?? []), path]);
      mistakes.push(secondFile(path, other));
    }
  };
  /** By what the file itself says. */
  const takeByItself = (path: string): void => {
    const line = readStranger(root, path, mistakes);
    const id = line?.id ?? idOfPath(path);
    if (id === undefined || (!line && paths.has(id))) return;
    if (line && !known.has(id) && !paths.has(id)) strangers.push(line);
    take(id, path);
  };
  /** Whoever copies a file to begin a new one has two whose names end alike. */
  const isOf = (id: string, path: string): boolean => {
    const { parsed } = readStoryFile(root, path);
    return parsed.ok && parsed.story.origin.id === id;
  };
  for (const path of files) {
    const named = idOfPath(path);
    // A name may end like an id and be none, as a UUID does, or be a copy's of a story that is gone: where state does not
    // know of a story that is there, the file itself must say.
    if (named !== undefined && known.has(named) && !removed.has(named)) take(named, path);
    else takeByItself(path);
  }
  return { paths, seconds, strangers };
}

function readStranger(root: string, path: string, mistakes: StoryMistake[]): LedgerLine | undefined {
  const { parsed } = readStoryFile(root, path);
  if (parsed.ok) return ledgerLineOf(parsed.story);
  if (mistakes.every((told) => told.path !== path)) mistakes.push(parsed.mistake);
  return undefined;
}
