/** What two clones remember of one feed becomes one memory. Pure, and the same in either order. */
import { feedKey } from "../config/feed-address.ts";
import { type FeedState, formatFeedState, withoutValidators } from "./feed-state.ts";
import type { FollowedFeeds } from "./merge-versions.ts";
import { compareText, type Story } from "./story.ts";

/**
 * The clone that changed it last knows best; what the other met counts as met. Where both changed it in the same
 * instant, validators count no more: the feed is asked once without them.
 */
export function mergeStates(a: FeedState, b: FeedState): FeedState {
  const [newer, older] = [a, b].sort(
    (one, other) =>
      compareText(other.changed ?? "", one.changed ?? "") ||
      compareText(formatFeedState(one), formatFeedState(other)),
  );
  if (!newer || !older || formatFeedState(newer) === formatFeedState(older)) return a;
  const entries = new Map(older.entries);
  for (const [id, keys] of newer.entries)
    entries.set(id, [...new Set([...keys, ...(entries.get(id) ?? [])])]);
  const known = newer.changed === older.changed ? withoutValidators(newer) : newer;
  return { ...known, articles: mergeArticles(older.articles, newer.articles), entries };
}

/** What waits in one clone waits: where it was read in the other, the next fetch finds that it waits for nothing. */
function mergeArticles(a: FeedState["articles"], b: FeedState["articles"]): FeedState["articles"] {
  const merged = { ...a };
  for (const [id, days] of Object.entries(b)) merged[id] = [...new Set([...(a[id] ?? []), ...days])].sort();
  return merged;
}

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
