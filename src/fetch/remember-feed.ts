/** What a night writes down of each feed: in between what a killed run must not lose, in the end all of it. */
import { toInstant } from "../clock.ts";
import { given } from "../given.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import {
  type FeedState,
  feedStatePath,
  formatFeedState,
  withoutOldArticles,
  withoutValidators,
} from "../story/state/feed-state.ts";
import type { KnownEntry } from "./choose-entries.ts";
import type { Asked, FetchOptions } from "./night.ts";

/** Before the stories that it stands for: without validators, so that the next run asks again. */
export function saveInterimState(asked: Asked, archive: OpenArchive): void {
  const { state, choice } = asked;
  const entries = withEntries(state, choice?.noted ?? []);
  const interim = { ...withoutValidators(state), entries };
  archive.writeFile(feedStatePath(state.slug), formatFeedState(interim));
  asked.hasInterim = true;
}

/** Milliseconds for which a state goes unwritten whose document alone is another one. */
const MARKS_AGE = 7 * 86_400_000;

/** After the stories that it stands for. A state that stays the same is not written. */
export function saveState(
  { settings, state, choice, hasInterim }: Asked,
  { states, archive, now }: FetchOptions,
): void {
  const entries = choice ? withEntries(state, [...choice.kept, ...choice.noted]) : state.entries;
  // What could not be shared is met again: the feed is asked for its document, also where that stays as it is.
  const known = choice?.isUnsettled ? withoutValidators(state) : state;
  const after = { ...known, show: settings.show, entries };
  const before = states.find(({ slug }) => slug === state.slug);
  const isSame = before && areAlike(before, after);
  if (before && !hasInterim && (isSame || isNoNews(before, after, now))) return;
  const changed = isSame ? before.changed : toInstant(now);
  const news = { ...after, ...given({ changed }) };
  const written = withoutOldArticles(news, (id) => archive.recall(id)?.shared);
  archive.writeFile(feedStatePath(state.slug), formatFeedState(written));
}

const areAlike = (before: FeedState, after: FeedState): boolean =>
  formatFeedState(before) === formatFeedState({ ...after, ...given({ changed: before.changed }) });

/**
 * Some documents say when they were made, and are other ones in each night. Their marks are worth no commit a night,
 * and old ones do no harm: they lead to a document whose entries are all known.
 */
const isNoNews = (before: FeedState, after: FeedState, now: Date): boolean =>
  before.changed !== undefined &&
  now.getTime() - Date.parse(before.changed) < MARKS_AGE &&
  areAlike(withoutValidators(before), withoutValidators(after));

function withEntries(state: FeedState, items: KnownEntry[]): FeedState["entries"] {
  const entries = new Map(state.entries);
  for (const { id, key } of items) {
    const keys = entries.get(id) ?? [];
    entries.set(id, key === undefined || keys.includes(key) ? keys : [...keys, key]);
  }
  return entries;
}
