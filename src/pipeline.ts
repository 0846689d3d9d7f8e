/**
 * The order of a night:
 *
 *   feeds.yaml ─► fetch ─► content/ ─► build ─► _site/
 *
 * Each step is a module of its own folder; this file only calls them one after the other. A step is loaded when it is
 * taken: who builds needs no fetcher, and half of a quiet night's build is loading modules.
 */
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { readClock } from "./clock.ts";
import { ConfigError } from "./config/config-error.ts";
import { readSettings } from "./config/read-settings.ts";
import type { Settings } from "./config/settings.ts";
import type { FetchProgress } from "./fetch/night.ts";
import type { FetchReport } from "./fetch/report-feeds.ts";
import { isInShard } from "./fetch/shard-feeds.ts";
import type { ClientOptions } from "./http/http-client.ts";
import { lookAtFolders } from "./page/catalogue/read-folders.ts";
import { lockRoot } from "./process/lock.ts";
import type { Shard } from "./shard.ts";
import type { BuildReport } from "./site/build-site.ts";
import { openArchive } from "./story/archive/archive.ts";
import { recoverStates } from "./story/exchange/name-sources.ts";
import { readFeedFacts, readStates } from "./story/state/read-states.ts";

/** What one page or feed may cost in its thread. */
const TASK_LIMITS = { timeoutMs: 10_000, heapMb: 256 };

export interface Job {
  /** Absolute: the folder of feeds.yaml and content/. */
  root: string;
  env: NodeJS.ProcessEnv;
  allowShrink: boolean;
}

export interface FetchJob extends Job {
  only?: string;
  dryRun: boolean;
  backfill: boolean;
  /** Ask this part of the feeds alone. */
  shard?: Shard;
  progress: FetchProgress;
}

export interface BuildJob extends Job {
  /** Absolute. */
  out: string;
  full: boolean;
  shard?: Shard;
  progress(done: number, total: number): void;
  /** Hears what changed before the build counts as done. */
  tell?(changes: BuildReport["changes"]): void;
}

/** @throws ConfigError */
export async function loadSettings({ root, env }: Job): Promise<Settings> {
  const read = await readSettings(root, env);
  if (!read.ok) throw new ConfigError(read.mistakes);
  return read.settings;
}

/**
 * @param world how the client reaches the network: tests lead it to loopback
 * @throws UsageError where `only` names no feed
 */
export async function fetchFeeds(job: FetchJob, world: ClientOptions = {}): Promise<FetchReport> {
  const { createWorkerPool } = await import("./article/worker-pool.ts");
  const { createHttpClient } = await import("./http/http-client.ts");
  const { findNamed } = await import("./fetch/find-named.ts");
  const { runNight } = await import("./fetch/run-night.ts");
  const settings = await loadSettings(job);
  const unlock = lockRoot(job.root);
  const now = readClock(job.env);
  const began = Date.now();
  const workers = createWorkerPool({ threads: availableParallelism(), ...TASK_LIMITS });
  const client = createHttpClient(settings.network, { begun: now.getTime(), ...world });
  try {
    const archive = await openArchive(job.root, { allowShrink: job.allowShrink, readOnly: job.dryRun });
    // A part of the feeds that found nothing is a clone all the same.
    if (!job.dryRun) mkdirSync(join(job.root, "content"), { recursive: true });
    try {
      const { states: found, broken } = readStates(job.root);
      const states = found.length > 0 ? found : recoverStates(archive, settings);
      const named = job.only === undefined ? undefined : findNamed(job.only, settings, states, job.root);
      return await runNight({
        settings,
        states,
        brokenStates: broken,
        archive,
        client,
        workers,
        now,
        named: named !== undefined,
        isOver: () => Date.now() - began > settings.network.budget * 60_000,
        isWanted: (feed) =>
          (named === undefined || named.has(feed)) &&
          (job.shard === undefined || !("location" in feed) || isInShard(feed, job.shard)),
        dryRun: job.dryRun,
        backfill: job.backfill,
        progress: job.progress,
      });
    } finally {
      archive.close();
    }
  } finally {
    await Promise.all([workers.close(), client.close()]);
    unlock();
  }
}

export async function build(job: BuildJob): Promise<BuildReport> {
  const settings = await loadSettings(job);
  const unlock = lockRoot(job.root);
  try {
    const readDigests = lookAtFolders(job.root);
    const { buildSite } = await import("./site/build-site.ts");
    const states = readFeedFacts(job.root);
    return await buildSite({ ...job, settings, states, readDigests, cores: availableParallelism() });
  } finally {
    unlock();
  }
}
