/** Sources of stories that no feed in feeds.yaml brought: their slugs are written down as a feed's is. */
import type { OpenArchive } from "./archive.ts";
import { type FeedState, feedStatePath, formatFeedState, newFeedState } from "./feed-state.ts";
import { newSlug, sourceKeyOf, sourceTitleOf } from "./sources.ts";
import type { Story } from "./story.ts";

export interface SourceNames {
  /** Writes down a slug for the story's source, where it has none yet. @returns what is remembered of it then */
  name(story: Story): FeedState | undefined;
}

export function nameSources(archive: OpenArchive, states: FeedState[]): SourceNames {
  const known = new Set(states.flatMap(({ feed, identity }) => [feed, identity]));
  const taken = new Set(states.map(({ slug }) => slug));
  return {
    name({ origin }) {
      const { source, show } = origin;
      const [key, title] = [sourceKeyOf(origin), sourceTitleOf(origin)];
      if (key === "" || known.has(key)) return undefined;
      known.add(key);
      const slug = newSlug(key, title, taken);
      taken.add(slug);
      const state = {
        ...newFeedState(key, key, slug, show),
        ...(title ? { title } : {}),
        ...(source.url ? { home: source.url } : {}),
      };
      archive.writeFile(feedStatePath(slug), formatFeedState(state));
      return state;
    },
  };
}

/** Where all state is lost, stories still say whose they are: the whole archive is read once. */
export function recoverStates(archive: OpenArchive): FeedState[] {
  const sources = nameSources(archive, []);
  return archive.ids().flatMap((id) => {
    const story = archive.read(id);
    return (story && sources.name(story)) ?? [];
  });
}
