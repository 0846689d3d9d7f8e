/** content/ → the output folder: reads what changed, plans, renders, and remembers. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMistake } from "../config/mistake.ts";
import { DamagedCacheError } from "../damaged-cache-error.ts";
import { type MonthFiles, openMonthFiles } from "../page/catalogue/catalogue-files.ts";
import { ALL } from "../page/catalogue/lists.ts";
import {
  beginBuild,
  type FinishedManifest,
  filesNamed,
  finishBuild,
  forgetBuilds,
  forgetLast,
  hasBegun,
  type Manifest,
} from "../page/catalogue/manifest.ts";
import type { ReadDigests } from "../page/catalogue/read-folders.ts";
import { countEveryPage } from "../page/plan/every-page.ts";
import type { BuildPlan } from "../page/plan/plan-build.ts";
import type { Renumbering } from "../page/plan/renumbering.ts";
import { createSlugOf } from "../page/view/view-context.ts";
import { templateFolders } from "../process/engine.js";
import { refuseShrunk } from "../story/archive/settle-archive.ts";
import { whyMissing } from "../story/archive/why-missing.ts";
import type { StoryMistake } from "../story/file/story-mistake.ts";
import { createFileWriter, type FileWriter } from "../story/file/write-file.ts";
import { listSources, type SourceTable } from "../story/state/sources.ts";
import { listAssets, writeAssets } from "./assets.ts";
import { cacheFolder, writingFolder } from "./build-folders.ts";
import { environmentOf, healthOf, presentationOf } from "./circumstances.ts";
import { type OpenSite, openSite } from "./open-site.ts";
import { refuseOut } from "./places.ts";
import { type Base, chooseBase, expectedFiles, type PlanOptions, partOf, planSite } from "./plan-site.ts";
import { type Refreshed, refreshManifest } from "./refresh-manifest.ts";
import { createRenderer, type Few, type Renderer } from "./renderer.ts";
import { isOurs, refuseForeign, removePages } from "./sweep.ts";

export interface BuildOptions extends PlanOptions {
  allowShrink: boolean;
  /** Processes that a large build works in, side by side. */
  cores: number;
  /** What is done without other processes; absent for what is sensible. */
  few?: Few;
  readDigests: ReadDigests;
  progress(done: number, total: number): void;
  /** Hears what changed before the build counts as done: where that fails, the next build tells it all. */
  tell?(changes: BuildReport["changes"]): void;
}

export interface BuildReport {
  /** The site's address. */
  url: string;
  /** Stories shown. */
  stories: number;
  pages: { written: number; unchanged: number; removed: number };
  /** The whole site's, style sheets and scripts included; of a shard, its part's. */
  files: number;
  bytes: number;
  /** Paths below the output folder. */
  changes: { written: string[]; removed: string[] };
  /** Story files that were passed over, and notes on others. */
  mistakes: StoryMistake[];
  /** In single feeds' entries of feeds.yaml: such a feed goes by what is known of it. */
  configMistakes: ConfigMistake[];
  /** Archive pages from this number on hold what stood on others, and why. */
  renumberedFrom?: number;
  renumberedBy?: Renumbering["by"];
}

export async function buildSite(options: BuildOptions): Promise<BuildReport> {
  refuseOut(options.root, options.out);
  try {
    return await buildOnce(options);
  } catch (error) {
    if (!(error instanceof DamagedCacheError)) throw error;
    forgetLast(cacheFolder(options.root, options.out));
    return await buildOnce({ ...options, full: true });
  }
}

async function buildOnce(options: BuildOptions): Promise<BuildReport> {
  const { root, out, cores, few } = options;
  const cache = cacheFolder(root, out);
  mkdirSync(cache, { recursive: true });
  const files = createFileWriter(join(cache, ".writing"), { flush: false });
  const pages = createFileWriter(writingFolder(out), { flush: false });
  const months = openMonthFiles(cache);
  const renderer = createRenderer({ root, out, cache, cores, few, writer: pages });
  try {
    const sources = listSources(options.settings, options.states);
    const base = chooseBase(options, cache, sources);
    return await buildFrom(options, { base, sources, cache, months, files, pages, renderer });
  } finally {
    await renderer.close();
    months.close();
    files.close();
    pages.close();
  }
}

interface BuildContext {
  base: Base;
  sources: SourceTable;
  cache: string;
  /** Of the catalogue, of the last build and of this one. */
  months: MonthFiles;
  /** Of the cache. */
  files: FileWriter;
  /** Of the output folder. */
  pages: FileWriter;
  renderer: Renderer;
}

