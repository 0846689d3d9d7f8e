/** `merge`: clones that went separate ways become one archive. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { feedKey } from "../config/feed-address.ts";
import { readSettings } from "../config/read-settings.ts";
import type { Settings } from "../config/settings.ts";
import { lockRoot } from "../process/lock.ts";
import { keepHeapSmall } from "../process/thrifty-v8.ts";
import { openArchive } from "../story/archive/archive.ts";
import { type MergeReport, mergeClones } from "../story/merge/merge-clones.ts";
import type { FollowedFeeds } from "../story/merge/merge-versions.ts";
import { UsageError } from "../usage-error.ts";
import { type CommonOptions, consoleOf, DONE, FAILED, rootOf } from "./job.ts";
import { count, mistakeLines } from "./summary.ts";

export interface MergeFlags extends CommonOptions {
  strict?: boolean;
}

export async function runMerge(folders: string[], flags: MergeFlags): Promise<number> {
  keepHeapSmall();
  const root = rootOf(flags);
  const clones = folders.map(cloneOf);
  const read = await readSettings(root, process.env);
  if (!read.ok) throw new ConfigError(read.mistakes);
  const console = consoleOf(flags);
  const unlock = lockRoot(root);
  try {
    const archive = await openArchive(root, { allowShrink: flags.allowShrink ?? false });
    try {
      const report = await mergeClones({ root, clones, archive, feeds: followedFeeds(read.settings) });
      console.print(flags.json ? JSON.stringify(report) : summarize(report));
      return flags.strict && report.mistakes.length > 0 ? FAILED : DONE;
    } finally {
      archive.close();
    }
  } finally {
    unlock();
  }
}

/** A clone's root, or its content/ itself. @throws UsageError */
function cloneOf(folder: string): string {
  const path = resolve(folder);
  if (existsSync(join(path, "content"))) return path;
  if (basename(path) === "content" && existsSync(path)) return dirname(path);
  throw new UsageError(`${folder} is no clone: there is no content/ in it`);
}

/** One that feeds.yaml does not name comes last. */
function followedFeeds({ feeds }: Settings): FollowedFeeds {
  const byKey = new Map(
    feeds.flatMap((feed, place) =>
      [feed.url, ...feed.previously].map((address) => [feedKey(address), { place, ...feed }] as const),
    ),
  );
  const find = (feed: string) => byKey.get(feedKey(feed));
  const given = new Set(feeds.flatMap(({ tags }) => tags));
  return {
    addressOf: (feed) => find(feed)?.url ?? feed,
    orderOf: (feed) => (feed === undefined ? -1 : (find(feed)?.place ?? feeds.length)),
    tagsOf: (feed) => (feed === undefined ? [] : (find(feed)?.tags ?? [])),
    giveTag: (tag) => given.has(tag),
    showOf: (feed) => (feed === undefined ? undefined : find(feed)?.show),
  };
}

function summarize({ added, updated, removed, conflicts, mistakes, broken }: MergeReport): string {
  return [
    `Merged   ${count(added, "new story", "new stories")}, ${updated} updated, ${removed} taken away`,
    ...conflicts.map(
      ({ path, parts }) => `  ${path}: two people wrote another ${parts.join(" and ")}; one of them stands`,
    ),
    ...mistakeLines(mistakes),
    ...broken.map(
      ({ path, what }) => `  ${path} could not be read as state (${what}): the next fetch makes it anew`,
    ),
  ].join("\n");
}
