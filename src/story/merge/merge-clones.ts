/** Takes other clones' stories and state into an archive, in any order with the same result. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type OpenArchive, openArchive } from "../archive/archive.ts";
import { ShrunkArchiveError } from "../archive/settle-archive.ts";
import { spellStory } from "../file/edit-story.ts";
import { isSameFile, readStoryFile } from "../file/read-story.ts";
import type { StoryMistake } from "../file/story-mistake.ts";
import { formatLedger, type LedgerLine, ledgerLineOf, readLedger } from "../state/ledger.ts";
import type { BrokenState } from "../state/read-states.ts";
import {
  formatRemoved,
  isNews,
  joinRemovals,
  REMOVED,
  type Removal,
  readRemovals,
  readRemovedWhole,
} from "../state/removed.ts";
import { comparePlace, compareText } from "../story.ts";
import { type FollowedFeeds, type MergedVersion, mergeVersions, type Version } from "./merge-versions.ts";
import { placeStates } from "./place-states.ts";

export interface MergeReport {
  added: number;
  updated: number;
  /** Stories that were taken away elsewhere, and are now here too. */
  removed: number;
  /** Stories of which two people wrote something differently: below the root, with what it was. */
  conflicts: { path: string; parts: string[] }[];
  mistakes: StoryMistake[];
  broken: BrokenState[];
}

export interface MergeOptions {
  root: string;
  /** Roots of the other clones. */
  clones: string[];
  archive: OpenArchive;
  feeds: FollowedFeeds;
}

/** Stories come before the state that stands for them: a merge that was killed is finished by running it again. */
export async function mergeClones(options: MergeOptions): Promise<MergeReport> {
  const { root, clones, archive } = options;
  const report: MergeReport = { added: 0, updated: 0, removed: 0, conflicts: [], mistakes: [], broken: [] };
  const removals = new Map<string, Removal>();
  const restored = restoredIn(root, archive);
  for (const clone of clones) await collectRemovals(clone, removals, restored);
  takeRemovals(removals, restored, options, report);
  const versions = new Map<string, StoredVersion[]>();
  for (const clone of clones) await collectVersions(clone, restored, options, versions, report);
  takeAllVersions(versions, options, report);
  for (const clone of clones) await takeLedger(clone, archive);
  archive.saveLedger();
  report.broken.push(...placeStates(options));
  return report;
}

/** What a clone remembers; of a story that did not come along, as of one that it cannot read, it proves nothing here. */
async function takeLedger(clone: string, archive: OpenArchive): Promise<void> {
  for (const line of await readLedger(clone))
    if (archive.has(line.id) || archive.isRemoved(line.id)) archive.remember(line);
}

/** Stories that removed.txt names and that are there all the same: somebody put them back. */
const restoredIn = (root: string, archive: OpenArchive): Set<string> =>
  new Set(readRemovals(root).flatMap(({ id }) => (archive.has(id) ? id : [])));

/** What a clone remembers as taken away, also by hand since its last run; of two removals of one story the earlier. */
async function collectRemovals(
  clone: string,
  removals: Map<string, Removal>,
  restored: Set<string>,
): Promise<void> {
  const { theirs, isShrunk } = await openClone(clone);
  // Where a clone lost more than anybody takes away in a day, nobody did.
  const ledger = isShrunk ? [] : await readLedger(clone);
  try {
    for (const id of restoredIn(clone, theirs)) restored.add(id);
    const byHand = ledger.filter(({ id }) => theirs.isRemoved(id));
    for (const removal of [...readRemovals(clone), ...byHand]) {
      const told = removals.get(removal.id);
      removals.set(removal.id, told ? joinRemovals(told, removal) : removal);
    }
  } finally {
    theirs.close();
  }
}

async function openClone(clone: string): Promise<{ theirs: OpenArchive; isShrunk: boolean }> {
  const open = (allowShrink: boolean): Promise<OpenArchive> =>
    openArchive(clone, { allowShrink, readOnly: true });
  try {
    return { theirs: await open(false), isShrunk: false };
  } catch (error) {
    if (!(error instanceof ShrunkArchiveError)) throw error;
    return { theirs: await open(true), isShrunk: true };
  }
}

/** What a clone took away goes here too, unless somebody put it back anywhere: of that the memory alone comes. */
function takeRemovals(
  removals: ReadonlyMap<string, Removal>,
  restored: ReadonlySet<string>,
  { root, archive }: MergeOptions,
  report: MergeReport,
): void {
  const ours = new Map(readRemovals(root).map((removal) => [removal.id, removal]));
  const fresh = [...removals.values()].filter((removal) => isNews(removal, ours.get(removal.id)));
  const gone = fresh.filter(({ id }) => !restored.has(id));
  report.removed = gone.filter(({ id }) => archive.has(id)).length;
  if (gone.length > 0) archive.erase(gone);
  const back = fresh.filter(({ id }) => restored.has(id));
  if (back.length > 0) archive.writeFile(REMOVED, formatRemoved(readRemovedWhole(root), back));
}

