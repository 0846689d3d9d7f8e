/** Which feeds fare badly, from what state remembers of them. Pure. */
import type { FeedSettings, Settings } from "../config/settings.ts";
import { movedTo, SILENT_DAYS } from "../story/state/feed-health.ts";
import type { FeedFailures, FeedState } from "../story/state/feed-state.ts";
import { findSlugClashes, matchStates } from "../story/state/sources.ts";
import type { Finding } from "./finding.ts";

/** Feeds that no night asks, since feeds.yaml gives them the slug of another. */
export const judgeSlugs = (settings: Pick<Settings, "feeds" | "rejected">, states: FeedState[]): Finding[] =>
  [...findSlugClashes(settings, states)].map(([{ url, title, slug }, holder]) => ({
    kind: "config",
    where: `feeds.yaml (slug of ${title ? `${title}, ${url}` : url})`,
    what: `is ${slug}, the page of ${holder.feed} already: the feed is not asked`,
    cure: "give it a slug of its own",
  }));

/** @param day calendar day of this run. Muted feeds are the curator's own business. */
export function judgeFeeds(
  settings: Pick<Settings, "feeds" | "rejected">,
  states: FeedState[],
  day: string,
): Finding[] {
  const matched = matchStates(settings, states);
  return settings.feeds.flatMap((feed) => {
    const state = matched.get(feed);
    if (!state || feed.muted) return [];
    return [judgeMove(feed, state), judgeHealth(state, day)].flatMap((found) =>
      found ? [{ kind: "feed" as const, where: nameOf(feed, state), ...found }] : [],
    );
  });
}

type Judgement = Pick<Finding, "what" | "cure" | "isNote">;

function nameOf(feed: FeedSettings, state: FeedState): string {
  const title = feed.title ?? state.title;
  return title ? `${title} (${feed.url})` : feed.url;
}

function judgeMove({ url }: FeedSettings, state: FeedState): Judgement | undefined {
  const to = movedTo(state);
  if (to === undefined || to === url) return undefined;
  return {
    what: `has moved for good, to ${to}`,
    cure: `put the new address into feeds.yaml, and ${url} under \`previously\``,
  };
}

function judgeHealth({ gone, failures, newest }: FeedState, day: string): Judgement | undefined {
  if (gone) {
    return {
      what: `is gone for good (410) since ${gone}, and is not asked any more`,
      cure: "look on its site for another feed, or take it out of feeds.yaml: its stories stay",
    };
  }
  if (failures) return { what: describe(failures), cure: cureOf(failures) };
  if (newest === undefined || Date.parse(newest) > Date.parse(day) - SILENT_DAYS * 86_400_000)
    return undefined;
  return {
    what: `has had nothing new since ${newest.slice(0, 10)}`,
    cure: "look on its site for a newer feed; where it has ended, take it out of feeds.yaml: its stories stay",
    isNote: true,
  };
}

const describe = ({ since, days, message }: FeedFailures): string =>
  `fails since ${since} (${days} ${days === 1 ? "day" : "days"}): ${message}`;

const CURES: [RegExp, string][] = [
  [
    /^not a feed$/,
    "put the address of the feed itself into feeds.yaml, and this one under `previously` where it was the feed once",
  ],
  [/^http 40[13]$/, "ask its publisher for a feed that programs may read, or set `muted: true`"],
  [
    /^(http 404|dns)$/,
    "look on its site for its new address, or take it out of feeds.yaml: its stories stay",
  ],
  [/^private address$/, "add its host to network.allowHosts if it is meant"],
  [
    /^emptied$/,
    "nothing, where it lists only what is under way: it is asked each night; else look on its site for another feed",
  ],
  [/^file$/, "put the file back, or correct its path in feeds.yaml"],
];

const cureOf = ({ cause }: FeedFailures): string =>
  CURES.find(([pattern]) => pattern.test(cause))?.[1] ??
  "nothing, where it passes: it is tried again, at last once a week; else write to its publisher";
