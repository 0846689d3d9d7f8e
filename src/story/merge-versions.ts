/**
 * Several versions of one story, from clones that went separate ways, become one. Pure, and whatever the order of the
 * versions the same: what one machine would have made, and whatever a person wrote in any of them.
 */
import type { TextSource } from "../article/text.ts";
import { feedKey } from "../config/feed-address.ts";
import { given } from "../given.ts";
import { compareText, type Share, type Show, type Story } from "./story.ts";
import { formatStory, isEdited } from "./story-file.ts";

export interface Version {
  story: Story;
  /** Below the root. */
  path: string;
}

export interface MergedVersion extends Version {
  /** What two people wrote differently: one of them stands. */
  conflicts: ("title" | "comment" | "text")[];
}

/** Place of a feed in feeds.yaml. */
export type FeedOrder = (feed: string | undefined) => number;

/** What feeds.yaml gives to each story of a feed. */
export interface FeedTags {
  of(feed: string | undefined): readonly string[];
  /** Whether some feed gives this tag; what none gives, a person did. */
  give(tag: string): boolean;
}

/** What may be shown of a feed's stories as feeds.yaml says now; `undefined` where it does not name the feed. */
export type FeedShow = (feed: string | undefined) => Show | undefined;

/** What shows less first. */
const SHOWS: readonly Show[] = ["link", "excerpt", "full"];

/** The better text first. */
const TEXTS: readonly TextSource[] = ["article", "feed", "summary", "none"];

/** @param versions at least one */
export function mergeVersions(
  versions: Version[],
  orderOf: FeedOrder,
  feedTags: FeedTags,
  showOf: FeedShow,
): MergedVersion | undefined {
  const ranked = versions.toSorted(
    (a, b) => compareLead(a, b, orderOf) || compareText(formatStory(a.story), formatStory(b.story)),
  );
  const [leader] = ranked;
  if (!leader) return undefined;
  // Those that begin with the same share are one story that went on in several clones.
  const kin = ranked.filter((version) => compareLead(version, leader, orderOf) === 0);
  const titles = written(ranked, ({ title, origin }) => (title === (origin.title ?? "") ? undefined : title));
  const comments = written(ranked, ({ comment }) => comment);
  const edits = written(ranked, (story) => (isEdited(story) ? story.body : undefined));
  const { story } = kin.toSorted((a, b) => compareOrigins(a.story, b.story))[0] ?? leader;
  const shares = mergeShares(ranked, orderOf);
  const shown = showOf(story.origin.source.feed) ?? leastShown(story, ranked);
  const conflicts = { title: titles, comment: comments, text: edits };
  return {
    path: kin.map(({ path }) => path).sort(compareText)[0] ?? leader.path,
    conflicts: (["title", "comment", "text"] as const).filter((part) => conflicts[part].length > 1),
    story: {
      ...story,
      title: titles[0] ?? story.title,
      body: edits[0] ?? story.body,
      ...given({ comment: comments[0] }),
      tags: mergeTags(ranked, shares, feedTags),
      hidden: ranked.some(({ story: { hidden } }) => hidden),
      pinned: ranked.some(({ story: { pinned } }) => pinned),
      shares,
      origin: { ...story.origin, ...given({ show: shown }) },
      extra: mergeExtras(ranked.map(({ story: { extra } }) => extra)),
    },
  };
}

/** The share that the story began with: a person may have put another before it by hand. */
const leadOf = ({ shares, origin }: Story): Share | undefined =>
  shares.find(({ feed }) => feed !== undefined && feed === origin.source.feed) ?? shares[0];

/** The version whose lead came first; of one run, whose feed stands first in feeds.yaml. */
function compareLead(a: Version, b: Version, orderOf: FeedOrder): number {
  const [first, second] = [leadOf(a.story), leadOf(b.story)];
  return first && second
    ? compareShares(first, second, orderOf)
    : compareText(a.story.shared, b.story.shared);
}

const compareShares = (a: Share, b: Share, orderOf: FeedOrder): number =>
  compareText(a.at, b.at) || orderOf(a.feed) - orderOf(b.feed) || compareText(keyOf(a), keyOf(b));

