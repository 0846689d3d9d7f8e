/** What one night works with, and a feed on its way through it. */
import type { WorkerPool } from "../article/worker-pool.ts";
import type { FeedSettings, RejectedFeed, Settings } from "../config/settings.ts";
import type { HttpClient } from "../http/response.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import type { FeedState } from "../story/state/feed-state.ts";
import type { BrokenState } from "../story/state/read-states.ts";
import type { FeedAnswer } from "./ask-feed.ts";
import type { Choice } from "./choose-entries.ts";

export interface FetchOptions {
  settings: Settings;
  states: FeedState[];
  /** Files of state that could not be read, for the report. */
  brokenStates: BrokenState[];
  archive: OpenArchive;
  client: HttpClient;
  workers: WorkerPool;
  now: Date;
  /** Whether the night's time is used up. */
  isOver(): boolean;
  /** Somebody named the feeds that are wanted. */
  named: boolean;
  /** Ask, or speak of, only feeds for which this holds. */
  isWanted(feed: FeedSettings | RejectedFeed): boolean;
  dryRun: boolean;
  backfill: boolean;
  progress: FetchProgress;
}

/** A feed on its way through the night. */
export interface Asked {
  settings: FeedSettings;
  answer: FeedAnswer;
  /** To be remembered in the end: changes as the night goes on. */
  state: FeedState;
  choice?: Choice;
  /** True where an interim state stands on disk. */
  hasInterim?: true;
  /** In the document. */
  entries: number;
  /** Of the document, beyond the limit of what is read. */
  beyondLimit: number;
  /** The document breaks off before its end. */
  isCut?: true;
}

export interface FetchProgress {
  phase(name: "feeds" | "articles", total: number): void;
  step(): void;
}
