/** What a run tells: per feed, and in sums. */
import { formatMistake } from "../config/mistake.ts";
import type { FeedSettings, RejectedFeed } from "../config/settings.ts";
import type { Stage } from "../failure.ts";
import { given } from "../given.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import type { StoryMistake } from "../story/file/story-mistake.ts";
import { movedTo } from "../story/state/feed-health.ts";
import type { FeedState } from "../story/state/feed-state.ts";
import type { BrokenState } from "../story/state/read-states.ts";
import type { Draft } from "./draft-stories.ts";
import type { Asked } from "./night.ts";

export interface FeedReport {
  url: string;
  title: string;
  status: "fetched" | "unchanged" | "skipped" | "failed";
  /** Where it failed: "config" is its entry in feeds.yaml. */
  stage?: Stage | "config";
  /** One sentence. */
  error?: string;
  /** For grouping: "http 404", "timeout", … */
  cause?: string;
  /** Why it was not asked. */
  why?: string;
  /** Where permanent redirects lead, once they are believed. */
  movedTo?: string;
  /** Entries in the document. */
  entries: number;
  /** Stories that are new, or newly shared by this feed. */
  added: number;
  /** Entries that did not become stories, by reason. */
  passedOver?: { excluded: number; overPerDay: number; older: number; removed: number; beyondLimit: number };
  /** True where the document breaks off before its end: what is missing is asked for again. */
  cutShort?: true;
  /** True where the curator does not want to hear of its failures. */
  muted?: true;
}

/** Whether its curator is to hear that it failed. */
export const isReportedFailure = ({ status, muted }: FeedReport): boolean => status === "failed" && !muted;

/** What became of stories and articles. */
export interface ArticleCounts {
  added: number;
  updated: number;
  extracted: number;
  fromFeed: number;
  failed: number;
  /** Left for a later night: this one's time was used up, or their host asked to be left alone. */
  postponed: number;
  /** Failures by cause. */
  causes: Record<string, number>;
}

export interface FetchReport {
  feeds: FeedReport[];
  stories: { added: number; updated: number; total: number };
  articles: { extracted: number; fromFeed: number; failed: number; postponed: number };
  articleFailures: Record<string, number>;
  /** What a dry run would add. */
  wouldAdd: { title: string; url?: string; feed: string }[];
  /** Stories whose files somebody deleted since the last run. */
  deleted: number;
  /** Story files that cannot be read. */
  mistakes: readonly StoryMistake[];
  /** Files of state that could not be read, and were made anew from the stories. */
  brokenStates: BrokenState[];
  /** True where more than half of the hosts failed alike: our own network. No feed is blamed, what answered is kept. */
  offline: boolean;
}

interface Outcome {
  rejected: RejectedFeed[];
  archive: OpenArchive;
  brokenStates: BrokenState[];
  /** Feeds that want the slug of another, with that one's state. */
  misnamed: [FeedSettings, FeedState][];
  offline: boolean;
  articles: ArticleCounts | undefined;
  wouldAdd: Draft[];
}

export function reportFeeds(
  asked: Asked[],
  { rejected, archive, brokenStates, misnamed, offline, articles, wouldAdd }: Outcome,
): FetchReport {
  const {
    added = wouldAdd.length,
    updated = 0,
    extracted = 0,
    fromFeed = 0,
    failed = 0,
    postponed = 0,
    causes = {},
  } = articles ?? {};
  return {
    feeds: [...asked.map(reportFeed), ...misnamed.map(reportMisnamed), ...rejected.map(reportRejected)],
    stories: { added, updated, total: archive.size() },
    articles: { extracted, fromFeed, failed, postponed },
    articleFailures: causes,
    wouldAdd: wouldAdd.map(({ entry, feed }) => ({
      title: entry.title,
      ...given({ url: entry.link }),
      feed: feed.url,
    })),
    deleted: archive.deleted,
    mistakes: archive.mistakes,
    brokenStates,
    offline,
  };
}

function reportFeed({ settings, answer, state, choice, entries, beyondLimit, isCut }: Asked): FeedReport {
  const failure = answer.status === "failed" ? answer.failure : undefined;
  return {
    url: settings.url,
    title: settings.title ?? state.title ?? settings.url,
    status: answer.status,
    ...given({ stage: failure?.stage, error: failure?.message, cause: failure?.cause }),
    ...given({ why: answer.status === "skipped" ? answer.why : undefined, movedTo: movedTo(state) }),
    entries,
    added: choice?.taken.length ?? 0,
    ...(choice ? { passedOver: { ...choice.counts, beyondLimit } } : {}),
    ...(isCut ? { cutShort: true as const } : {}),
    ...(settings.muted ? { muted: true as const } : {}),
  };
}

/** A feed whose entry in feeds.yaml has a mistake. */
function reportRejected({ key: entry, url, title, failures }: RejectedFeed): FeedReport {
  const error = failures.map((mistake) => formatMistake(mistake, "feeds.yaml")).join("; ");
  return reportMistaken({ url: url ?? "", title: title ?? (url || entry) }, error);
}

function reportMisnamed([{ url, title, slug }, { feed }]: [FeedSettings, FeedState]): FeedReport {
  const error = `feeds.yaml: slug: ${slug} is the page of ${feed} already. Give this feed a slug of its own.`;
  return reportMistaken({ url, title: title ?? url }, error);
}

const reportMistaken = (feed: { url: string; title: string }, error: string): FeedReport => ({
  ...feed,
  status: "failed",
  stage: "config",
  cause: "config",
  error,
  entries: 0,
  added: 0,
});
