/** Whether an input came out as its manifest entry wants it. Pure: what was fetched and built is handed in. */
import type { FeedReport } from "../../src/fetch/report-feeds.ts";
import type { BuiltStory } from "./end-to-end-site.ts";
import type { HostileInput } from "./hostile-inputs.ts";
import { NOW, TAKEN_OF_MANY } from "./hostile-run.ts";

export interface Outcome {
  feed: FeedReport;
  stories: BuiltStory[];
  /** As published. */
  document: string;
  /** Of its own run; absent where it had none. */
  seconds: number | undefined;
  /** MiB. */
  memory: number | undefined;
}

/** Of a document; docs/configuration.md says so. */
const MOST_ENTRIES = 20_000;

type Check = (input: HostileInput, outcome: Outcome) => string[];

/**
 * What is wrong with it, in words; nothing where all is well.
 *
 * @param slowness how many times slower this machine is than the limits of time are meant for
 */
export function judge(input: HostileInput, outcome: Outcome, slowness: number): string[] {
  const seconds = outcome.seconds === undefined ? undefined : outcome.seconds / slowness;
  return CHECKS.flatMap((check) => check(input, { ...outcome, seconds }));
}

const flat = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();
const unless = (holds: boolean, what: string): string[] => (holds ? [] : [what]);

const countOfItems: Check = ({ expect }, { feed, stories, document }) => {
  if (/cap, newest first/.test(String(expect.items))) return cappedItems(feed, stories, document);
  const wanted = Number(/^\d+/.exec(String(expect.items ?? ""))?.[0] ?? Number.NaN);
  return Number.isNaN(wanted)
    ? []
    : unless(stories.length === wanted, `${stories.length} stories, not ${wanted}`);
};

function cappedItems({ entries, passedOver }: FeedReport, stories: BuiltStory[], document: string): string[] {
  const dates = [...document.matchAll(/<pubDate>([^<]*)/g)].map(([, date]) => Date.parse(date ?? ""));
  const oldest = dates.sort((a, b) => a - b).at(-TAKEN_OF_MANY) ?? 0;
  const older = stories.filter(({ story }) => Date.parse(story.origin.published ?? "") < oldest);
  return [
    ...unless(entries === Math.min(dates.length, MOST_ENTRIES), `${entries} entries were read`),
    ...unless(stories.length === TAKEN_OF_MANY, `${stories.length} stories, not ${TAKEN_OF_MANY}`),
    ...unless(older.length === 0, `${older.length} of those taken are not among the newest`),
    ...unless(passedOver?.older === entries - TAKEN_OF_MANY, "those passed over are not counted"),
  ];
}

/** Text that stands in a template expression: what it would come to is "49", and "" for most. */
const literals: Check = ({ expect }, { stories }) => {
  if (!expect.literals) return [];
  const text = flat(stories.map((built) => `${built.headline} ${built.text}`).join(" "));
  return [
    ...expect.literals.flatMap((literal) =>
      unless(text.includes(flat(literal)), `"${literal}" is not on the site`),
    ),
    ...expect.literals.flatMap((literal) =>
      unless(
        stories.some(({ headline }) => flat(headline) === flat(literal)),
        `"${literal}" is no headline`,
      ),
    ),
    ...stories.flatMap(({ path, text: own }) => unless(!/(?<!\d)49(?!\d)/.test(own), `${path} says 49`)),
  ];
};

const titles: Check = ({ expect }, { stories }) => {
  const found = new Set(stories.map(({ headline }) => flat(headline)));
  const wanted = [...(expect.titles ?? []), ...(expect.title ? [expect.title] : [])];
  return wanted.flatMap((title) => unless(found.has(flat(title)), `no headline "${title}"`));
};

const words: Check = ({ expect }, { stories }) => {
  const wanted = flat(expect.text ?? "").replace(" (in this order)", "");
  return unless(
    stories.some(({ body }) => flat(body).includes(wanted)),
    `"${wanted}" stands in no story`,
  ).filter(() => expect.text !== undefined);
};

/** A failure has a stage, a cause and a sentence; where the address is a page, the sentence names its feed. */
const cleanError: Check = ({ expect }, { feed }) => {
  if (expect.error === undefined) return [];
  const said = `${feed.status} ${feed.stage} ${feed.cause}: ${feed.error}`;
  const hint = /suggest (\S+)/.exec(expect.error)?.[1] ?? "";
  const isClean = feed.status === "failed" && Boolean(feed.stage && feed.cause && feed.error?.includes(hint));
  return unless(isClean && !/\n\s+at /.test(feed.error ?? ""), said);
};

/** Where a clean error is as good, a page that was given up in time is well too: its story has the feed's words. */
const costs: Check = ({ expect, kind }, { seconds, memory, stories }) => {
  const isGivenUp = kind === "page" && stories.length === 1 && stories[0]?.story.origin.text !== "article";
  if (/clean error/.test(expect.time ?? "") && isGivenUp) return [];
  const most = Number(/under (\d+) s/.exec(expect.time ?? "")?.[1] ?? Number.POSITIVE_INFINITY);
  const room = Number(/under (\d+) MB/.exec(expect.time ?? "")?.[1] ?? Number.POSITIVE_INFINITY);
  return [
    ...unless(
      (seconds ?? 0) < most,
      `would take ${seconds?.toFixed(1)} s on an ordinary machine, not under ${most}`,
    ),
    ...unless((memory ?? 0) < room, `needed ${memory} MiB, not under ${room}`),
  ];
};

/** What holds for every story, whatever it was made of. */
const everyStory: Check = (_input, { stories }) =>
  stories.flatMap(({ path, story, original, isIsolated, documentTitle }) => [
    ...unless(original === undefined || /^https?:\/\//.test(original), `${path} leads to ${original}`),
    ...unless(isIsolated, `${path} has a headline that can turn its line around`),
    ...unless(!/[\u202a-\u202e]/.test(documentTitle), `${path} can turn the window's title around`),
    ...unless(
      !(Date.parse(story.origin.published ?? "") > NOW.getTime()),
      `${path} is of ${story.origin.published}`,
    ),
    ...unless(Buffer.byteLength(path.split("/").at(-2) ?? "") <= 255, `${path} is a long name`),
  ]);

const ownPages: Check = (_input, { stories }) =>
  unless(new Set(stories.map(({ path }) => path)).size === stories.length, "two stories share a page");

/** Of files of the machine, and of what an entity was to become. */
const leaks: Check = (_input, { stories }) =>
  stories.flatMap(({ path, text }) =>
    unless(!/root:x?:0:0|\/bin\/bash|(?:lol){50}/.test(text), `${path} shows a secret`),
  );

const CHECKS = [countOfItems, literals, titles, words, cleanError, costs, everyStory, ownPages, leaks];
