/** Where feeds' states lie, as their slugs change: no state is written over another feed's only one. */
import { feedKey } from "../config/feed-address.ts";
import type { FeedSettings } from "../config/settings.ts";
import type { OpenArchive } from "../story/archive.ts";
import { type FeedState, feedStatePath, formatFeedState, isNameless } from "../story/feed-state.ts";
import { newSlug, slugFor } from "../story/sources.ts";
import type { Asked, FetchOptions } from "./night.ts";

type KnownStates = ReadonlyMap<FeedSettings, FeedState>;

/** A feed that is read for the first time gets its slug from its title, in the order of feeds.yaml. */
export function giveSlugs(asked: Asked[], known: KnownStates, { states, settings }: FetchOptions): void {
  // What is remembered of a feed that feeds.yaml does not name, or not well enough, stays where it lies.
  const movable = new Set([...known.values(), ...asked.map(({ state }) => state)]);
  const standsBack = (state: FeedState): boolean => isNameless(state) && movable.has(state);
  const slugsOf = (some: FeedState[]): string[] => some.map(({ slug }) => slug).filter(Boolean);
  // Also those of feeds that are not asked tonight.
  const wanted = settings.feeds.flatMap(({ slug }) => slug ?? []);
  const all = [...states, ...asked.map(({ state }) => state)];
  const taken = new Set([...wanted, ...slugsOf(all.filter((state) => !standsBack(state)))]);
  const name = (one: Asked): void => {
    const slug = newSlug(one.settings.url, one.settings.title ?? one.state.title ?? "", taken);
    taken.add(slug);
    one.state = { ...one.state, slug };
  };
  for (const one of asked) if (!one.state.slug && !isNameless(one.state)) name(one);
  // A feed that never answered goes by its host's name, and stands back: another machine may know nothing of it.
  const nameless = asked.filter(({ state, settings }) => isNameless(state) && settings.slug === undefined);
  const homeless = nameless.filter(({ state }) => !state.slug || taken.has(state.slug));
  const outgrown = new Set(
    asked.flatMap(({ state, settings }) => (isNameless(state) ? [] : (known.get(settings) ?? []))),
  );
  for (const slug of slugsOf(all.filter((state) => !outgrown.has(state)))) taken.add(slug);
  for (const one of homeless) name(one);
}

/** Slugs under which a feed's states lay, or lie meanwhile. */
type FormerSlugs = Map<FeedSettings, string[]>;

/** Before the night writes: a state whose slug is another feed's from now on goes elsewhere, whether or not its own is asked. */
export function makeRoom(asked: Asked[], known: KnownStates, { states, archive }: FetchOptions): FormerSlugs {
  const owners = new Map(asked.map(({ state, settings }) => [state.slug, settings]));
  const taken = new Set(states.map(({ slug }) => slug));
  const former = formerSlugs(asked, known, states);
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

/** Of what is remembered of a feed, also where a run that was killed left it twice; and of no other feed that is followed. */
function formerSlugs(asked: Asked[], known: KnownStates, states: FeedState[]): FormerSlugs {
  const matched = new Set(known.values());
  return new Map(
    asked.map(({ settings, state }) => {
      const keys = [state.identity, settings.url].map(feedKey);
      const own = states.filter(
        (one) =>
          one === known.get(settings) ||
          (!matched.has(one) && (keys.includes(feedKey(one.feed)) || keys.includes(feedKey(one.identity)))),
      );
      return [settings, own.map(({ slug }) => slug)];
    }),
  );
}

/** After the night wrote: of a feed whose slug is another by now one state is left. */
export function removeFormer(asked: Asked[], former: FormerSlugs, archive: OpenArchive): void {
  const slugs = new Set(asked.map(({ state }) => state.slug));
  for (const { settings } of asked)
    for (const slug of former.get(settings) ?? [])
      if (!slugs.has(slug)) archive.removeFile(feedStatePath(slug));
}
