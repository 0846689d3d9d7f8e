/** content/ as one run sees it: which stories there are, and the only hand that writes them. */
import { type Dirent, existsSync, readFileSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { groupBy } from "../group-by.ts";
import { canonicalAddress } from "./address.ts";
import { forgetInStates } from "./forget-stories.ts";
import { formatLedger, LEDGER, type LedgerLine, ledgerPath, parseLedger } from "./ledger.ts";
import { mayBeRolledBack } from "./read-rollback.ts";
import { readStoryFile } from "./read-story.ts";
import { formatRemoved, parseRemoved, REMOVED, type Removal } from "./removed.ts";
import { type Settlement, ShrunkArchiveError, settleArchive } from "./settle-archive.ts";
import { comparePlace, compareText, type Story } from "./story.ts";
import { formatStory, type ParsedStory, withHidden } from "./story-file.ts";
import { linkedFile, maybeMissing, type StoryMistake, secondFile } from "./story-mistake.ts";
import { idOfPath, isHiddenPath, newStoryPath, STORIES } from "./story-path.ts";
import { createFileWriter } from "./write-file.ts";

/** Below the root: temp files of a run. */
const WRITING = "content/.state/.writing";

/** Below the root: stories that are being taken away. A story that removed.txt names and that is there was put back. */
const ERASING = "content/.state/.erasing";

export interface OpenArchive {
  /** Stories that state knew and whose files are gone with a whole night: feeds are to be asked for them again. */
  readonly forgotten: ReadonlySet<string>;
  /** Stories whose files somebody deleted since the last run: removed.txt names them from now on. */
  readonly deleted: number;
  readonly mistakes: readonly StoryMistake[];
  size(): number;
  has(id: string): boolean;
  isRemoved(id: string): boolean;
  /** Whether its story is gone, but for a file that cannot be read and may be its own. */
  isMissing(id: string): boolean;
  /** `undefined` where there is no such story, or its file cannot be read as one. */
  read(id: string): Story | undefined;
  /** What its file says, or what is wrong with it; `undefined` where there is no such story. */
  parse(id: string): ParsedStory | undefined;
  /** Below the root. */
  pathOf(id: string): string | undefined;
  /** Stories of this canonical address, whatever behind a `#` tells them apart, by path. */
  idsAt(address: string): string[];
  /** Every story's id, by path. */
  ids(): string[];
  /** Of the stories that the ledger has for a calendar day, as far as they are there. */
  idsOfDay(day: string): string[];
  /** The story whose file lies at a path; `undefined` for a second file of one. */
  at(path: string): Story | undefined;
  /** Where a story's file may lie: at the path wanted, or at one of its own where another file lies there. */
  freePath(story: Story, wanted?: string): string;
  /** Writes a new story's file, at a path of its own choice where one is given and free, or a known one's anew. */
  write(story: Story, path?: string): void;
  /** Hides a known story or shows it again; all else that somebody wrote in its file stays as it is. */
  hide(story: Story, hidden: boolean): void;
  /** Writes a story's file at this path where it is free, and takes it from where it was. */
  move(story: Story, path: string): void;
  /** Remembers a story by what its file says, where that is news. */
  restate(story: Story): void;
  /** What is remembered of a story, also of one that was taken away. */
  recall(id: string): LedgerLine | undefined;
  /** Remembers a story that there was. Of two slots of one that is no more, the earlier stands. */
  remember(line: LedgerLine): void;
  /** Takes stories away for good: their files go, removed.txt remembers them. */
  erase(removals: Removal[]): void;
  /** Any file of content/, whole or not at all. */
  writeFile(path: string, text: string): void;
  /** Takes a file of content/ away, where it is there. */
  removeFile(path: string): void;
  /** Writes down which stories there are. After the stories, before the feeds' states. */
  saveLedger(): void;
  close(): void;
}

export interface ArchiveOptions {
  /** Take it that stories which are gone were taken away on purpose, however many. */
  allowShrink: boolean;
  /** Ask the disk before each rename; off only for what can be run again, such as an import. */
  flush?: boolean;
  /** Write nothing: for a run that only says what it would do. */
  readOnly?: boolean;
}

/** Every story file below a root, sorted by path. Links are not followed: they could lead outside. */
export const listStories = async (root: string): Promise<string[]> => (await listFiles(root)).stories;

interface ListedFiles {
  stories: string[];
  /** Links: a story may be behind one. */
  links: string[];
}

async function listFiles(root: string): Promise<ListedFiles> {
  const folder = join(root, STORIES);
  if (!existsSync(folder)) return { stories: [], links: [] };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const pathOf = ({ parentPath, name }: Dirent): string =>
    join(parentPath, name)
      .slice(root.length + 1)
      .replaceAll(sep, "/");
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".md"));
  const links = entries.filter((entry) => entry.isSymbolicLink());
  return {
    stories: files
      .map(pathOf)
      .filter((path) => !isHiddenPath(path) && !path.includes("\uFFFD"))
      .sort(compareText),
    links: links.map(pathOf).filter((path) => !isHiddenPath(path)),
  };
}

