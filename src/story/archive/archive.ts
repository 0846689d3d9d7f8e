/** content/ as one run sees it: which stories there are, and the only hand that writes them. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withHidden, withShares, withShow, withText } from "../file/edit-story.ts";
import { readStoryFile } from "../file/read-story.ts";
import { formatStory, type ParsedStory } from "../file/story-file.ts";
import type { StoryMistake } from "../file/story-mistake.ts";
import { newStoryPath } from "../file/story-path.ts";
import { createFileWriter } from "../file/write-file.ts";
import { ERASING, formatErasing } from "../state/erasing.ts";
import { forgetInStates } from "../state/forget-stories.ts";
import { type LedgerLine, ledgerLineOf, readLedger } from "../state/ledger.ts";
import { OpenLedger } from "../state/open-ledger.ts";
import {
  formatRemoved,
  parseRemoved,
  REMOVED,
  type Removal,
  readRemovals,
  readRemovedWhole,
} from "../state/removed.ts";
import type { Show, Story } from "../story.ts";
import { type Survey, surveyArchive } from "./survey-archive.ts";

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
  /** What removed.txt names, with what somebody deleted since the last run, oldest first. */
  removals(): Removal[];
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
  /** Writes down who shared a known story by now; all else in its file stays, too. */
  share(story: Story): void;
  /** The same for what may be shown of it. */
  limit(story: Story, show: Show): void;
  /** Writes down a known story's text as it was fetched anew, with its title and origin; all else in its file stays. */
  retell(story: Story): void;
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
 * @throws ShrunkArchiveError before anything is written, and MendableError where removed.txt cannot be written anew
 */
export async function openArchive(
  root: string,
  { allowShrink, flush = true, readOnly = false }: ArchiveOptions,
): Promise<OpenArchive> {
  const ledger = new OpenLedger(await readLedger(root));
  const survey = surveyArchive(root, ledger.lines, allowShrink);
  const files = readOnly ? NO_FILES : openFiles(root, flush);
  settleOnDisk(root, survey, ledger, files);
  return archiveOf(root, survey, ledger, files);
}

/** The hand that writes: paths are below the root. */
interface Files {
  write(path: string, text: string): void;
  remove(path: string): void;
  /** In one step: a run that is killed leaves the file in one of the two places. */
  move(from: string, to: string): void;
  close(): void;
}

const NO_FILES: Files = {
  write: () => undefined,
  remove: () => undefined,
  move: () => undefined,
  close: () => undefined,
};

function openFiles(root: string, flush: boolean): Files {
  const writer = createFileWriter(join(root, WRITING), { flush, home: join(root, "content") });
  return {
    write: (path, text) => writer.write(join(root, path), text),
    remove: (path) => rmSync(join(root, path), { force: true }),
    move: (from, to) => writer.move(join(root, from), join(root, to)),
    close: () => writer.close(),
  };
}

/** Ends what killed runs began, and remembers what people did since the last one. */
function settleOnDisk(root: string, survey: Survey, ledger: OpenLedger, files: Files): void {
  // A killed merge had written down where a story went, and not yet that it went: its file knows.
  for (const { id } of ledger.doubled) {
    const parsed = parseAt(root, survey.paths.get(id));
    if (parsed?.ok) ledger.put(ledgerLineOf(parsed.story));
  }
  if (existsSync(join(root, ERASING))) {
    for (const path of survey.erasing) files.remove(path);
    files.remove(ERASING);
  }
  const { removed, forgotten } = survey.gone;
  if (removed.length > 0) files.write(REMOVED, formatRemoved(readRemovedWhole(root), removed));
  for (const line of forgotten) ledger.forget(line);
  if (forgotten.length > 0) {
    // At once and in this order: the ledger alone knows what is to be forgotten, and stories fetched again are new.
    forgetInStates(root, new Set(idsOf(forgotten)), files.write);
    ledger.save(files);
  }
  for (const line of survey.strangers) ledger.put(line);
}

const idsOf = (lines: { id: string }[]): string[] => lines.map(({ id }) => id);

