/** What is wrong with single story files. Pure. */
import { toDay } from "../clock.ts";
import { given } from "../given.ts";
import { groupBy } from "../group-by.ts";
import { OWN_STORY, type StoryMistake } from "../story/file/story-mistake.ts";
import { ledgerPath } from "../story/state/ledger.ts";
import type { Finding } from "./finding.ts";
import type { StoryNote } from "./read-stories.ts";

export const judgeMistakes = (mistakes: StoryMistake[]): Finding[] =>
  mistakes.map(({ path, line, what, cure, isNote }) => ({
    kind: "content",
    where: `${path}:${line}`,
    what,
    cure,
    ...given({ isNote }),
  }));

/**
 * Two files of one story, by id or by address. The first stands; of two that are the same, the other may go.
 *
 * @param isSame compares two files, by their paths: asked of twins alone
 */
export function judgeTwins(notes: StoryNote[], isSame: (path: string, other: string) => boolean): Finding[] {
  const byId = [...groupBy(notes, ({ id }) => id).values()];
  const firsts = byId.flatMap(([first]) => (first && first.address !== "-" ? [first] : []));
  const byAddress = [...groupBy(firsts, ({ address }) => address).values()];
  return [...byId, ...byAddress].flatMap(([first, ...others]) =>
    first ? others.map((other) => twinOf(first, other, isSame(first.path, other.path))) : [],
  );
}

function twinOf(first: StoryNote, other: StoryNote, isSame: boolean): Finding {
  return {
    kind: "content",
    where: other.path,
    what: isSame ? `is the same file as ${first.path}` : `is the same story as ${first.path}`,
    cure: isSame
      ? "delete it"
      : `take into the first what is worth keeping of this one, and delete this one; ${OWN_STORY}`,
    ...(isSame ? { remedy: { kind: "delete", path: other.path } } : {}),
  };
}

/**
 * Stories of days that are yet to come, day by day: a clock that ran ahead or a slip of the pen. Whatever comes meanwhile
 * stands below them, so that each night numbers pages anew, and the two days that feeds hold are counted from them.
 *
 * @param day calendar day of this run
 */
export function judgeFuture(notes: StoryNote[], day: string): Finding[] {
  const early = notes.filter(({ shared }) => toDay(shared) > day);
  return [...groupBy(early, ({ shared }) => toDay(shared))].flatMap(([shared, [first, ...others]]) => {
    if (!first) return [];
    const more = others.length > 0 ? `, and so do ${others.length} more` : "";
    return {
      kind: "content",
      where: first.path,
      what: `says that it was shared on ${shared}, which is yet to come${more}`,
      cure: `write the right instant into \`shared\`, and delete the line that ${ledgerPath(shared)} has of it: the next fetch writes that anew`,
    };
  });
}

/** Of one source so many are named. */
const NAMED = 3;

/** @param waiting ids whose articles are tried again on the next night */
export function judgeTextless(notes: StoryNote[], waiting: ReadonlySet<string>): Finding[] {
  const bare = notes.filter(
    ({ hasText, hidden, show, id }) => !hasText && !hidden && show !== "link" && !waiting.has(id),
  );
  return [...groupBy(bare, ({ source }) => source)].map(([source, group]) => {
    const paths = group.slice(-NAMED).map(({ path }) => path);
    const more = group.length > NAMED ? ", the newest of them" : "";
    return {
      kind: "content",
      where: source || "(no source)",
      what: `has ${group.length === 1 ? "a story" : `${group.length} stories`} without text${more}: ${paths.join(", ")}`,
      cure: "write or paste a text where one is missed; where its pages never give one, `show: link` says so to readers",
      isNote: true,
    };
  });
}
