/** What a build goes on from, and with it what it makes and takes away: the planner's questions answered from disk. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { countSlots } from "../page/catalogue/catalogue.ts";
import { type MonthFiles, openCatalogue } from "../page/catalogue/catalogue-files.ts";
import { ALL } from "../page/catalogue/lists.ts";
import {
  type FinishedManifest,
  isUnfinished,
  isWhole,
  type Manifest,
  readManifest,
  readUntold,
} from "../page/catalogue/manifest.ts";
import { type Batch, everyBatch } from "../page/plan/every-page.ts";
import { pathOf } from "../page/plan/lay-out.ts";
import { type BuildPlan, planBuild, planEverything } from "../page/plan/plan-build.ts";
import type { Relabelled } from "../page/plan/relabelled.ts";
import { templateFolders } from "../process/engine.js";
import type { Shard } from "../shard.ts";
import type { SourceTable } from "../story/state/sources.ts";
import { compareText } from "../story/story.ts";
import { contentOf, listAssets } from "./assets.ts";
import { environmentOf, findRelabelled, withRelinked } from "./circumstances.ts";
import { createKeptItems } from "./kept-items.ts";
import type { OpenSite, SiteInput } from "./open-site.ts";
import { findStale, isInhabited } from "./sweep.ts";

export interface PlanOptions extends SiteInput {
  /** Absolute. */
  out: string;
  full: boolean;
  /** Make this part of the pages alone, all of it anew. */
  shard?: Shard;
}

/** The pages of the last build stand, and what did not change is left as it is. */
interface StandingPages {
  kind: "pages";
  before: FinishedManifest;
  /** Sources that are presented in another way than before. */
  relabelled: Relabelled;
}

/** Every page is made. */
interface NoPages {
  kind: "none";
  /** Of the last build that came to its end, under whatever circumstances. */
  last: FinishedManifest | undefined;
  /** What a killed build took away; absent where the last one came to its end. */
  untold: string[] | undefined;
}

/** What a build goes on from. */
export type Base = StandingPages | NoPages;

export function chooseBase(options: PlanOptions, cache: string, sources: SourceTable): Base {
  const last = readManifest(cache);
  if (last && !options.full && !options.shard && stillStands(last, options, cache)) {
    const relabelled = findRelabelled(last, sources);
    if (relabelled) return { kind: "pages", before: last, relabelled };
  }
  return { kind: "none", last, untold: readUntold(cache) };
}

/** Whether the last build's output is there, and was made under the same circumstances. */
const stillStands = (manifest: Manifest, options: PlanOptions, cache: string): boolean =>
  !isUnfinished(cache) &&
  existsSync(join(options.out, "index.html")) &&
  isWhole(manifest, cache) &&
  manifest.environment === environmentOf(options);

/** What the archive is now. */
interface Archive {
  manifest: Manifest;
  /** Months whose records differ from the last build's, oldest first. */
  changed: string[];
  sources: SourceTable;
  /** Of the catalogue, of the last build and of this one. */
  months: MonthFiles;
}

export const planSite = (
  base: Base,
  archive: Archive,
  site: OpenSite,
  options: PlanOptions,
  cache: string,
): BuildPlan =>
  base.kind === "pages"
    ? planChanges(base, archive, site, options)
    : planAnew(base, archive, site, options, cache);

function planChanges(
  { before, relabelled }: StandingPages,
  { manifest, changed, sources, months }: Archive,
  site: OpenSite,
  { out, settings }: PlanOptions,
): BuildPlan {
  const plan = planBuild({
    before: openCatalogue(months, before.months, before.lists),
    after: site.view.catalogue,
    changed,
    shape: settings.site,
    relabelled: withRelinked(relabelled, before, manifest, sources),
    fareElse: before.health !== manifest.health,
  });
  const lastOf = (path: string): Buffer | undefined => contentOf(join(out, path));
  if (plan.isSame) site.view.keptItems = createKeptItems(lastOf, plan.isSame, site.pieces);
  return plan;
}

function planAnew(
  { last, untold }: NoPages,
  { manifest, months }: Archive,
  site: OpenSite,
  options: PlanOptions,
  cache: string,
): BuildPlan {
  const archive = last && isWhole(last, cache) ? openLast(last, manifest, months) : undefined;
  const plan = planEverything({
    after: site.view.catalogue,
    shape: options.settings.site,
    last: last && { pageSize: last.pageSize, slots: countSlots(last, ALL), archive },
  });
  return { ...plan, gone: findGone(site, options, untold) };
}

/** What the last build counted: how pages are numbered now is told beside it. */
function openLast(last: Manifest, now: Manifest, files: MonthFiles) {
  const names = [...new Set([...last.months.keys(), ...now.months.keys()])].sort(compareText);
  return {
    catalogue: openCatalogue(files, last.months, last.lists),
    changed: names.filter((name) => last.months.get(name) !== now.months.get(name)),
  };
}

/** What a full build takes away: all that is there of ours and not expected, and what a killed build had begun to. */
function findGone(site: OpenSite, options: PlanOptions, untold: string[] | undefined): string[] {
  if (!untold && !isInhabited(options.out)) return [];
  const expected = expectedFiles(site, options);
  const stale = new Set([...(untold ?? []), ...findStale(options.out, expected)]);
  return [...stale].filter((path) => !expected.has(path)).sort();
}

/** Every file of the site, or of the part of it that is made. */
export function expectedFiles(site: OpenSite, { root, shard, settings }: PlanOptions): Set<string> {
  const expected = new Set(listAssets(templateFolders(root)).keys());
  const all = everyBatch(site.view.catalogue, settings.site);
  for (const batch of shard ? partOf(all, shard) : all) for (const page of batch) expected.add(pathOf(page));
  return expected;
}

/** Every n-th batch: shards share none, and together they have all. */
export function* partOf(batches: Iterable<Batch>, { index, count }: Shard): Generator<Batch> {
  let number = 0;
  for (const batch of batches) if (number++ % count === index - 1) yield batch;
}
