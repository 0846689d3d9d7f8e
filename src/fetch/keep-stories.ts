/** Turns drafts into files, and tries again the articles that could not be had on nights before. */
import { toDay, toInstant } from "../clock.ts";
import type { Attempts } from "../story/state/feed-state.ts";
import { addShares, type Draft } from "./draft-stories.ts";
import { type Errand, planRetries, toErrand } from "./errands.ts";
import { runInLanes } from "./host-lanes.ts";
import { nextAttempts } from "./next-attempts.ts";
import type { Asked, FetchOptions } from "./night.ts";
import type { ArticleOutcome } from "./read-article.ts";
import { saveInterimState } from "./remember-feed.ts";
import type { ArticleCounts } from "./report-feeds.ts";

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
  const retries = asked.map((one) => ({ one, ...planRetries(one, options) }));
  for (const { one, articles } of retries) one.state = { ...one.state, articles };
  const errands = [
    ...drafts.filter(({ id }) => !archive.has(id)).flatMap((draft) => toErrand(draft, byFeed, options)),
    ...retries.flatMap((plan) => plan.errands),
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
  const shared = story && addShares(story, draft.shares);
  if (!shared) return 0;
  archive.share(shared);
  return 1;
}

async function runErrand(
  errand: Errand,
  open: ReadonlySet<Errand>,
  options: FetchOptions,
  counts: ArticleCounts,
): Promise<void> {
  const { client, workers, settings, isOver, archive } = options;
  const { asked, id, isRetry } = errand;
  const timeout = settings.network.timeout;
  const { text, outcome } = await errand.read({
    client,
    timeout,
    isOver,
    compose: (input) => workers.compose(input),
  });
  countOutcome(outcome, counts);
  const before = asked.state.articles[id];
  const attempts = nextAttempts(before, outcome, isRetry, toDay(toInstant(options.now)));
  // Of thousands that wait for later nights, each would copy what is remembered of all.
  if (attempts !== before) remember(errand, attempts);
  if (before === undefined && attempts !== undefined) {
    if (outcome === "postponed") postpone(asked, open);
    // Before the story: were the run killed between the two, nobody would try its article again.
    saveInterimState(asked, archive);
  }
  const kept = errand.keep(text);
  if (kept !== "same") counts[kept]++;
}

/** Where one article is not begun, the next ones are most likely not, either: those of a feed are written down together. */
function postpone(asked: Asked, open: ReadonlySet<Errand>): void {
  const later = [...open].filter((errand) => errand.asked === asked && errand.link !== undefined);
  const articles = Object.fromEntries(later.map(({ id }) => [id, []]));
  asked.state = { ...asked.state, articles: { ...articles, ...asked.state.articles } };
}

/** In the feed's state: days on which an article failed, and what was not begun. */
function remember({ asked, id }: Errand, attempts: Attempts | undefined): void {
  const { [id]: _before, ...others } = asked.state.articles;
  const articles = attempts === undefined ? others : { ...others, [id]: attempts };
  asked.state = { ...asked.state, articles };
}

function countOutcome(outcome: ArticleOutcome, counts: ArticleCounts): void {
  if (typeof outcome === "string") {
    counts[outcome]++;
    return;
  }
  counts.failed++;
  counts.causes[outcome.cause] = (counts.causes[outcome.cause] ?? 0) + 1;
}
