/**
 * Syndicated copies: stories of one title and nearly one text under several addresses. Careful rather than complete,
 * for what is offered as one is taken away by whoever follows the advice. Pure: texts are read where a title asks.
 */
import { wordsOf } from "../article/text-words.ts";
import { groupBy } from "../group-by.ts";
import { plainText } from "../markdown/plain-text.ts";
import { comparePlace, type Placed } from "../story/story.ts";

export interface Candidate extends Placed {
  path: string;
  title: string;
  /** Canonical, or "-". */
  address: string;
}

export interface NearCopy {
  older: Candidate;
  younger: Candidate;
  /** Share of their runs of words that both have, from 0 to 1. */
  likeness: number;
}

/** Words of a run. */
const RUN = 4;
/** A shorter text is a notice, which may well be the same for two events: unless both came out in the same second. */
const LEAST_WORDS = 60;
const LEAST_AT_ONCE = 15;
const ALIKE = 0.8;
/** Shorter titles stand above many a column. */
const LEAST_TITLE = 10;
/** Days between a text and its copies elsewhere; what comes back later is a column or an anniversary. */
const ELSEWHERE = 30;
/** The same of one host: there the same words on another day are another issue. */
const SAME_HOST = 2;

/** @param bodyOf reads a story's Markdown; asked only for stories that share their title with others */
export function findNearCopies(
  candidates: Candidate[],
  bodyOf: (candidate: Candidate) => string,
): NearCopy[] {
  const groups = groupBy(candidates, ({ title }) => titleKey(title));
  groups.delete("");
  return [...groups.values()].flatMap((group) => compareAll(group, bodyOf));
}

/** Letters and digits alone, words parted by one space; "" for a title that says too little. */
function titleKey(title: string): string {
  const words =
    title
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const key = words.join(" ");
  return key.length >= LEAST_TITLE ? key : "";
}

interface Text {
  candidate: Candidate;
  runs: Set<string>;
  /** Words with digits: where dates and amounts differ, so do the stories. */
  figures: string;
}

/** Each story beside the oldest of those before it that is like it. */
function compareAll(group: Candidate[], bodyOf: (candidate: Candidate) => string): NearCopy[] {
  const isNear = (one: Candidate): boolean => group.some((other) => other !== one && areNear(one, other));
  const texts = group
    .filter(isNear)
    .toSorted(comparePlace)
    .map((candidate) => readText(candidate, bodyOf(candidate)));
  return texts.flatMap((younger, at) => {
    for (const older of texts.slice(0, at)) {
      const likeness = areNear(older.candidate, younger.candidate) ? compare(older, younger) : 0;
      if (likeness >= ALIKE) return [{ older: older.candidate, younger: younger.candidate, likeness }];
    }
    return [];
  });
}

function areNear(one: Candidate, other: Candidate): boolean {
  if (one.address === other.address) return false;
  const time = ({ published, shared }: Candidate): number => Date.parse(published ?? shared);
  const days = Math.abs(time(one) - time(other)) / 86_400_000;
  return days <= (hostOf(one) === hostOf(other) ? SAME_HOST : ELSEWHERE);
}

const hostOf = ({ address }: Candidate): string => (URL.canParse(address) ? new URL(address).host : "");

function readText(candidate: Candidate, body: string): Text {
  const words = wordsOf(plainText(body, body.length));
  const runs = new Set(words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(" ")));
  return { candidate, runs, figures: words.filter((word) => /\p{N}/u.test(word)).join(" ") };
}

const leastOf = (one: Candidate, other: Candidate): number =>
  one.published !== undefined && one.published === other.published ? LEAST_AT_ONCE : LEAST_WORDS;

function compare(one: Text, other: Text): number {
  if (one.figures !== other.figures) return 0;
  const [small, large] = one.runs.size < other.runs.size ? [one.runs, other.runs] : [other.runs, one.runs];
  // Fewer cannot be enough, whatever they are.
  if (small.size < ALIKE * large.size || small.size < leastOf(one.candidate, other.candidate)) return 0;
  let both = 0;
  for (const run of small) if (large.has(run)) both++;
  return both / (small.size + large.size - both);
}
