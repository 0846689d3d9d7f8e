/** What a run finds in content/ before it writes there: which stories there are, and what became of those that were. */
import { maybeMissing, type StoryMistake } from "../file/story-mistake.ts";
import { readErasing } from "../state/erasing.ts";
import type { LedgerLine } from "../state/ledger.ts";
import { readRemovals, readRemovedWhole } from "../state/removed.ts";
import { mayBeRolledBack } from "./read-rollback.ts";
import { type Settlement, ShrunkArchiveError, settleArchive } from "./settle-archive.ts";
import { indexStories, listFiles, type StoryIndex } from "./story-index.ts";
import { whyMissing } from "./why-missing.ts";

type Gone = Pick<Extract<Settlement, { kind: "settled" }>, "removed" | "forgotten">;

export interface Survey extends StoryIndex {
  /** Ids that removed.txt names. */
  removed: Set<string>;
  /** Files that a killed run was taking away. */
  erasing: string[];
  /** Stories that are no more; none where a file that cannot be read, or is not checked out, may hold some of them. */
  gone: Gone;
  /** Ids of those that such a file may hold. */
  missing: ReadonlySet<string>;
  mistakes: StoryMistake[];
}

const NOTHING: Gone = { removed: [], forgotten: [] };

/**
 * @param known what the ledger says, by story id
 * @throws ShrunkArchiveError
 */
export function surveyArchive(
  root: string,
  known: ReadonlyMap<string, LedgerLine>,
  allowShrink: boolean,
): Survey {
  const removed = new Set(readRemovals(root).map(({ id }) => id));
  const { stories, mistakes } = listFiles(root);
  const begun = readErasing(root);
  const left = stories.filter((path) => !begun.has(path));
  const index = indexStories(root, left, known, removed, mistakes);
  const living = [...known.values()].filter(({ id }) => !removed.has(id));
  const settlement = settleArchive(living, index.paths, allowShrink, (gone) => mayBeRolledBack(root, gone));
  // What it says of stories that are gone may be unreadable, too, as where it became UTF-16.
  if (settlement.kind === "shrunk" || idsOf(settlement).length > 0) readRemovedWhole(root);
  if (settlement.kind === "shrunk")
    throw new ShrunkArchiveError(settlement.known, settlement.gone, whyMissing(root, mistakes));
  const isWaiting = waitsForFiles(root, settlement, mistakes);
  return {
    ...index,
    removed,
    erasing: stories.filter((path) => begun.has(path)),
    gone: isWaiting ? NOTHING : settlement,
    missing: new Set(isWaiting ? idsOf(settlement) : []),
    mistakes,
  };
}

const idsOf = ({ removed, forgotten }: Gone): string[] => [...removed, ...forgotten].map(({ id }) => id);

/**
 * A file that state does not know and that cannot be read may hold any story that is gone, and so may one that git left out:
 * until it can be read, none is.
 */
function waitsForFiles(root: string, gone: Gone, mistakes: StoryMistake[]): boolean {
  const missing = idsOf(gone).length;
  if (missing === 0) return false;
  const causes = whyMissing(root, mistakes);
  const news = causes.map((cause) => (mistakes.includes(cause) ? maybeMissing(cause.path, missing) : cause));
  mistakes.push(...news);
  return causes.length > 0;
}
