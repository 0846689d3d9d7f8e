/** `fetch`, `build` and `nightly`: what the scheduled job runs. */
import { type FetchReport, isReportedFailure } from "../fetch/report-feeds.ts";
import { build, fetchFeeds } from "../pipeline.ts";
import { keepHeapSmall, optimizeLate } from "../process/thrifty-v8.ts";
import type { BuildReport } from "../site/build-site.ts";
import { annotateConfig, annotateFeeds, annotateStories } from "./annotations.ts";
import type { Console } from "./console.ts";
import {
  type BuildFlags,
  buildJob,
  consoleOf,
  DONE,
  FAILED,
  type FetchFlags,
  fetchJob,
  outOf,
  type ShownBuildJob,
} from "./job.ts";
import { summarizeBuild, summarizeFetch } from "./summary.ts";

export async function runFetch(flags: FetchFlags): Promise<number> {
  const console = consoleOf(flags);
  const { report, json } = await timed(() => fetchWithProgress(flags, console));
  tell(flags, console, json, summarizeFetch(report, flags.dryRun));
  annotate(console, annotateFeeds(report.feeds));
  return exitOfFetch(report, flags);
}

export async function runBuild(flags: BuildFlags): Promise<number> {
  const console = consoleOf(flags);
  const { report, json } = await timed(() => buildWithProgress(buildJob(flags, console)));
  tell(flags, console, forJson(json), summarizeBuild(report, outOf(flags)));
  annotate(console, [...annotateConfig(report.configMistakes), ...annotateStories(report.mistakes)]);
  return exitOfBuild(report, flags);
}

/** A night whose feeds all failed still builds what there is; one that could not begin does not. */
export async function runNightly(flags: FetchFlags & BuildFlags): Promise<number> {
  const console = consoleOf(flags);
  // Refused before the fetch, which may take its whole budget.
  const job = buildJob(flags, console);
  const fetched = await timed(() => fetchWithProgress(flags, console));
  if (!flags.json) console.say(summarizeFetch(fetched.report));
  const built = await timed(() => buildWithProgress(job));
  const json = { fetch: fetched.json, build: forJson(built.json) };
  // What is wrong in feeds.yaml was said of the feeds that failed, where all were asked.
  const configMistakes = flags.only === undefined ? [] : built.report.configMistakes;
  tell(flags, console, json, summarizeBuild({ ...built.report, configMistakes }, outOf(flags)));
  annotate(console, [
    ...annotateFeeds(fetched.report.feeds),
    ...annotateConfig(configMistakes),
    ...annotateStories(built.report.mistakes),
  ]);
  return Math.max(exitOfFetch(fetched.report, flags), exitOfBuild(built.report, flags));
}

export async function fetchWithProgress(flags: FetchFlags, console: Console): Promise<FetchReport> {
  const job = fetchJob(flags, console);
  try {
    return await fetchFeeds(job);
  } finally {
    job.done();
  }
}

export async function buildWithProgress(job: ShownBuildJob): Promise<BuildReport> {
  keepHeapSmall();
  optimizeLate();
  try {
    return await build(job);
  } finally {
    job.done();
  }
}

async function timed<T extends object>(
  run: () => Promise<T>,
): Promise<{ report: T; json: T & { durationMs: number } }> {
  const began = performance.now();
  const report = await run();
  return { report, json: { ...report, durationMs: Math.round(performance.now() - began) } };
}

/** A full build's list of changes is as long as the site. */
function forJson({ changes: _changes, ...rest }: BuildReport & { durationMs: number }): object {
  return rest;
}

function tell({ json }: { json: boolean }, console: Console, document: object, words: string): void {
  if (json) console.print(JSON.stringify(document));
  else console.print(words);
}

function annotate(console: Console, lines: string[]): void {
  if (process.env.GITHUB_ACTIONS === "true") for (const line of lines) console.command(line);
}

const exitOfFetch = ({ offline, feeds }: FetchReport, { strict }: FetchFlags): number =>
  offline || (strict && feeds.some(isReportedFailure)) ? FAILED : DONE;

const exitOfBuild = ({ mistakes, configMistakes }: BuildReport, { strict }: BuildFlags): number =>
  strict && (configMistakes.length > 0 || mistakes.some(({ isNote }) => !isNote)) ? FAILED : DONE;
