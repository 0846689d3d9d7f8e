/** What a run finds in content/ before it writes there: which stories there are, and what became of those that were. */
import { readErasing } from "./erasing.ts";
import type { LedgerLine } from "./ledger.ts";
import { mayBeRolledBack } from "./read-rollback.ts";
import { readRemovals } from "./removed.ts";
import { type Settlement, ShrunkArchiveError, settleArchive } from "./settle-archive.ts";
import { indexStories, listFiles, type StoryIndex } from "./story-index.ts";
import { maybeMissing, type StoryMistake } from "./story-mistake.ts";

type Gone = Pick<Extract<Settlement, { kind: "settled" }>, "removed" | "forgotten">;

export interface Survey extends StoryIndex {
  /** Ids that removed.txt names. */
  removed: Set<string>;
  /** Files that a killed run was taking away. */
  erasing: string[];
  /** Stories that are no more; none where a file that cannot be read may hold some of them. */
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
  if (settlement.kind === "shrunk") throw new ShrunkArchiveError(settlement.known, settlement.gone);
  const isWaiting = waitsForUnreadable(settlement, mistakes);
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

/** A file that state does not know and that cannot be read may hold any story that is gone: until it can be, none is. */
function waitsForUnreadable(gone: Gone, mistakes: StoryMistake[]): boolean {
  const unreadable = mistakes.filter(({ first }) => first === undefined);
  const missing = idsOf(gone).length;
  if (unreadable.length === 0 || missing === 0) return false;
  mistakes.push(...unreadable.map(({ path }) => maybeMissing(path, missing)));
  return true;
}
