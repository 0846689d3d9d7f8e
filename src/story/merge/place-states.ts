/** Puts the feeds' states of several clones in place: one a feed, each under a slug of its own. */
import { feedKey } from "../../config/feed-address.ts";
import type { OpenArchive } from "../archive/archive.ts";
import {
  type FeedState,
  feedStatePath,
  formatFeedState,
  isNameless,
  withoutOldArticles,
} from "../state/feed-state.ts";
import { type BrokenState, readStates } from "../state/read-states.ts";
import { newSlug } from "../state/sources.ts";
import { compareText } from "../story.ts";
import { keepOwnArticles, mergeStates } from "./merge-states.ts";
import type { FollowedFeeds } from "./merge-versions.ts";

interface PlaceOptions {
  /** Of the clone that the states of all are put into. */
  root: string;
  /** Roots of the others. */
  clones: string[];
  archive: OpenArchive;
  feeds: FollowedFeeds;
}

/** @returns states that could not be read, of all clones */
export function placeStates({ root, clones, archive, feeds }: PlaceOptions): BrokenState[] {
  const ours = readStates(root);
  const all = [ours, ...clones.map(readStates)];
  const joined = joinStates(all.flatMap(({ states }) => states)).sort(compareClaims(feeds));
  const placed = withSlugs(joined).map((state) =>
    withoutOldArticles(keepOwnArticles(state, archive.read, feeds), (id) => archive.recall(id)?.shared),
  );
  const held = new Map(ours.states.map(({ slug, identity }) => [slug, identity]));
  const isFree = ({ slug, identity }: FeedState): boolean => (held.get(slug) ?? identity) === identity;
  // Killed in between, no feed's only memory is written over yet.
  for (const state of [...placed.filter(isFree), ...placed.filter((one) => !isFree(one))])
    archive.writeFile(feedStatePath(state.slug), formatFeedState(state));
  const taken = new Set(placed.map(({ slug }) => slug));
  for (const { slug } of ours.states) if (!taken.has(slug)) archive.removeFile(feedStatePath(slug));
  return all.flatMap(({ broken }) => broken);
}

/** Feeds are told apart by the address under which they were first followed. */
function joinStates(states: FeedState[]): FeedState[] {
  const joined = new Map<string, FeedState>();
  for (const state of states) {
    const key = feedKey(state.identity);
    const known = joined.get(key);
    joined.set(key, known ? mergeStates(known, state) : state);
  }
  return [...joined.values()];
}

/** By their places in feeds.yaml; a feed that never answered stands back. */
const compareClaims =
  (feeds: FollowedFeeds) =>
  (a: FeedState, b: FeedState): number =>
    Number(isNameless(a)) - Number(isNameless(b)) ||
    feeds.orderOf(a.feed) - feeds.orderOf(b.feed) ||
    compareText(a.identity, b.identity);

/** Of two that have one slug the first keeps it. */
function withSlugs(states: FeedState[]): FeedState[] {
  const wanted = new Set(states.map(({ slug }) => slug));
  const taken = new Set<string>();
  return states.map((state) => {
    const slug = taken.has(state.slug)
      ? newSlug(state.feed, state.title ?? "", new Set([...wanted, ...taken]))
      : state.slug;
    taken.add(slug);
    return { ...state, slug };
  });
}
