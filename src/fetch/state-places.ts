/** Where feeds' states lie, as their slugs change: no state is written over another feed's only one. */
import { feedKey } from "../config/feed-address.ts";
import type { FeedSettings } from "../config/settings.ts";
import { groupBy } from "../group-by.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import { type FeedState, feedStatePath, formatFeedState, isNameless } from "../story/state/feed-state.ts";
import { newSlug, slugFor } from "../story/state/sources.ts";
import type { Asked, FetchOptions } from "./night.ts";

type KnownStates = ReadonlyMap<FeedSettings, FeedState>;

/**
 * Slugs for feeds that need one, in the order of feeds.yaml: first for those that are read for the first time, from their
 * titles. One that never answered goes by its host's name, and stands back: another machine may know nothing of it.
 */
export function planSlugs(
  asked: Asked[],
  known: KnownStates,
  options: FetchOptions,
): ReadonlyMap<FeedSettings, string> {
  const reserved = reservedSlugs(asked, known, options);
  const read = asked.filter(({ state }) => !state.slug && !isNameless(state));
  const ofRead = nameInTurn(read, reserved);
  const taken = new Set([...reserved, ...ofRead.values()]);
  const homeless = asked.filter(
    ({ state, settings }) =>
      isNameless(state) && settings.slug === undefined && (!state.slug || taken.has(state.slug)),
  );
  const ofUnanswered = nameInTurn(homeless, new Set([...taken, ...heldSlugs(asked, known, options)]));
  return new Map([...ofRead, ...ofUnanswered]);
}

/** Nobody else's: what feeds.yaml gives, also to feeds that are not asked tonight, and what no feed stands back from. */
function reservedSlugs(asked: Asked[], known: KnownStates, { states, settings }: FetchOptions): string[] {
  const own = asked.map(({ state }) => state);
  // What is remembered of a feed that feeds.yaml does not name, or not well enough, stays where it lies.
  const movable = new Set([...known.values(), ...own]);
  const staying = [...states, ...own].filter((state) => !isNameless(state) || !movable.has(state));
  return [...settings.feeds.flatMap(({ slug }) => slug ?? []), ...slugsOf(staying)];
}

/** Of all states; where a feed is nameless no longer, not what it went by until now. */
function heldSlugs(asked: Asked[], known: KnownStates, { states }: FetchOptions): string[] {
  const outgrown = new Set(
    asked.flatMap(({ state, settings }) => (isNameless(state) ? [] : (known.get(settings) ?? []))),
  );
  return slugsOf([...states.filter((state) => !outgrown.has(state)), ...asked.map(({ state }) => state)]);
}

const slugsOf = (states: FeedState[]): string[] => states.map(({ slug }) => slug).filter(Boolean);

/** What one feed gets is taken for the next. */
function nameInTurn(feeds: Asked[], others: Iterable<string>): Map<FeedSettings, string> {
  const taken = new Set(others);
  return new Map(
    feeds.map(({ settings, state }) => {
      const slug = newSlug(settings.url, settings.title ?? state.title ?? "", taken);
      taken.add(slug);
      return [settings, slug];
    }),
  );
}

/** Slugs under which a feed's states lay, or lie meanwhile. */
type FormerSlugs = Map<FeedSettings, string[]>;

/** Before the night writes: a state whose slug is another feed's from now on goes elsewhere, whether or not its own is asked. */
export function makeRoom(
  asked: Asked[],
  known: KnownStates,
  { states, archive }: Pick<FetchOptions, "states" | "archive">,
): FormerSlugs {
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
  const left = states.filter((state) => !matched.has(state));
  const byFeed = groupBy(left, ({ feed }) => feedKey(feed));
  const byIdentity = groupBy(left, ({ identity }) => feedKey(identity));
  return new Map(
    asked.map(({ settings, state }) => {
      const keys = [state.identity, settings.url].map(feedKey);
      const twins = keys.flatMap((key) => [...(byFeed.get(key) ?? []), ...(byIdentity.get(key) ?? [])]);
      const own = [known.get(settings) ?? [], twins].flat();
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
