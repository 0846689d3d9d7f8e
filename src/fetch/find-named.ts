/** Which feeds `--only` means: by title or slug, in feeds.yaml or as first met, or by an address. Pure. */
import { feedKey, parseFeedAddress } from "../config/feed-address.ts";
import { nearestName } from "../config/nearest-name.ts";
import type { FeedSettings, RejectedFeed, Settings } from "../config/settings.ts";
import type { FeedState } from "../story/state/feed-state.ts";
import { matchStates } from "../story/state/sources.ts";
import { UsageError } from "../usage-error.ts";

type AnyFeed = FeedSettings | RejectedFeed;

/**
 * @param root the folder that paths of local feeds are relative to
 * @throws UsageError where no feed has the name
 */
export function findNamed(
  name: string,
  settings: Pick<Settings, "feeds" | "rejected">,
  states: FeedState[],
  root: string,
): ReadonlySet<AnyFeed> {
  const known = matchStates(settings, states);
  const names = new Map<AnyFeed, string[]>();
  for (const feed of settings.feeds) names.set(feed, namesOf(feed, known.get(feed)));
  for (const feed of settings.rejected) names.set(feed, namesOfRejected(feed, states));
  const parsed = parseFeedAddress(name, root);
  const key = feedKey(parsed.ok ? parsed.address.url : name);
  const isNamed = (one: string): boolean => one === name || feedKey(one) === key;
  const found = [...names].flatMap(([feed, own]) => (own.some(isNamed) ? [feed] : []));
  if (found.length > 0) return new Set(found);
  const near = nearestName(name, [...names.values()].flat());
  throw new UsageError(
    `--only: no feed has the title, slug or address "${name}"${near === undefined ? "" : `; did you mean ${near}?`}`,
  );
}

const namesOf = ({ title, slug, url, previously }: FeedSettings, state: FeedState | undefined): string[] =>
  defined(title, slug, state?.title, state?.slug, url, ...previously);

/** What feeds.yaml says of it may be what is wrong: it goes by what state remembers, too. */
function namesOfRejected({ title, url }: RejectedFeed, states: FeedState[]): string[] {
  const known = states.find(({ feed }) => url !== undefined && feedKey(feed) === feedKey(url));
  return defined(title, url, known?.title, known?.slug);
}

const defined = (...names: (string | undefined)[]): string[] => names.filter((name) => name !== undefined);