/** What a file says that was there when the run began: somebody may have deleted it meanwhile. */
const parseAt = (root: string, path: string | undefined): ParsedStory | undefined =>
  path !== undefined && existsSync(join(root, path)) ? readStoryFile(root, path).parsed : undefined;

function archiveOf(
  root: string,
  { paths, seconds, gone, missing, mistakes, ...survey }: Survey,
  ledger: OpenLedger,
  files: Files,
): OpenArchive {
  const removed = new Set([...survey.removed, ...idsOf(gone.removed)]);
  const parse = (id: string): ParsedStory | undefined => parseAt(root, paths.get(id));
  const restate = (story: Story): void => ledger.putIfNews(ledgerLineOf(story));

  const freePath = (story: Story, wanted?: string): string => {
    const { shared, title, origin } = story;
    const isFree = (path: string): boolean => paths.get(origin.id) === path || !existsSync(join(root, path));
    if (wanted !== undefined && isFree(wanted)) return wanted;
    for (let number = 1; ; number++) {
      const path = newStoryPath(shared, number === 1 ? title : `${number} ${title}`, origin.id);
      if (isFree(path)) return path;
    }
  };

  /** By a change of its file, or where that cannot say it, by a new one. */
  const edit = (
    id: string,
    changed: Story,
    change: (path: string, text: string) => string | undefined,
  ): void => {
    const path = paths.get(id);
    if (path === undefined) throw new RangeError(`no story ${id}`);
    files.write(path, change(path, readFileSync(join(root, path), "utf8")) ?? formatStory(changed));
  };

  return {
    forgotten: new Set(idsOf(gone.forgotten)),
    deleted: gone.removed.length,
    mistakes,
    size: () => paths.size,
    has: (id) => paths.has(id),
    isRemoved: (id) => removed.has(id) && !paths.has(id),
    removals: () => parseRemoved(formatRemoved("", [...readRemovals(root), ...gone.removed])),
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
      const parsed = parseAt(root, path);
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
      const taken = removals.flatMap(({ id }) =>
        [paths.get(id) ?? [], seconds.get(id) ?? []].flat().map((path) => ({ id, path })),
      );
      const text = formatRemoved(readRemovedWhole(root), removals);
      if (taken.length > 0) files.write(ERASING, formatErasing(taken));
      files.write(REMOVED, text);
      for (const { path } of taken) files.remove(path);
      if (taken.length > 0) files.remove(ERASING);
      for (const { id } of removals) {
        removed.add(id);
        paths.delete(id);
        seconds.delete(id);
      }
    },
    write(story, wanted) {
      const { id } = story.origin;
      const path = paths.get(id) ?? freePath(story, wanted);
      files.write(path, formatStory(story));
      paths.set(id, path);
      restate(story);
    },
    hide: (story, hidden) =>
      edit(story.origin.id, { ...story, hidden }, (path, text) => withHidden(path, text, hidden)),
    share(story) {
      edit(story.origin.id, story, (path, text) => withShares(path, text, story.shares));
      restate(story);
    },
    limit: (story, show) =>
      edit(story.origin.id, { ...story, origin: { ...story.origin, show } }, (path, text) =>
        withShow(path, text, show),
      ),
    retell(story) {
      edit(story.origin.id, story, (path, text) => withText(path, text, story));
      restate(story);
    },
    move(story, wanted, text = formatStory(story)) {
      const { id } = story.origin;
      const path = freePath(story, wanted);
      const before = paths.get(id);
      // Not written there and taken away here: a run that is killed in between would leave two files of it.
      if (before !== undefined && before !== path) files.move(before, path);
      files.write(path, text);
      paths.set(id, path);
      restate(story);
    },
    restate,
    recall: (id) => ledger.lines.get(id),
    remember(line) {
      // Where a story that is there belongs, its file has said.
      if (!paths.has(line.id) || !ledger.lines.has(line.id)) ledger.putIfEarlier(line);
    },
    writeFile: files.write,
    removeFile: files.remove,
    saveLedger: () => ledger.save(files),
    close: files.close,
  };
}
