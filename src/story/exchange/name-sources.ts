/** Sources of stories that no feed in feeds.yaml brought: their slugs are written down as a feed's is. */
import { feedKey } from "../../config/feed-address.ts";
import type { Settings } from "../../config/settings.ts";
import type { OpenArchive } from "../archive/archive.ts";
import { toSlug } from "../slug.ts";
import { type FeedState, feedStatePath, formatFeedState, newFeedState } from "../state/feed-state.ts";
import { newSlug, sourceKeyOf, sourceTitleOf } from "../state/sources.ts";
import type { Story } from "../story.ts";

export interface SourceNames {
  /** Writes down a slug for the story's source, where it has none yet. @returns what is remembered of it then */
  name(story: Story): FeedState | undefined;
}

/** @param others slugs that are not to be given, besides those of states */
export function nameSources(archive: OpenArchive, states: FeedState[], others: string[] = []): SourceNames {
  const known = new Set(states.flatMap(({ feed, identity }) => [feedKey(feed), feedKey(identity)]));
  const taken = new Set([...others, ...states.map(({ slug }) => slug)]);
  return {
    name({ origin }) {
      const { source, show } = origin;
      const [key, title] = [sourceKeyOf(origin), sourceTitleOf(origin)];
      if (key === "" || known.has(key)) return undefined;
      known.add(key);
      const slug = newSlug(key, title, taken);
      taken.add(slug);
      const address = source.feed ?? source.url ?? key;
      const state = {
        ...newFeedState(address, address, slug, show),
        ...(title ? { title } : {}),
        ...(source.url ? { home: source.url } : {}),
      };
      archive.writeFile(feedStatePath(slug), formatFeedState(state));
      return state;
    },
  };
}

/**
 * Where all state is lost, stories still say whose they are: the whole archive is read once. Feeds in feeds.yaml are met
 * anew, as is said there; the slugs that they will want are left to them.
 */
export function recoverStates(
  archive: OpenArchive,
  { feeds, rejected }: Pick<Settings, "feeds" | "rejected">,
): FeedState[] {
  const followed = new Set(
    [
      ...feeds.flatMap(({ url, previously }) => [url, ...previously]),
      ...rejected.flatMap(({ url }) => url ?? []),
    ].map(feedKey),
  );
  const bySource = new Map<string, Story>();
  for (const id of archive.ids()) {
    const story = archive.read(id);
    const key = story && sourceKeyOf(story.origin);
    if (story && key && !bySource.has(key)) bySource.set(key, story);
  }
  const isFollowed = ([key]: [string, Story]): boolean => followed.has(key);
  const sources = [...bySource];
  const wanted = [
    ...feeds.map(({ slug, title = "" }) => slug ?? toSlug(title)),
    ...sources.filter(isFollowed).map(([, { origin }]) => toSlug(sourceTitleOf(origin))),
  ];
  const names = nameSources(archive, [], wanted);
  return sources.filter((source) => !isFollowed(source)).flatMap(([, story]) => names.name(story) ?? []);
}
