/**
 * Several versions of one story, from clones that went separate ways, become one. Pure, and whatever the order of the
 * versions the same: what one machine would have made, and whatever a person wrote in any of them.
 */
import type { TextSource } from "../../article/text.ts";
import { feedKey } from "../../config/feed-address.ts";
import { given } from "../../given.ts";
import { formatStory, isEdited } from "../file/story-file.ts";
import { sortByPath } from "../file/story-path.ts";
import { compareText, type Share, type Show, type Story } from "../story.ts";

export interface Version {
  story: Story;
  /** Below the root. */
  path: string;
}

export interface MergedVersion extends Version {
  /** What two people wrote differently: one of them stands. */
  conflicts: ("title" | "comment" | "text")[];
}

/** What feeds.yaml says of feeds, each known by its address and by any that it had before. */
export interface FollowedFeeds {
  /** The address that it has by now; of a feed that feeds.yaml does not name, the one it came under. */
  addressOf(feed: string): string;
  /** Place in feeds.yaml. */
  orderOf(feed: string | undefined): number;
  /** What is given to each of its stories. */
  tagsOf(feed: string | undefined): readonly string[];
  /** Whether some feed gives this tag; what none gives, a person did. */
  giveTag(tag: string): boolean;
  /** What may be shown of its stories; `undefined` where feeds.yaml does not name it. */
  showOf(feed: string | undefined): Show | undefined;
}

/** What shows less first. */
const SHOWS: readonly Show[] = ["link", "excerpt", "full"];

/** The better text first. */
const TEXTS: readonly TextSource[] = ["article", "feed", "summary", "none"];

/** What all say alike stays as it is, in whichever clones it is. @param versions at least one */
export function mergeVersions(versions: Version[], feeds: FollowedFeeds): MergedVersion | undefined {
  const ranked = versions.toSorted(
    (a, b) => compareLead(a, b, feeds) || compareText(formatStory(a.story), formatStory(b.story)),
  );
  const [leader] = ranked;
  if (!leader) return undefined;
  if (ranked.every(({ story }) => formatStory(story) === formatStory(leader.story)))
    return { ...leader, path: firstPath(ranked) ?? leader.path, conflicts: [] };
  // Those that begin with the same share are one story that went on in several clones.
  const kin = ranked.filter((version) => compareLead(version, leader, feeds) === 0);
  const titles = written(ranked, ({ title, origin }) => (title === (origin.title ?? "") ? undefined : title));
  const comments = written(ranked, ({ comment }) => comment);
  const edits = written(ranked, (story) => (isEdited(story) ? story.body : undefined));
  const { story } = kin.toSorted((a, b) => compareOrigins(a.story, b.story, feeds))[0] ?? leader;
  const shares = mergeShares(ranked, feeds);
  const conflicts = { title: titles, comment: comments, text: edits };
  return {
    path: firstPath(kin) ?? leader.path,
    conflicts: (["title", "comment", "text"] as const).filter((part) => conflicts[part].length > 1),
    story: {
      ...story,
      title: titles[0] ?? story.title,
      body: edits[0] ?? story.body,
      ...given({ comment: comments[0] }),
      tags: mergeTags(ranked, shares, feeds),
      hidden: ranked.some(({ story: { hidden } }) => hidden),
      pinned: ranked.some(({ story: { pinned } }) => pinned),
      shares,
      origin: { ...story.origin, show: mergeShow(story, kin, feeds) },
      extra: mergeExtras(ranked.map(({ story: { extra } }) => extra)),
    },
  };
}

const firstPath = (versions: Version[]): string | undefined =>
  sortByPath(versions, ({ path }) => path)[0]?.path;

/** The share that the story began with: a person may have put another before it by hand. */
function leadOf({ shares, origin }: Story, feeds: FollowedFeeds): Share | undefined {
  const source = feedOf(origin.source, feeds);
  return shares.find((share) => share.feed !== undefined && feedOf(share, feeds) === source) ?? shares[0];
}

/** The version whose lead came first; of one run, whose feed stands first in feeds.yaml. */
function compareLead(a: Version, b: Version, feeds: FollowedFeeds): number {
  const [first, second] = [leadOf(a.story, feeds), leadOf(b.story, feeds)];
  return first && second ? compareShares(first, second, feeds) : compareText(a.story.shared, b.story.shared);
}

const compareShares = (a: Share, b: Share, feeds: FollowedFeeds): number =>
  compareText(a.at, b.at) ||
  feeds.orderOf(a.feed) - feeds.orderOf(b.feed) ||
  compareText(keyOf(a, feeds), keyOf(b, feeds));

const keyOf = (share: Share, feeds: FollowedFeeds): string => `${feedOf(share, feeds)} ${share.by ?? ""}`;

