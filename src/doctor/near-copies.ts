/**
 * Syndicated copies: stories of one title and nearly one text under several addresses. Careful rather than complete,
 * for what is offered as one is taken away by whoever follows the advice. Pure: texts are read where a title asks.
 */
import { wordsOf } from "../article/dom/text-words.ts";
import { groupBy } from "../group-by.ts";
import { plainText } from "../markdown/render/plain-text.ts";
import { comparePlace, type Placed } from "../story/story.ts";
import { normalText } from "../text/normal-text.ts";

export interface Candidate extends Placed {
  path: string;
  title: string;
  /** Canonical, or "-". */
  address: string;
}

export interface NearCopy {
  /** By the day of publication: of two copies the original is worth keeping. */
  older: Candidate;
  younger: Candidate;
  /** Share of their runs of words that both have, from 0 to 1. */
  likeness: number;
}

/** Words of a run. */
const RUN = 5;
/** Runs. A shorter text is a notice, which may well be the same for two events: unless both came out in one second. */
const LEAST_RUNS = 50;
const LEAST_AT_ONCE = 15;
const ALIKE = 0.8;
/** Shorter titles stand above many a column. */
const LEAST_TITLE = 10;
const DAY = 86_400_000;
/** Between a text and its copies elsewhere; what comes back later is a column or an anniversary. */
const ELSEWHERE = 30 * DAY;
/** The same of one host: there the same words on the next day are another issue. */
const SAME_HOST = DAY / 2;

/** @param bodyOf reads a story's Markdown; asked only for stories near which another has the same title */
export function findNearCopies(
  candidates: Candidate[],
  bodyOf: (candidate: Candidate) => string,
): NearCopy[] {
  const groups = groupBy(candidates, ({ title }) => titleKey(title));
  groups.delete("");
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .flatMap((group) => compareAll(group, bodyOf));
}

/** Letters and digits alone, words parted by one space; "" for a title that says too little. */
function titleKey(title: string): string {
  const words =
    normalText(title, "NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const key = words.join(" ");
  return key.length >= LEAST_TITLE ? key : "";
}

interface Issue {
  candidate: Candidate;
  /** Milliseconds since 1970. */
  time: number;
  host: string;
  text?: Text;
}

interface Text {
  runs: Set<string>;
  /** Words with digits, each between spaces. */
  figures: string;
}

const timeOf = ({ published, shared }: Candidate): number => Date.parse(published ?? shared);

const toIssue = (candidate: Candidate): Issue => ({
  candidate,
  time: timeOf(candidate),
  host: URL.canParse(candidate.address) ? new URL(candidate.address).host : "",
});

/**
 * Each story beside the oldest of those before it that is like it. Only a month's texts are held at a time: a column
 * of many years, whose issues all have one title, costs no more than its newest ones.
 */
function compareAll(group: Candidate[], bodyOf: (candidate: Candidate) => string): NearCopy[] {
  let open: Issue[] = [];
  return group
    .toSorted((a, b) => timeOf(a) - timeOf(b) || comparePlace(a, b))
    .flatMap((candidate) => {
      const younger = toIssue(candidate);
      open = open.filter(({ time }) => younger.time - time <= ELSEWHERE);
      const copy = findOriginal(younger, open, (issue) => {
        issue.text ??= readText(bodyOf(issue.candidate));
        return issue.text;
      });
      open.push(younger);
      return copy ? [copy] : [];
    });
}

function findOriginal(younger: Issue, open: Issue[], textOf: (issue: Issue) => Text): NearCopy | undefined {
  for (const older of open) {
    if (!areNear(older, younger)) continue;
    const [one, other] = [textOf(older), textOf(younger)];
    const likeness = compare(one, other);
    if (likeness >= leastLikeness(older, younger, Math.min(one.runs.size, other.runs.size)))
      return { older: older.candidate, younger: younger.candidate, likeness };
  }
  return undefined;
}

const areNear = (older: Issue, younger: Issue): boolean =>
  older.candidate.address !== younger.candidate.address &&
  younger.time - older.time <= (older.host === younger.host ? SAME_HOST : ELSEWHERE);

/** One publisher's texts of one title may differ in the name of a town alone, and so may short ones: word for word. */
function leastLikeness(older: Issue, younger: Issue, runs: number): number {
  if (runs >= LEAST_RUNS) return older.host === younger.host ? 1 : ALIKE;
  const { published } = older.candidate;
  const isAtOnce = published !== undefined && published === younger.candidate.published;
  return isAtOnce && runs >= LEAST_AT_ONCE ? 1 : Number.POSITIVE_INFINITY;
}

function readText(body: string): Text {
  const words = wordsOf(plainText(body, body.length));
  const figures = words.filter((word) => /\p{N}/u.test(word));
  return {
    runs: new Set(words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(" "))),
    figures: ["", ...figures, ""].join(" "),
  };
}

/** 0 where dates and amounts differ, for then so do the stories; a line of credits may bring its own. */
function compare(one: Text, other: Text): number {
  if (!one.figures.includes(other.figures) && !other.figures.includes(one.figures)) return 0;
  const [small, large] = one.runs.size < other.runs.size ? [one.runs, other.runs] : [other.runs, one.runs];
  // Fewer cannot be enough, whatever they are.
  if (small.size < ALIKE * large.size) return 0;
  let both = 0;
  for (const run of small) if (large.has(run)) both++;
  return both / (small.size + large.size - both);
}
