/** One night: every due feed is asked, what is new becomes stories, and state remembers it. */
import { toDay, toInstant } from "../clock.ts";
import type { FeedSettings } from "../config/settings.ts";
import { given } from "../given.ts";
import type { OpenArchive } from "../story/archive.ts";
import { type FeedState, feedStatePath, formatFeedState, newFeedState } from "../story/feed-state.ts";
import { findState, newSlug } from "../story/sources.ts";
import { askFeed } from "./ask-feed.ts";
import { type Choice, chooseEntries, type Lookup } from "./choose-entries.ts";
import { draftStories } from "./draft-stories.ts";
import { type ArticleCounts, type FetchReport, reportFeeds } from "./fetch-report.ts";
import { isOffline } from "./judge-network.ts";
import { keepStories } from "./keep-stories.ts";
import type { Asked, FetchOptions } from "./night.ts";

export async function runFetch(options: FetchOptions): Promise<FetchReport> {
  const { settings, archive, now } = options;
  const feeds = settings.feeds.filter(options.isWanted);
  options.progress.phase("feeds", feeds.length);
  const asked = await Promise.all(feeds.map((feed) => ask(feed, options)));
  giveSlugs(asked, options.states);

  if (isOffline(asked))
    return reportFeeds(asked, { settings, archive, offline: true, articles: undefined, wouldAdd: [] });
  const drafts = draftStories(asked.flatMap(toDelivery), now);
  if (options.dryRun)
    return reportFeeds(asked, { settings, archive, offline: false, articles: undefined, wouldAdd: drafts });

  // What is passed over is remembered first: were this run killed, the next would choose the same entries again.
  for (const one of asked) rememberPassedOver(one, archive);
  const articles: ArticleCounts = await keepStories(asked, drafts, options);
  archive.saveLedger();
  for (const one of asked) saveState(one, options);
  return reportFeeds(asked, { settings, archive, offline: false, articles, wouldAdd: [] });
}

async function ask(settings: FeedSettings, options: FetchOptions): Promise<Asked> {
  const { client, workers, archive, now, backfill } = options;
  const before = recall(settings, options.states);
  const lost = [...before.entries.keys()].filter((id) => archive.forgotten.has(id));
  const state = {
    ...before,
    entries: new Map([...before.entries].filter(([id]) => !archive.forgotten.has(id))),
  };
  const answer = await askFeed(settings, state, {
    client,
    now,
    timeout: options.settings.network.timeout,
    parse: (bytes, from) => workers.parse(bytes, from),
    // Validators stand for stories: where those are missing, they do not count.
    unconditional: backfill || lost.length > 0,
  });
  options.progress.step();
  if (answer.status !== "fetched")
    return { settings, answer, state: answer.state, entries: 0, beyondLimit: 0 };
  const { document } = answer;
  const lookup = lookupIn(archive);
  const choice = chooseEntries(document, { settings, state, lookup, day: toDay(toInstant(now)), backfill });
  const title = settings.title ?? document.title;
  const news = given({ home: document.home, newest: newestOf(state.newest, document.entries, now) });
  return {
    settings,
    // Bodies that nobody wants need not be held until the night is over.
    answer: { ...answer, document: { ...document, entries: [] } },
    state: { ...answer.state, title, ...news },
    choice,
    entries: document.entries.length,
    beyondLimit: document.passedOver,
  };
}

/** What is remembered of a feed; of one that is met for the first time, nothing. */
function recall(settings: FeedSettings, states: FeedState[]): FeedState {
  const known = findState(settings, states);
  if (!known)
    return newFeedState(
      settings.url,
      settings.previously[0] ?? settings.url,
      settings.slug ?? "",
      settings.show,
    );
  return { ...known, feed: settings.url, slug: settings.slug ?? known.slug };
}

function lookupIn(archive: OpenArchive): Lookup {
  return {
    has: archive.has,
    isRemoved: archive.isRemoved,
    sharesOf: (id) => archive.read(id)?.shares ?? [],
  };
}

/** Published dates of the document's entries, none of them later than now. */
function newestOf(
  before: string | undefined,
  entries: { published?: string }[],
  now: Date,
): string | undefined {
  const dates = entries.flatMap(({ published }) =>
    published && published <= now.toISOString() ? published : [],
  );
  return [before, ...dates.map((date) => toInstant(new Date(date)))]
    .filter((date) => date !== undefined)
    .sort()
    .at(-1);
}

/** A feed that is met for the first time gets its slug from its title, in the order of feeds.yaml. */
function giveSlugs(asked: Asked[], states: FeedState[]): void {
  const taken = new Set(
    [...states, ...asked.map(({ state }) => state)].map(({ slug }) => slug).filter(Boolean),
  );
  for (const one of asked) {
    if (one.state.slug) continue;
    const slug = newSlug(one.settings.url, one.settings.title ?? one.state.title ?? "", taken);
    taken.add(slug);
    one.state = { ...one.state, slug };
  }
}

const toDelivery = ({ settings, answer, choice }: Asked) =>
  answer.status === "fetched" && choice ? [{ settings, document: answer.document, taken: choice.taken }] : [];

/** Also where nothing is passed over: that a feed was met before is what makes the rest of a killed first night new. */
function rememberPassedOver({ state, choice }: Asked, archive: OpenArchive): void {
  if (!choice || choice.taken.length === 0) return;
  const { validators: _later, document: _too, freshUntil: _also, ...rest } = state;
  archive.writeFile(
    feedStatePath(state.slug),
    formatFeedState({ ...rest, validators: {}, entries: withEntries(state, choice.noted) }),
  );
}

function withEntries(state: FeedState, items: Choice["noted"]): FeedState["entries"] {
  const entries = new Map(state.entries);
  for (const { id, key } of items) {
    const keys = entries.get(id) ?? [];
    entries.set(id, key === undefined || keys.includes(key) ? keys : [...keys, key]);
  }
  return entries;
}

function saveState({ settings, state, choice }: Asked, { states, archive }: FetchOptions): void {
  const entries = choice ? withEntries(state, [...choice.kept, ...choice.noted]) : state.entries;
  const text = formatFeedState({ ...state, show: settings.show, entries });
  const before = states.find(({ slug }) => slug === state.slug);
  if (before && formatFeedState(before) === text) return;
  archive.writeFile(feedStatePath(state.slug), text);
}
