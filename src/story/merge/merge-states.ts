/** What two clones remember of one feed becomes one memory. Pure, and the same in either order. */
import { feedKey } from "../../config/feed-address.ts";
import { type Attempts, type FeedState, formatFeedState, withoutValidators } from "../state/feed-state.ts";
import { compareText, type Story } from "../story.ts";
import type { FollowedFeeds } from "./merge-versions.ts";

/** The clone that changed it last knows best; what the other met counts as met. */
export function mergeStates(a: FeedState, b: FeedState): FeedState {
  const [known, other] = [a, b].sort(
    (one, two) =>
      compareText(two.changed ?? "", one.changed ?? "") || compareText(factsOf(one), factsOf(two)),
  );
  if (!known || !other) return a;
  const isAgreed = known.changed !== other.changed || marksOf(known) === marksOf(other);
  return {
    ...(isAgreed ? known : withoutValidators(known)),
    articles: mergeArticles(a.articles, b.articles),
    entries: mergeEntries(a.entries, b.entries),
  };
}

/** What one state alone can say. What is joined is no part of it: it would hang on which were merged first. */
const factsOf = (state: FeedState): string =>
  formatFeedState({ ...withoutValidators(state), articles: {}, entries: new Map() });

/**
 * Which document a state has read. Its entries are all met where both have read the same; of two that were read in one
 * instant neither is known to be the last, and the feed is asked once without validators.
 */
const marksOf = ({ validators, document, freshUntil }: FeedState): string =>
  JSON.stringify([validators.etag, validators.lastModified, validators.from, document, freshUntil]);

function mergeEntries(a: FeedState["entries"], b: FeedState["entries"]): FeedState["entries"] {
  const merged = new Map(a);
  for (const [id, keys] of b) merged.set(id, [...new Set([...(a.get(id) ?? []), ...keys])]);
  return merged;
}

/**
 * What waits in one clone waits: where it was read in the other, the next fetch finds that it waits for nothing. What one
 * of them tries no more is tried no more.
 */
function mergeArticles(a: FeedState["articles"], b: FeedState["articles"]): FeedState["articles"] {
  const merged = { ...a };
  for (const [id, attempts] of Object.entries(b)) merged[id] = joinAttempts(a[id] ?? [], attempts);
  return merged;
}

const joinAttempts = (a: Attempts, b: Attempts): Attempts =>
  a === "settled" || b === "settled" ? "settled" : [...new Set([...a, ...b])].sort();

/** An article is tried again by the feed that the story came from first, as long as the story lacks it. */
export function keepOwnArticles(
  state: FeedState,
  find: (id: string) => Story | undefined,
  { addressOf }: Pick<FollowedFeeds, "addressOf">,
): FeedState {
  const keys = [state.feed, state.identity].map((feed) => feedKey(addressOf(feed)));
  const own = Object.entries(state.articles).filter(([id]) => {
    const story = find(id);
    const lead = story?.shares[0]?.feed;
    if (story?.origin.text === "article") return false;
    return lead === undefined || keys.includes(feedKey(addressOf(lead)));
  });
  return { ...state, articles: Object.fromEntries(own) };
}
