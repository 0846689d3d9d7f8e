/** What may be shown of a feed's stories stands in their files too, so that they keep its terms wherever they go. */
import { feedKey } from "../config/feed-address.ts";
import type { FeedSettings } from "../config/settings.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import type { FeedState } from "../story/state/feed-state.ts";
import { sourceKeyOf } from "../story/state/sources.ts";
import type { Show } from "../story/story.ts";
import type { Asked } from "./night.ts";

/**
 * Before the states, which say what was known last. Where terms changed, the whole archive is read: that is rare, and a
 * run that was killed finds them changed again.
 */
export function keepTerms(
  asked: Asked[],
  known: ReadonlyMap<FeedSettings, FeedState>,
  archive: OpenArchive,
): void {
  const terms = new Map<string, Show>();
  for (const { settings, state } of asked) {
    const before = known.get(settings);
    if (!before || before.show === settings.show) continue;
    for (const address of [settings.url, ...settings.previously, state.identity, before.feed])
      terms.set(feedKey(address), settings.show);
  }
  if (terms.size === 0) return;
  for (const id of archive.ids()) {
    const story = archive.read(id);
    const show = story && terms.get(sourceKeyOf(story.origin));
    if (story && show !== undefined && show !== story.origin.show) archive.limit(story, show);
  }
}