/** One feed, whichever scheme a clone has for it, and whether or not it had moved there. */
const feedOf = ({ feed = "" }: { feed?: string }, { addressOf }: FollowedFeeds): string =>
  feedKey(addressOf(feed));

/** Of one feed's addresses the one that it has by now. */
const compareAddresses = (a: { feed?: string }, b: { feed?: string }, { addressOf }: FollowedFeeds): number =>
  Number(isFormer(a, addressOf)) - Number(isFormer(b, addressOf)) || compareText(a.feed ?? "", b.feed ?? "");

const isFormer = ({ feed = "" }: { feed?: string }, addressOf: FollowedFeeds["addressOf"]): boolean =>
  addressOf(feed) !== feed;

/** An article that one clone could have at last is better than the feed's text that the others kept. */
const compareOrigins = (a: Story, b: Story, feeds: FollowedFeeds): number =>
  TEXTS.indexOf(a.origin.text) - TEXTS.indexOf(b.origin.text) ||
  compareAddresses(a.origin.source, b.origin.source, feeds) ||
  // What may be shown is merged by itself, and decides no rank.
  compareText(JSON.stringify({ ...a.origin, show: "" }), JSON.stringify({ ...b.origin, show: "" })) ||
  compareText(a.shared, b.shared);

/**
 * Its feed's terms by now: those of an older clone loosen none. Of a feed that is followed no longer the least that its
 * own versions show; what another feed brought, or a later night, would count or not as clones are merged in this order
 * or that.
 */
const mergeShow = ({ origin: { source, show } }: Story, kin: Version[], feeds: FollowedFeeds): Show =>
  feeds.showOf(source.feed) ??
  SHOWS.find((one) =>
    kin.some(
      ({ story: { origin } }) =>
        origin.show === one && feedOf(origin.source, feeds) === feedOf(source, feeds),
    ),
  ) ??
  show;

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
function mergeShares(versions: Version[], feeds: FollowedFeeds): Share[] {
  const shares = new Map<string, Share>();
  for (const share of versions.flatMap(({ story }) => story.shares)) {
    const key = keyOf(share, feeds);
    const known = shares.get(key);
    shares.set(key, known ? joinShares(known, share, feeds) : share);
  }
  return [...shares.values()].sort((a, b) => compareShares(a, b, feeds));
}

function joinShares(a: Share, b: Share, feeds: FollowedFeeds): Share {
  const isFirst = (compareText(a.at, b.at) || compareAddresses(a, b, feeds)) <= 0;
  const [early, late] = isFirst ? [a, b] : [b, a];
  const [comment] = [early.comment, late.comment].filter((text) => text !== undefined).sort(compareText);
  const extra = mergeExtras([early.extra ?? {}, late.extra ?? {}]);
  return { ...early, ...given({ comment }), ...(Object.keys(extra).length > 0 ? { extra } : {}) };
}

/**
 * Those of all versions that one run took, as one machine takes them, in the order of their feeds, and a person's of
 * every version. These come last, sorted: the order of one version would not outlive the next merge.
 */
function mergeTags(versions: Version[], shares: Share[], feeds: FollowedFeeds): string[] {
  const begun = shares[0]?.at;
  const siblings = versions.flatMap(({ story }) => (begunAt(story) === begun ? story : []));
  const taken = new Set(siblings.flatMap(({ tags }) => tags));
  const byHand = versions.flatMap(({ story }) => story.tags).filter((tag) => !feeds.giveTag(tag));
  const tags = new Set([...taken, ...byHand]);
  // That two come to one order by other feeds is chance: it would hang on which were merged first.
  const feedsOf = (story: Story): string[] =>
    story.shares.flatMap((share) => (share.at === begun ? keyOf(share, feeds) : []));
  const said = siblings.map((story) => JSON.stringify([story.tags, feedsOf(story).sort(compareText)]));
  const isAgreed = new Set(said).size < 2;
  if (isAgreed && tags.size === taken.size) return [...tags];
  const known = shares.filter(({ at }) => at === begun).flatMap(({ feed }) => feeds.tagsOf(feed));
  return [...new Set([...known.filter((tag) => tags.has(tag)), ...[...tags].sort(compareText)])];
}

/** A person may have put its shares in another order. */
const begunAt = ({ shares }: Story): string | undefined => shares.map(({ at }) => at).sort(compareText)[0];

/** Different things that people wrote, sorted: by their versions' rank another would stand after the next merge. */
const written = (versions: Version[], of: (story: Story) => string | undefined): string[] =>
  [...new Set(versions.map(({ story }) => of(story)).filter((text) => text !== undefined))].sort(compareText);
