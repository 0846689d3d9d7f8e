/** From the options of a command to the job that the pipeline does. */
import { statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FetchProgress } from "../fetch/night.ts";
import type { BuildJob, FetchJob } from "../pipeline.ts";
import type { BuildReport } from "../site/build-site.ts";
import { refuseList, refuseOut } from "../site/places.ts";
import { UsageError } from "../usage-error.ts";
import { type Bar, type Console, openConsole } from "./console.ts";
import { parseShard } from "./shard.ts";

export interface CommonOptions {
  root: string;
  json: boolean;
  /** Of commands that are ended where many stories are missing. */
  allowShrink?: boolean;
}

export interface FetchFlags extends CommonOptions {
  only?: string;
  dryRun?: boolean;
  backfill?: boolean;
  shard?: string;
  strict?: boolean;
}

export interface BuildFlags extends CommonOptions {
  shard?: string;
  out?: string;
  full?: boolean;
  strict?: boolean;
  changed?: string;
}

/** Absolute. @throws UsageError where there is no such folder: none is made of a name that is most likely misspelt */
export function rootOf({ root }: CommonOptions): string {
  const path = resolve(root);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new UsageError(
    `there is no folder ${path}: give --root the folder that holds feeds.yaml and content/`,
  );
}

export const consoleOf = ({ json }: CommonOptions): Console => openConsole(json, process.env);

export function fetchJob(flags: FetchFlags, console: Console): FetchJob & { done(): void } {
  const { progress, done } = fetchProgress(console);
  return {
    root: rootOf(flags),
    env: process.env,
    allowShrink: flags.allowShrink ?? false,
    ...(flags.only === undefined ? {} : { only: flags.only }),
    dryRun: flags.dryRun ?? false,
    backfill: flags.backfill ?? false,
    ...(flags.shard === undefined ? {} : { shard: parseShard(flags.shard) }),
    progress,
    done,
  };
}

function fetchProgress(console: Console): { progress: FetchProgress; done(): void } {
  let bar: Bar | undefined;
  let done = 0;
  const labels = { feeds: "Feeds", articles: "Articles" };
  return {
    progress: {
      phase(name, total) {
        bar?.stop();
        done = 0;
        bar = console.bar(labels[name], total);
      },
      step: () => bar?.update(++done),
    },
    done: () => bar?.stop(),
  };
}

/** Where the site goes: `--out` from here, else `_site` in the root. @throws UsageError where it is named by nothing */
export function outOf({ out, root }: Pick<BuildFlags, "out" | "root">): string {
  // A variable that is not set, most likely: pages would fill the folder where somebody stands.
  if (out === "")
    throw new UsageError("--out is empty: give the folder where the site goes, or leave it out");
  return out === undefined ? resolve(root, "_site") : resolve(out);
}

export interface ShownBuildJob extends BuildJob {
  /** Takes the bar away. */
  done(): void;
}

/** @throws UsageError where the site, or the list of its changes, cannot go where it is to go */
export function buildJob(flags: BuildFlags, console: Console): ShownBuildJob {
  let bar: Bar | undefined;
  const [root, out] = [rootOf(flags), outOf(flags)];
  refuseOut(root, out);
  return {
    root,
    out,
    env: process.env,
    full: flags.full ?? false,
    ...(flags.shard === undefined ? {} : { shard: parseShard(flags.shard) }),
    allowShrink: flags.allowShrink ?? false,
    ...(flags.changed === undefined ? {} : { tell: tellerOf(resolve(flags.changed), root, out) }),
    progress(done, total) {
      bar ??= console.bar("Pages", total);
      bar.update(done, total);
    },
    done: () => bar?.stop(),
  };
}

/** `+ path` for what was written, `- path` for what was removed, below the output folder. */
const listChanges = ({ written, removed }: BuildReport["changes"]): string =>
  [...written.map((path) => `+ ${path}\n`), ...removed.map((path) => `- ${path}\n`)].join("");

/** @throws UsageError where the list cannot go there: better before the build than after it */
function tellerOf(file: string, root: string, out: string): (changes: BuildReport["changes"]) => void {
  refuseList(root, out, file);
  return (changes) => writeFileSync(file, listChanges(changes));
}

/** Exit codes: done, not done. */
export const DONE = 0;
export const FAILED = 1;
