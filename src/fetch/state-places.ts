/** Where feeds' states lie, as their slugs change: no state is written over another feed's only one. */
import type { FeedSettings } from "../config/settings.ts";
import type { OpenArchive } from "../story/archive.ts";
import { type FeedState, feedStatePath, formatFeedState } from "../story/feed-state.ts";
import { slugFor } from "../story/sources.ts";
import type { Asked, FetchOptions } from "./night.ts";

type KnownStates = ReadonlyMap<FeedSettings, FeedState>;

/** Whether a feed only failed until now: for want of a title it was named after its host. */
export const isNameless = ({ first, title, failures }: FeedState): boolean =>
  first === undefined && title === undefined && failures !== undefined;

/** Slugs under which a feed's state lay, or lies meanwhile. */
type FormerSlugs = Map<FeedSettings, string[]>;

/** Before the night writes: a state whose slug is another feed's from now on goes elsewhere, whether or not its own is asked. */
export function makeRoom(asked: Asked[], known: KnownStates, { states, archive }: FetchOptions): FormerSlugs {
  const owners = new Map(asked.map(({ state, settings }) => [state.slug, settings]));
  const taken = new Set(states.map(({ slug }) => slug));
  const former: FormerSlugs = new Map([...known].map(([settings, { slug }]) => [settings, [slug]]));
  for (const [settings, state] of known) {
    const owner = owners.get(state.slug);
    if (owner === undefined || owner === settings) continue;
    const wanted = settings.slug ?? "";
    const slug = wanted === "" || taken.has(wanted) ? slugFor(settings.url, state.slug) : wanted;
    archive.writeFile(feedStatePath(slug), formatFeedState({ ...state, slug }));
    former.get(settings)?.push(slug);
  }
  return former;
}

/** After the night wrote: of a feed whose slug is another by now one state is left. */
export function removeFormer(asked: Asked[], former: FormerSlugs, archive: OpenArchive): void {
  const slugs = new Set(asked.map(({ state }) => state.slug));
  for (const { settings } of asked)
    for (const slug of former.get(settings) ?? [])
      if (!slugs.has(slug)) archive.removeFile(feedStatePath(slug));
}