/** Every story that state remembers. */
export async function readLedger(root: string): Promise<LedgerLine[]> {
  const folder = join(root, LEDGER);
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort(compareText);
  return names.flatMap((name) => parseLedger(readFileSync(join(folder, name), "utf8")));
}

export const readRemoved = (root: string): string => readIfThere(join(root, REMOVED));

const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

export const ledgerLineOf = (story: Story): LedgerLine => {
  const { id, url, address, published } = story.origin;
  const line = { id, shared: story.shared, address: address ?? (url && canonicalAddress(url)) ?? "-" };
  return published ? { ...line, published } : line;
};

/**
 * Reads what there is, remembers what was taken away by hand, and adopts files that state does not know.
 *
 * @throws ShrunkArchiveError before anything is written
 */
export async function openArchive(
  root: string,
  { allowShrink, flush = true, readOnly = false }: ArchiveOptions,
): Promise<OpenArchive> {
  const lines = await readLedger(root);
  const ledger = new Map(lines.map((line) => [line.id, line]));
  const removedText = readRemoved(root);
  const removed = new Set(parseRemoved(removedText).map(({ id }) => id));
  const erasing = new Set(readErasing(root).flatMap(({ id, path }) => (removed.has(id) ? path : [])));
  const { stories, links } = await listFiles(root);
  const mistakes: StoryMistake[] = links.map(linkedFile);
  const left = stories.filter((path) => !erasing.has(path));
  const { paths, seconds, strangers } = indexPaths(root, left, ledger, removed, mistakes);
  const known = [...ledger.values()].filter(({ id }) => !removed.has(id));
  const settlement = settleArchive(known, new Set(paths.keys()), allowShrink, (gone) =>
    mayBeRolledBack(root, gone),
  );
  if (settlement.kind === "shrunk") throw new ShrunkArchiveError(settlement.known, settlement.gone);
  const isWaiting = waitsForUnreadable(settlement, mistakes);
  const gone = isWaiting ? NOTHING : settlement;
  const missing = new Set(isWaiting ? idsOf(settlement) : []);

  const writer = readOnly
    ? undefined
    : createFileWriter(join(root, WRITING), { flush, home: join(root, "content") });
  const changedMonths = new Set<string>();
  const writeFile = (path: string, text: string): void => writer?.write(join(root, path), text);
  const removeFile = (path: string): void => {
    if (!readOnly) rmSync(join(root, path), { force: true });
  };
  const note = (line: LedgerLine): void => {
    const known = ledger.get(line.id);
    // What moves to another month leaves no slot behind in the one where it was.
    if (known) changedMonths.add(ledgerPath(known.shared));
    ledger.set(line.id, line);
    changedMonths.add(ledgerPath(line.shared));
  };

  const restate = (story: Story): void => {
    const line = ledgerLineOf(story);
    const known = ledger.get(story.origin.id);
    if (!known || formatLedger([known]) !== formatLedger([line])) note(line);
  };

  const saveLedger = (): void => {
    const byMonth =
      changedMonths.size > 0 ? groupBy(ledger.values(), ({ shared }) => ledgerPath(shared)) : new Map();
    for (const path of [...changedMonths].sort(compareText)) {
      const lines = byMonth.get(path);
      if (lines) writeFile(path, formatLedger(lines));
      else removeFile(path);
    }
    changedMonths.clear();
  };

  const freePath = (story: Story, wanted?: string): string => {
    const { shared, title, origin } = story;
    const isFree = (path: string): boolean => paths.get(origin.id) === path || !existsSync(join(root, path));
    if (wanted !== undefined && isFree(wanted)) return wanted;
    for (let number = 1; ; number++) {
      const path = newStoryPath(shared, number === 1 ? title : `${number} ${title}`, origin.id);
      if (isFree(path)) return path;
    }
  };

  const parse = (id: string): ParsedStory | undefined => {
    const path = paths.get(id);
    // Somebody may have deleted it meanwhile.
    return path !== undefined && existsSync(join(root, path)) ? readStoryFile(root, path).parsed : undefined;
  };

  const doubled = lines.filter(({ id, shared }) => ledger.get(id)?.shared !== shared);
  for (const { id, shared } of doubled) {
    // A killed merge had written down where a story went, and not yet that it went: its file knows.
    changedMonths.add(ledgerPath(shared));
    const parsed = parse(id);
    if (parsed?.ok) note(ledgerLineOf(parsed.story));
  }
  const finishErasing = (): void => {
    for (const path of erasing) removeFile(path);
    removeFile(ERASING);
  };
  if (existsSync(join(root, ERASING))) finishErasing();
  if (gone.removed.length > 0) writeFile(REMOVED, formatRemoved(removedText, gone.removed));
  for (const { id } of gone.removed) removed.add(id);
  const forgotten = new Set(gone.forgotten.map(({ id }) => id));
  for (const { id, shared } of gone.forgotten) {
    ledger.delete(id);
    changedMonths.add(ledgerPath(shared));
  }
  if (forgotten.size > 0) {
    // At once and in this order: the ledger alone knows what is to be forgotten, and stories fetched again are new.
    forgetInStates(root, forgotten, writeFile);
    saveLedger();
  }
  for (const line of strangers) note(line);

  return {
    forgotten,
    deleted: gone.removed.length,
    mistakes,
    size: () => paths.size,
    has: (id) => paths.has(id),
    isRemoved: (id) => removed.has(id) && !paths.has(id),
    isMissing: (id) => missing.has(id) && !paths.has(id),
    parse,
    read(id) {
      const parsed = parse(id);
      return parsed?.ok ? parsed.story : undefined;
    },
    pathOf: (id) => paths.get(id),
    idsAt: (address) =>
      [...paths.keys()].filter((id) => ledger.get(id)?.address.replace(/#.*$/, "") === address),
    at(path) {
      const parsed = existsSync(join(root, path)) ? readStoryFile(root, path).parsed : undefined;
      return parsed?.ok && paths.get(parsed.story.origin.id) === path ? parsed.story : undefined;
    },
    freePath,
    ids: () => [...paths.keys()],
    idsOfDay: (day) =>
      [...ledger.values()].flatMap(({ id, shared }) => (shared.startsWith(day) && paths.has(id) ? id : [])),
    erase(removals) {
      // A second file would bring the story back.
      const files = removals.flatMap(({ id }) =>
        [paths.get(id) ?? [], seconds.get(id) ?? []].flat().map((path) => ({ id, path })),
      );
      if (files.length > 0) writeFile(ERASING, JSON.stringify(files));
      writeFile(REMOVED, formatRemoved(readRemoved(root), removals));
      for (const { path } of files) removeFile(path);
      if (files.length > 0) removeFile(ERASING);
      for (const { id } of removals) {
        removed.add(id);
        paths.delete(id);
        seconds.delete(id);
      }
    },
    write(story, wanted) {
      const { id } = story.origin;
      const path = paths.get(id) ?? freePath(story, wanted);
      writeFile(path, formatStory(story));
      paths.set(id, path);
      restate(story);
    },
    hide(story, hidden) {
      const path = paths.get(story.origin.id);
      if (path === undefined) throw new RangeError(`no story ${story.origin.id}`);
      const edited = withHidden(path, readFileSync(join(root, path), "utf8"), hidden);
      writeFile(path, edited ?? formatStory({ ...story, hidden }));
    },
    move(story, wanted) {
      const { id } = story.origin;
      const path = freePath(story, wanted);
      const before = paths.get(id);
      // Not written there and taken away here: a run that is killed in between would leave two files of it.
      if (before !== undefined && before !== path) writer?.move(join(root, before), join(root, path));
      writeFile(path, formatStory(story));
      paths.set(id, path);
      restate(story);
    },
    restate,
    recall: (id) => ledger.get(id),
    remember(line) {
      const known = ledger.get(line.id);
      if (!known || (!paths.has(line.id) && comparePlace(line, known) < 0)) note(line);
    },
    writeFile,
    removeFile,
    saveLedger,
    close: () => writer?.close(),
  };
}

type Gone = Pick<Extract<Settlement, { kind: "settled" }>, "removed" | "forgotten">;

const NOTHING: Gone = { removed: [], forgotten: [] };

const idsOf = ({ removed, forgotten }: Gone): string[] => [...removed, ...forgotten].map(({ id }) => id);

/** A file that state does not know and that cannot be read may hold any story that is gone: until it can be, none is. */
function waitsForUnreadable(gone: Gone, mistakes: StoryMistake[]): boolean {
  const unreadable = mistakes.filter(({ isSecond }) => !isSecond);
  const missing = idsOf(gone).length;
  if (unreadable.length === 0 || missing === 0) return false;
  mistakes.push(...unreadable.map(({ path }) => maybeMissing(path, missing)));
  return true;
}

/** Files of stories that a killed run was taking away; only those go that removed.txt names by now. */
function readErasing(root: string): { id: string; path: string }[] {
  const text = readIfThere(join(root, ERASING));
  return text === "" ? [] : JSON.parse(text);
}

interface Index {
  /** By story id. The first of two files of one story stands; the other is a mistake. */
  paths: Map<string, string>;
  /** The others, by story id. */
  seconds: Map<string, string[]>;
  /** Stories that state does not know yet. */
  strangers: LedgerLine[];
}

function indexPaths(
  root: string,
  files: string[],
  known: ReadonlyMap<string, LedgerLine>,
  removed: ReadonlySet<string>,
  mistakes: StoryMistake[],
): Index {
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
