/** Compares what state remembers with the files that are there: taken away, rolled back, or a broken checkout. */
import { MendableError } from "../../mendable-error.ts";
import { type StoryMistake, tellMistake } from "../file/story-mistake.ts";
import type { LedgerLine } from "../state/ledger.ts";

/** A run that finds more than this part of the known stories gone, and at least so many, does nothing. */
const MOST_GONE = 0.05;
const LEAST_GONE = 20;

/** Causes that are told one by one. */
const MOST_TOLD = 5;

/** Thrown where content/ lost more than anybody takes away in a day. */
export class ShrunkArchiveError extends MendableError {
  override name = "ShrunkArchiveError";

  /** @param causes what they may be behind */
  constructor(known: number, gone: number, causes: StoryMistake[]) {
    const told = causes.slice(0, MOST_TOLD).map((cause) => `\n  ${tellMistake(cause)}`);
    const more = causes.length > MOST_TOLD ? `\n  and ${causes.length - MOST_TOLD} more` : "";
    super(
      `${gone} of ${known} known stories are missing from content/: nothing was changed. ` +
        "Restore the checkout, or run again with --allow-shrink if they were deleted on purpose." +
        (causes.length > 0 ? ` They may lie behind:${told.join("")}${more}` : ""),
    );
  }
}

/** Whether more is gone than anybody takes away in a day: the checkout lost it. */
const isShrunk = (known: number, gone: number): boolean => gone >= LEAST_GONE && gone > known * MOST_GONE;

/** @throws ShrunkArchiveError */
export function refuseShrunk(known: number, gone: number, causes: () => StoryMistake[]): void {
  if (isShrunk(known, gone)) throw new ShrunkArchiveError(known, gone, causes());
}

export type Settlement =
  /** More is gone than anybody takes away in a day. */
  | { kind: "shrunk"; known: number; gone: number }
  /**
   * `removed`: taken away by hand, to be remembered in removed.txt. `forgotten`: the newest stories, all of them
   * from some run on: content is older than state, so that state must forget them and feeds be asked again.
   */
  | { kind: "settled"; removed: LedgerLine[]; forgotten: LedgerLine[] };

/**
 * @param known every story that state remembers and removed.txt does not name
 * @param present ids of the stories whose files are there
 * @param mayBeRolledBack whether the newest stories, all of which are gone, may be so without anybody's wish
 */
export function settleArchive(
  known: LedgerLine[],
  present: Pick<ReadonlySet<string>, "has">,
  allowShrink: boolean,
  mayBeRolledBack: (gone: LedgerLine[]) => boolean,
): Settlement {
  const gone = known.filter((line) => !present.has(line.id));
  if (gone.length === 0) return { kind: "settled", removed: [], forgotten: [] };
  if (isShrunk(known.length, gone.length) && !allowShrink)
    return { kind: "shrunk", known: known.length, gone: gone.length };
  const newest = known.reduce(
    (latest, { id, shared }) => (present.has(id) && shared > latest ? shared : latest),
    "",
  );
  const after = gone.filter((line) => line.shared > newest);
  // One story alone at the top is far more often deleted than rolled back.
  if (after.length < 2 || newest === "" || allowShrink || !mayBeRolledBack(after))
    return { kind: "settled", removed: gone, forgotten: [] };
  return { kind: "settled", removed: gone.filter((line) => line.shared <= newest), forgotten: after };
}
