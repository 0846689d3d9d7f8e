/** Turns drafts into files, and tries again the articles that could not be had on nights before. */
import { toDay, toInstant } from "../clock.ts";
import type { Attempts } from "../story/feed-state.ts";
import { type Draft, withShares } from "./draft-stories.ts";
import { type Errand, retries, toErrand } from "./errands.ts";
import { runInLanes } from "./host-lanes.ts";
import type { Asked, FetchOptions } from "./night.ts";
import type { ArticleOutcome } from "./read-article.ts";
import { saveInterimState } from "./remember-feed.ts";
import type { ArticleCounts } from "./report-feeds.ts";

/** Nights on which an article is tried before the feed's text stands for good. */
const ARTICLE_NIGHTS = 5;

/** Articles begun for each request that may go on: most of them wait for their host's pause to end. */
const BEGUN_PER_REQUEST = 4;

export async function keepStories(
  asked: Asked[],
  drafts: Draft[],
  options: FetchOptions,
): Promise<ArticleCounts> {
  const { archive } = options;
  const counts: ArticleCounts = {
    added: 0,
    updated: 0,
    extracted: 0,
    fromFeed: 0,
    failed: 0,
    postponed: 0,
    causes: {},
  };
  for (const draft of drafts.filter(({ id }) => archive.has(id)))
    counts.updated += shareAgain(draft, options);

  const byFeed = new Map(asked.map((one) => [one.settings.url, one]));
  const errands = [
    ...drafts.filter(({ id }) => !archive.has(id)).flatMap((draft) => toErrand(draft, byFeed, options)),
    ...asked.flatMap((one) => retries(one, options)),
  ];
  options.progress.phase("articles", errands.length);
  await runErrands(errands, options, counts);
  return counts;
}

/** What cannot be written, on a full disk for instance, ends the night: no errand is begun any more, none is cut off. */
async function runErrands(errands: Errand[], options: FetchOptions, counts: ArticleCounts): Promise<void> {
  const { concurrency, perHost } = options.settings.network;
  const lanes = { laneOf, concurrency: concurrency * BEGUN_PER_REQUEST, perLane: perHost };
  const open = new Set(errands);
  const broken: unknown[] = [];
  await runInLanes(errands, lanes, async (errand) => {
    if (broken.length > 0) return;
    await runErrand(errand, open, options, counts).catch((error: unknown) => broken.push(error));
    open.delete(errand);
    options.progress.step();
  });
  if (broken.length > 0) throw broken[0];
}

/** Its page's host; where there is none, its feed, whose stories' pictures are often on one host. */
const laneOf = ({ link, asked }: Errand): string =>
  link !== undefined && URL.canParse(link) ? new URL(link).host : asked.settings.url;

function shareAgain(draft: Draft, { archive }: FetchOptions): number {
  const story = archive.read(draft.id);
  const shared = story && withShares(story, draft.shares);
  if (!shared) return 0;
  archive.write(shared);
  return 1;
}

async function runErrand(
  errand: Errand,
  open: ReadonlySet<Errand>,
  options: FetchOptions,
  counts: ArticleCounts,
): Promise<void> {
  const { client, workers, settings, isOver, archive } = options;
  const { asked, id } = errand;
  const timeout = settings.network.timeout;
  const { text, outcome } = await errand.read({
    client,
    timeout,
    isOver,
    compose: (input) => workers.compose(input),
  });
  const wasWaiting = id in asked.state.articles;
  noteOutcome(errand, outcome, toDay(toInstant(options.now)), counts);
  if (!wasWaiting && id in asked.state.articles) {
    if (outcome === "postponed") postpone(asked, open);
    // Before the story: were the run killed between the two, nobody would try its article again.
    saveInterimState(asked, archive);
  }
  const kept = errand.keep(text);
  if (kept !== "same") counts[kept]++;
}

/** No article is begun any more: those of a feed are written down together, not with a file for each. */
function postpone(asked: Asked, open: ReadonlySet<Errand>): void {
  const later = [...open].filter((errand) => errand.asked === asked && errand.link !== undefined);
  const articles = Object.fromEntries(later.map(({ id }) => [id, []]));
  asked.state = { ...asked.state, articles: { ...articles, ...asked.state.articles } };
}

/** Failures are counted by day in the feed's state; what was not begun waits there too. */
function noteOutcome(
  { asked, id, isRetry }: Errand,
  outcome: ArticleOutcome,
  day: string,
  counts: ArticleCounts,
): void {
  const { [id]: known, ...others } = asked.state.articles;
  // What is tried once more all the same is a story that had been taken away: it begins anew.
  const before = known === undefined || known === "settled" ? [] : known;
  const remember = (attempts: Attempts): void => {
    asked.state = { ...asked.state, articles: { ...others, [id]: attempts } };
  };
  if (typeof outcome === "object") {
    counts.failed++;
    counts.causes[outcome.cause] = (counts.causes[outcome.cause] ?? 0) + 1;
    const days = before.includes(day) ? before : [...before, day];
    remember(days.length < ARTICLE_NIGHTS ? days : "settled");
  } else if (outcome === "postponed") {
    counts.postponed++;
    remember(before);
  } else {
    // That a story has its article, it says itself.
    if (outcome === "fromFeed" && isRetry) remember("settled");
    else asked.state = { ...asked.state, articles: others };
    counts[outcome]++;
  }
}
