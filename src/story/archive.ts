/** content/ as one run sees it: which stories there are, and the only hand that writes them. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ERASING, formatErasing } from "./erasing.ts";
import { forgetInStates } from "./forget-stories.ts";
import { type LedgerLine, ledgerLineOf, readLedger } from "./ledger.ts";
import { OpenLedger } from "./open-ledger.ts";
import { readStoryFile } from "./read-story.ts";
import { formatRemoved, REMOVED, type Removal, readRemoved } from "./removed.ts";
import type { Show, Story } from "./story.ts";
import { formatStory, type ParsedStory, withHidden, withShow } from "./story-file.ts";
import type { StoryMistake } from "./story-mistake.ts";
import { newStoryPath } from "./story-path.ts";
import { surveyArchive } from "./survey-archive.ts";
import { createFileWriter } from "./write-file.ts";

/** Below the root: temp files of a run. */
const WRITING = "content/.state/.writing";

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
  /** Says what may be shown of a known story; all else in its file stays, too. */
  limit(story: Story, show: Show): void;
  /** Writes a story's file at this path where it is free, in this spelling, and takes it from where it was. */
  move(story: Story, path: string, text?: string): void;
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

/**
 * Reads what there is, remembers what was taken away by hand, and adopts files that state does not know.
 *
 * @throws ShrunkArchiveError before anything is written
 */
export async function openArchive(
  root: string,
  { allowShrink, flush = true, readOnly = false }: ArchiveOptions,
): Promise<OpenArchive> {
  const ledger = new OpenLedger(await readLedger(root));
  const { paths, seconds, strangers, removed, erasing, gone, missing, mistakes } = surveyArchive(
    root,
    ledger.lines,
    allowShrink,
  );

  const writer = readOnly
    ? undefined
    : createFileWriter(join(root, WRITING), { flush, home: join(root, "content") });
  const writeFile = (path: string, text: string): void => writer?.write(join(root, path), text);
  const removeFile = (path: string): void => {
    if (!readOnly) rmSync(join(root, path), { force: true });
  };
  const restate = (story: Story): void => ledger.restate(ledgerLineOf(story));
  const saveLedger = (): void => ledger.save({ write: writeFile, remove: removeFile });

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

  /** By a change of its file, or where that cannot say it, by a new one. */
  const edit = (
    id: string,
    changed: Story,
    change: (path: string, text: string) => string | undefined,
  ): void => {
    const path = paths.get(id);
    if (path === undefined) throw new RangeError(`no story ${id}`);
    writeFile(path, change(path, readFileSync(join(root, path), "utf8")) ?? formatStory(changed));
  };

  // A killed merge had written down where a story went, and not yet that it went: its file knows.
  for (const { id } of ledger.doubled) {
    const parsed = parse(id);
    if (parsed?.ok) ledger.note(ledgerLineOf(parsed.story));
  }
  const finishErasing = (): void => {
    for (const path of erasing) removeFile(path);
    removeFile(ERASING);
  };
  if (existsSync(join(root, ERASING))) finishErasing();
  if (gone.removed.length > 0) writeFile(REMOVED, formatRemoved(readRemoved(root), gone.removed));
  for (const { id } of gone.removed) removed.add(id);
  const forgotten = new Set(gone.forgotten.map(({ id }) => id));
  for (const line of gone.forgotten) ledger.forget(line);
  if (forgotten.size > 0) {
    // At once and in this order: the ledger alone knows what is to be forgotten, and stories fetched again are new.
    forgetInStates(root, forgotten, writeFile);
    saveLedger();
  }
  for (const line of strangers) ledger.note(line);

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
      [...paths.keys()].filter((id) => ledger.lines.get(id)?.address.replace(/#.*$/, "") === address),
    at(path) {
      const parsed = existsSync(join(root, path)) ? readStoryFile(root, path).parsed : undefined;
      return parsed?.ok && paths.get(parsed.story.origin.id) === path ? parsed.story : undefined;
    },
    freePath,
    ids: () => [...paths.keys()],
    idsOfDay: (day) =>
      [...ledger.lines.values()].flatMap(({ id, shared }) =>
        shared.startsWith(day) && paths.has(id) ? id : [],
      ),
    erase(removals) {
      // A second file would bring the story back.
      const files = removals.flatMap(({ id }) =>
        [paths.get(id) ?? [], seconds.get(id) ?? []].flat().map((path) => ({ id, path })),
      );
      if (files.length > 0) writeFile(ERASING, formatErasing(files));
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
    hide: (story, hidden) =>
      edit(story.origin.id, { ...story, hidden }, (path, text) => withHidden(path, text, hidden)),
    limit: (story, show) =>
      edit(story.origin.id, { ...story, origin: { ...story.origin, show } }, (path, text) =>
        withShow(path, text, show),
      ),
    move(story, wanted, text = formatStory(story)) {
      const { id } = story.origin;
      const path = freePath(story, wanted);
      const before = paths.get(id);
      // Not written there and taken away here: a run that is killed in between would leave two files of it.
      if (before !== undefined && before !== path) writer?.move(join(root, before), join(root, path));
      writeFile(path, text);
      paths.set(id, path);
      restate(story);
    },
    restate,
    recall: (id) => ledger.lines.get(id),
    remember(line) {
      // Where a story that is there belongs, its file has said.
      if (!paths.has(line.id) || !ledger.lines.has(line.id)) ledger.remember(line);
    },
    writeFile,
    removeFile,
    saveLedger,
    close: () => writer?.close(),
  };
}