async function buildFrom(options: BuildOptions, context: BuildContext): Promise<BuildReport> {
  const { base, sources, cache, files, months } = context;
  const { manifest, changed, stories, lost } = await scanArchive(options, context);
  if (!options.allowShrink)
    refuseShrunk(stories + lost, lost, () => whyMissing(options.root, manifest.mistakes));
  const site = openSite(options, manifest, months);
  const plan = planSite(base, { manifest, changed, sources, months }, site, options, cache);
  if (plan.gone.length > 0 && !hasBegun(cache) && !isOurs(options.out)) refuseForeign(options.out, plan.gone);
  beginBuild(cache, manifest, plan.gone, files);
  const made = await writeSite(plan, site, options, context);
  options.tell?.(made.changes);
  if (options.shard) forgetBuilds(cache);
  // Where templates changed meanwhile, some pages have what they said before, or in between: as after a killed build.
  else if (environmentOf(options) === manifest.environment) finishBuild(cache, made.bytes, files);
  forgetOld(cache, manifest);
  return {
    ...made,
    url: options.settings.site.url,
    stories: manifest.lists.get(ALL)?.visible ?? 0,
    mistakes: manifest.mistakes,
    configMistakes: options.settings.rejected.flatMap(({ failures }) => failures),
    ...(plan.renumbered && { renumberedFrom: plan.renumbered.from, renumberedBy: plan.renumbered.by }),
  };
}

/** What the archive is now, which months of it are other than the last build saw, and how much of it is lost. */
async function scanArchive(
  options: BuildOptions,
  { base, cache, sources, months, files, renderer }: BuildContext,
): Promise<Refreshed & { manifest: Manifest }> {
  const { root, readDigests } = options;
  const before = base.kind === "pages" ? base.before : undefined;
  const found = await refreshManifest({
    root,
    folder: cache,
    files: months,
    before,
    last: base.kind === "pages" ? base.before : base.last,
    digests: await readDigests(before?.digests),
    slugOf: createSlugOf(sources),
    readParts: renderer.readParts,
    writer: files,
  });
  const environment = before?.environment ?? environmentOf(options);
  const circumstances = {
    environment,
    pageSize: options.settings.site.pageSize,
    sources: presentationOf(sources),
    health: healthOf(sources),
  };
  return { ...found, manifest: { ...found.manifest, ...circumstances } };
}

/** Brings the output folder to what the plan says. */
async function writeSite(
  plan: BuildPlan,
  site: OpenSite,
  options: BuildOptions,
  { base, renderer, pages }: BuildContext,
): Promise<Pick<BuildReport, "pages" | "files" | "bytes" | "changes">> {
  const { root, out, shard, progress } = options;
  const folders = templateFolders(root);
  const dirty = shard ? partOf(plan.dirty, shard) : plan.dirty;
  const most = Math.ceil(plan.count / (shard?.count ?? 1));
  if (most > 0) progress(0, most);
  const made = await renderer.render(site, dirty, plan.count, (done) => progress(done, most));
  const freed = removePages(out, plan.gone);
  // Where a folder of assets was, a file may be now.
  const assets = writeAssets(folders, out, pages);
  // A killed build told nobody what it wrote, and this one finds that it stands.
  const isUntold = base.kind === "none" && base.untold !== undefined;
  const changed = isUntold ? expectedFiles(site, options) : [...made.written, ...assets.written];
  const written = made.written.length;
  const count = shard ? written + made.unchanged : plan.total;
  return {
    pages: { written, unchanged: count - written, removed: plan.gone.length },
    files: count + listAssets(folders).size,
    bytes:
      base.kind === "pages"
        ? bytesNow(base.before, made.grown - freed, plan.total, options)
        : made.bytes + assets.bytes,
    changes: { written: [...changed].sort(), removed: plan.gone },
  };
}

/** @param grown by what the files of before tell, where they are there */
function bytesNow(
  before: FinishedManifest,
  grown: number,
  total: number,
  { out, settings }: BuildOptions,
): number {
  if (existsSync(join(out, "robots.txt"))) return before.bytes + grown;
  // Of a site whose pages are not kept from night to night nobody knows what they held: as much each as before.
  return Math.round((before.bytes / countEveryPage(before, settings.site)) * total);
}

/** Files of the catalogue that no manifest names any more. */
function forgetOld(cache: string, manifest: Manifest): void {
  const named = filesNamed(manifest);
  for (const name of readdirSync(cache)) {
    const isOld = /^(\d{4}-\d\d|ids)-/.test(name) && !named.has(name);
    if (isOld) rmSync(join(cache, name), { force: true });
  }
}