/** One feed, whichever scheme a clone has for it. */
const keyOf = ({ by, feed }: Share): string => `${feedKey(feed ?? "")} ${by ?? ""}`;

/** An article that one clone could have at last is better than the feed's text that the others kept. */
const compareOrigins = (a: Story, b: Story): number =>
  TEXTS.indexOf(a.origin.text) - TEXTS.indexOf(b.origin.text) ||
  compareText(JSON.stringify(a.origin), JSON.stringify(b.origin)) ||
  compareText(a.shared, b.shared);

/** Of what versions with a story's own source say. */
const leastShown = (leader: Story, versions: Version[]): Show | undefined =>
  SHOWS.find((show) =>
    versions.some(
      ({ story: { origin } }) => origin.show === show && origin.source.feed === leader.origin.source.feed,
    ),
  );

/** Every key of any of them; of two values the one whose JSON comes first. */
function mergeExtras(extras: Record<string, unknown>[]): Record<string, unknown> {
  const some = extras.filter((extra) => Object.keys(extra).length > 0);
  const [first = {}] = some;
  if (new Set(some.map((extra) => JSON.stringify(extra))).size < 2) return first;
  const merged = new Map<string, unknown>();
  for (const [key, value] of some.flatMap((extra) => Object.entries(extra))) {
    const isFirst =
      !merged.has(key) || compareText(JSON.stringify(value), JSON.stringify(merged.get(key))) < 0;
    if (isFirst) merged.set(key, value);
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => compareText(a, b)));
}

/** Every sharer once, with the earliest instant and whatever comment there is. */
function mergeShares(versions: Version[], orderOf: FeedOrder): Share[] {
  const shares = new Map<string, Share>();
  for (const share of versions.flatMap(({ story }) => story.shares)) {
    const known = shares.get(keyOf(share));
    if (!known) shares.set(keyOf(share), share);
    else {
      const [early, late] = compareText(known.at, share.at) <= 0 ? [known, share] : [share, known];
      const [comment] = [early.comment, late.comment].filter((text) => text !== undefined).sort(compareText);
      const extra = mergeExtras([early.extra ?? {}, late.extra ?? {}]);
      shares.set(keyOf(share), {
        ...early,
        ...given({ comment }),
        ...(Object.keys(extra).length > 0 ? { extra } : {}),
      });
    }
  }
  return [...shares.values()].sort((a, b) => compareShares(a, b, orderOf));
}

/**
 * Those of all versions that one run took, as one machine takes them, in the order of their feeds, and a person's of
 * every version. These come last, sorted: the order of one version would not outlive the next merge.
 */
function mergeTags(versions: Version[], shares: Share[], feedTags: FeedTags): string[] {
  const begun = shares[0]?.at;
  const isSibling = ({ story }: Version): boolean => story.shares[0]?.at === begun;
  const siblings = versions.filter(isSibling).map(({ story }) => story);
  const lists = siblings.map((story) => story.tags);
  const later = versions.filter((version) => !isSibling(version)).flatMap(({ story }) => story.tags);
  const taken = new Set(lists.flat());
  const tags = new Set([...taken, ...later.filter((tag) => !feedTags.give(tag))]);
  // That two come to one order by other feeds is chance: it would hang on which were merged first.
  const feedsOf = (story: Story): string[] =>
    story.shares.flatMap((share) => (share.at === begun ? keyOf(share) : []));
  const said = siblings.map((story) => JSON.stringify([story.tags, feedsOf(story).sort(compareText)]));
  const isAgreed = new Set(said).size < 2;
  if (isAgreed && tags.size === taken.size) return [...tags];
  const known = shares.filter(({ at }) => at === begun).flatMap(({ feed }) => feedTags.of(feed));
  return [...new Set([...known.filter((tag) => tags.has(tag)), ...[...tags].sort(compareText)])];
}

/** Different things that people wrote, sorted: by their versions' rank another would stand after the next merge. */
const written = (versions: Version[], of: (story: Story) => string | undefined): string[] =>
  [...new Set(versions.map(({ story }) => of(story)).filter((text) => text !== undefined))].sort(compareText);
