/** One night: every due feed is asked, what is new becomes stories, and state remembers it. */
import { toDay, toInstant } from "../clock.ts";
import type { FeedSettings } from "../config/settings.ts";
import { given } from "../given.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import { atNewAddress } from "../story/state/feed-health.ts";
import { type FeedState, isNameless, newFeedState } from "../story/state/feed-state.ts";
import { forgetStories } from "../story/state/forget-stories.ts";
import { findSlugClashes, matchStates } from "../story/state/sources.ts";
import type { Share } from "../story/story.ts";
import { askFeed } from "./ask-feed.ts";
import { chooseEntries, type Lookup } from "./choose-entries.ts";
import { draftStories } from "./draft-stories.ts";
import { isOffline } from "./judge-network.ts";
import { keepStories } from "./keep-stories.ts";
import { keepTerms } from "./keep-terms.ts";
import type { Asked, FetchOptions } from "./night.ts";
import { orderFeeds } from "./order-feeds.ts";
import { saveInterimState, saveState } from "./remember-feed.ts";
import { type ArticleCounts, type FetchReport, reportFeeds } from "./report-feeds.ts";
import { makeRoom, planSlugs, removeFormer } from "./state-places.ts";

export async function runNight(options: FetchOptions): Promise<FetchReport> {
  const { settings, archive, brokenStates, now } = options;
  const known = matchStates(settings, options.states);
  const clashes = findSlugClashes(settings, options.states, known);
  const wanted = settings.feeds.filter(options.isWanted);
  const feeds = wanted.filter((feed) => !clashes.has(feed));
  const misnamed = [...clashes].filter(([feed]) => wanted.includes(feed));
  const rejected = settings.rejected.filter(options.isWanted);
  const tonight = { rejected, archive, brokenStates, misnamed };
  const lookup = lookupIn(archive, toDay(toInstant(now)));
  options.progress.phase("feeds", feeds.length);
  const begun = new Map(
    orderFeeds(feeds, known).map((feed) => [feed, ask(feed, known.get(feed), lookup, options)] as const),
  );
  const asked = (await Promise.all(feeds.map((feed) => begun.get(feed)))).filter((one) => one !== undefined);
  const slugs = planSlugs(asked, known, options);
  for (const one of asked) one.state = { ...one.state, ...given({ slug: slugs.get(one.settings) }) };

  const offline = isOffline(asked);
  // Where our own network failed, what answered is kept, and what did not is not blamed for it.
  const heard = offline ? asked.filter(({ answer }) => answer.status !== "failed") : asked;
  const drafts = draftStories(heard.flatMap(toDelivery), now);
  if (options.dryRun)
    return reportFeeds(asked, {
      ...tonight,
      offline,
      articles: undefined,
      wouldAdd: drafts.filter(({ id }) => !archive.has(id)),
    });

  const former = makeRoom(heard, known, options);
  // What is passed over is remembered first: were this run killed, the next would choose the same entries again.
  for (const one of heard) rememberPassedOver(one, archive);
  const articles: ArticleCounts = await keepStories(heard, drafts, options);
  keepTerms(heard, known, archive);
  archive.saveLedger();
  for (const one of heard) saveState(one, options);
  removeFormer(heard, former, archive);
  return reportFeeds(asked, { ...tonight, offline, articles, wouldAdd: [] });
}

async function ask(
  settings: FeedSettings,
  known: FeedState | undefined,
  lookup: Lookup,
  options: FetchOptions,
): Promise<Asked> {
  const { client, workers, archive, now, named, backfill } = options;
  // On disk state forgets as the archive is opened; a dry run's does so here alone.
  const state = forgetStories(recall(settings, known), archive.forgotten);
  const answer = await askFeed(settings, state, {
    client,
    now,
    timeout: options.settings.network.timeout,
    parse: (bytes, from) => workers.parse(bytes, { ...from, isLinkblog: settings.kind === "linkblog" }),
    named,
    unconditional: backfill,
  });
  options.progress.step();
  if (answer.status !== "fetched")
    return { settings, answer, state: answer.state, entries: 0, beyondLimit: 0 };
  const { document } = answer;
  const choice = chooseEntries(document, { settings, state, lookup, day: toDay(toInstant(now)), backfill });
  const news = given({
    title: settings.title ?? (document.title || undefined),
    home: document.home,
    newest: newestOf(state.newest, document.entries, now),
  });
  return {
    settings,
    // Bodies that nobody wants need not be held until the night is over.
    answer: { ...answer, document: { ...document, entries: [] } },
    state: {
      ...answer.state,
      ...news,
      slug: settings.slug ?? (known && !isNameless(known) ? known.slug : ""),
    },
    choice,
    entries: document.entries.length,
    beyondLimit: document.passedOver,
    ...given({ isCut: document.isCut }),
  };
}

/** What is remembered of a feed; of one that is met for the first time, nothing. */
function recall(settings: FeedSettings, known: FeedState | undefined): FeedState {
  if (!known)
    return newFeedState(
      settings.url,
      settings.previously[0] ?? settings.url,
      settings.slug ?? "",
      settings.show,
    );
  // Whoever writes https for http does so because the one failed: what it answered does not count at the other.
  const memory = known.feed === settings.url ? known : atNewAddress(known);
  return { ...memory, feed: settings.url, slug: settings.slug ?? known.slug };
}

/** The archive as it was when the night began. What came on its day is looked for once, and read once. */
function lookupIn(archive: OpenArchive, day: string): Lookup {
  let today: Map<string, Share[] | undefined> | undefined;
  const sharesOf = (id: string): Share[] | undefined => today?.get(id) ?? archive.read(id)?.shares;
  const readToday = (): Map<string, Share[] | undefined> =>
    new Map(archive.idsOfDay(day).map((id) => [id, sharesOf(id)] as const));
  return {
    has: (id) => archive.has(id) || archive.isMissing(id),
    isRemoved: archive.isRemoved,
    sharesOf,
    today() {
      today ??= readToday();
      return [...today.keys()];
    },
  };
}

/** The newest instant at which an entry was published, before or in this document; none is later than now. */
function newestOf(
  before: string | undefined,
  entries: { published?: string }[],
  now: Date,
): string | undefined {
  const instant = toInstant(now);
  const dates = entries.flatMap(({ published }) => (published && published <= instant ? published : []));
  return [before, ...dates]
    .filter((date) => date !== undefined)
    .sort()
    .at(-1);
}

const toDelivery = ({ settings, answer, choice }: Asked) =>
  answer.status === "fetched" && choice ? [{ settings, document: answer.document, taken: choice.taken }] : [];

/** Also where nothing is passed over: that a feed was met before is what makes the rest of a killed first night new. */
function rememberPassedOver(asked: Asked, archive: OpenArchive): void {
  if (asked.choice && asked.choice.taken.length > 0) saveInterimState(asked, archive);
}