/** Where a clone's version of a story lies: together their texts would not fit into memory. */
interface StoredVersion {
  clone: string;
  path: string;
}

/** A clone's stories that are other than ours, by id. */
async function collectVersions(
  clone: string,
  restored: ReadonlySet<string>,
  { root, archive }: MergeOptions,
  versions: Map<string, StoredVersion[]>,
  report: MergeReport,
): Promise<void> {
  const { theirs } = await openClone(clone);
  theirs.close();
  const tell = (mistake: StoryMistake): unknown =>
    report.mistakes.push({ ...mistake, path: join(clone, mistake.path) });
  for (const mistake of theirs.mistakes) if (!mistake.isNote) tell(mistake);
  for (const id of theirs.ids()) {
    const path = theirs.pathOf(id) ?? "";
    // Most files are: to compare them takes a fifth of the time that to read what they say takes.
    const isAsOurs = archive.pathOf(id) === path && isSameFile(join(root, path), join(clone, path));
    if (isAsOurs && isSameLine(archive.recall(id), theirs.recall(id))) continue;
    const parsed = theirs.parse(id);
    if (!parsed?.ok) {
      if (parsed && theirs.mistakes.every((told) => told.path !== path)) tell(parsed.mistake);
      continue;
    }
    const { story } = parsed;
    if ((archive.isRemoved(id) || archive.isMissing(id)) && !restored.has(id)) continue;
    if (isAsOurs) {
      // A merge that was killed had not come to the ledger.
      archive.restate(story);
      continue;
    }
    const ours = archive.parse(id);
    if (ours && !ours.ok) {
      // What somebody wrote there is not lost: until it can be read, the file stays as it is.
      if (report.mistakes.every((told) => told.path !== ours.mistake.path))
        report.mistakes.push(ours.mistake);
      continue;
    }
    versions.set(id, [...(versions.get(id) ?? []), { clone, path }]);
  }
}

const isSameLine = (ours: LedgerLine | undefined, theirs: LedgerLine | undefined): boolean =>
  formatLedger(ours ? [ours] : []) === formatLedger(theirs ? [theirs] : []);

interface SpelledVersion extends Version {
  /** Of its file. */
  text: string;
}

function readVersion({ clone, path }: StoredVersion): SpelledVersion[] {
  // Somebody may have deleted it meanwhile.
  if (!existsSync(join(clone, path))) return [];
  const { text, parsed } = readStoryFile(clone, path);
  return parsed.ok ? [{ story: parsed.story, path, text }] : [];
}

function takeAllVersions(
  versions: Map<string, StoredVersion[]>,
  { root, archive, feeds }: MergeOptions,
  report: MergeReport,
): void {
  const waiting = new Set([...versions.keys()].sort(compareText));
  const take = (id: string): void => {
    if (!waiting.delete(id)) return;
    const path = archive.pathOf(id);
    const [ours] = path === undefined ? [] : readVersion({ clone: root, path });
    const all = [...(ours ? [ours] : []), ...(versions.get(id) ?? []).flatMap(readVersion)];
    const merged = mergeVersions(all, feeds);
    if (!merged) return;
    const holder = merged.path === path ? undefined : archive.at(merged.path);
    // It may be about to change, or to move away.
    if (holder) take(holder.origin.id);
    placeVersion(merged, { ours, texts: all.map(({ text }) => text) }, { root, archive }, report);
  };
  for (const id of waiting) take(id);
}

/** @param files of the story, before they were merged */
function placeVersion(
  merged: MergedVersion,
  { ours, texts }: { ours: SpelledVersion | undefined; texts: string[] },
  { root, archive }: Pick<MergeOptions, "root" | "archive">,
  report: MergeReport,
): void {
  const { story } = merged;
  const before = archive.pathOf(story.origin.id);
  if (before !== merged.path) clearPath(merged, root, archive);
  const path = archive.freePath(story, merged.path);
  if (merged.conflicts.length > 0) report.conflicts.push({ path, parts: merged.conflicts });
  const text = spellStory(path, story, texts);
  if (path === before && text === ours?.text) archive.restate(story);
  else {
    report[ours ? "updated" : "added"]++;
    archive.move(story, path, text);
  }
}

/** Of two stories that clones put at one path the older stays there, whichever clone is merged into the other. */
function clearPath({ story, path }: MergedVersion, root: string, archive: OpenArchive): void {
  const holder = archive.at(path);
  if (!holder || holder.origin.id === story.origin.id) return;
  if (comparePlace(ledgerLineOf(holder), ledgerLineOf(story)) <= 0) return;
  const free = archive.freePath(holder);
  archive.move(holder, free, spellStory(free, holder, [readStoryFile(root, path).text]));
}
