/** content/ → the output folder: reads what changed, plans, renders, and remembers. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { ConfigMistake } from "../config/mistake.ts";
import { DamagedCacheError } from "../damaged-cache-error.ts";
import { templateFolders } from "../engine.js";
import { hashText } from "../hash-text.ts";
import { countSlots } from "../page/catalogue.ts";
import { type MonthFiles, openCatalogue, openMonthFiles } from "../page/catalogue-files.ts";
import { type Batch, countEveryPage, everyBatch } from "../page/every-page.ts";
import { pathOf } from "../page/lay-out.ts";
import { ALL } from "../page/lists.ts";
import {
  beginBuild,
  type FinishedManifest,
  filesNamed,
  finishBuild,
  forgetBuilds,
  forgetLast,
  hasBegun,
  isUnfinished,
  isWhole,
  type Manifest,
  readManifest,
  readUntold,
} from "../page/manifest.ts";
import { type BuildPlan, planBuild } from "../page/plan-build.ts";
import type { ReadDigests } from "../page/read-folders.ts";
import type { Relabelled } from "../page/relabelled.ts";
import type { Renumbering } from "../page/renumbering.ts";
import { createSlugOf } from "../page/view-context.ts";
import type { Shard } from "../shard.ts";
import { refuseShrunk } from "../story/settle-archive.ts";
import { listSources, type SourceTable } from "../story/sources.ts";
import { compareText } from "../story/story.ts";
import type { StoryMistake } from "../story/story-mistake.ts";
import { createFileWriter, type FileWriter } from "../story/write-file.ts";
import { contentOf, listAssets, writeAssets } from "./assets.ts";
import { environmentOf, findRelabelled, healthOf, presentationOf, withRelinked } from "./circumstances.ts";
import { createKeptItems } from "./kept-items.ts";
import { type OpenSite, openSite, type SiteInput } from "./open-site.ts";
import { realPath, refuseOut } from "./places.ts";
import { type Refreshed, refreshManifest } from "./refresh-manifest.ts";
import { writingFolder } from "./render-worker.ts";
import { createRenderer, type Few, type Renderer } from "./renderer.ts";
import { findStale, isInhabited, isOurs, refuseForeign, removePages } from "./sweep.ts";

export interface BuildOptions extends SiteInput {
  /** Absolute. */
  out: string;
  full: boolean;
  /** Make this part of the pages alone, all of it anew. */
  shard?: Shard;
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
  const { root, out, full, shard, cores, few } = options;
  const cache = cacheFolder(root, out);
  mkdirSync(cache, { recursive: true });
  const files = createFileWriter(join(cache, ".writing"), { flush: false });
  const pages = createFileWriter(writingFolder(out), { flush: false });
  const months = openMonthFiles(cache);
  const renderer = createRenderer({ root, out, cache, cores, few, writer: pages });
  try {
    const sources = listSources(options.settings, options.states);
    const last = readManifest(cache);
    const isUsable = last && !full && !shard && stillStands(last, options, cache);
    const relabelled = isUsable ? findRelabelled(last, sources) : undefined;
    const before = relabelled && last;
    const untold = readUntold(cache);
    const known = { sources, last, before, relabelled, untold };
    return await buildFrom(options, { ...known, cache, months, files, pages, renderer });
  } finally {
    await renderer.close();
    months.close();
    files.close();
    pages.close();
  }
}

/** Where a build remembers its last run: one folder for each output folder, whichever way leads there. */
export function cacheFolder(root: string, out: string): string {
  const way = relative(realPath(root), realPath(out)).replaceAll("\\", "/");
  return join(root, ".cache", `site-${hashText(way).slice(0, 8)}`);
}

/** Whether the last build's output is there, and was made under the same circumstances. */
const stillStands = (manifest: Manifest, options: BuildOptions, cache: string): boolean =>
  !isUnfinished(cache) &&
  existsSync(join(options.out, "index.html")) &&
  isWhole(manifest, cache) &&
  manifest.environment === environmentOf(options);

interface BuildContext {
  cache: string;
  sources: SourceTable;
  /** Of the last build that came to its end; `before` where this one can go on from it. */
  last: FinishedManifest | undefined;
  before: FinishedManifest | undefined;
  /** Sources that are presented in another way than `before`. */
  relabelled: Relabelled | undefined;
  /** What a killed build took away; absent where the last one came to its end. */
  untold: string[] | undefined;
  /** Of the catalogue, of the last build and of this one. */
  months: MonthFiles;
  /** Of the cache. */
  files: FileWriter;
  /** Of the output folder. */
  pages: FileWriter;
  renderer: Renderer;
}

async function buildFrom(options: BuildOptions, context: BuildContext): Promise<BuildReport> {
  const { cache, sources, last, before, relabelled, files, months } = context;
  const { manifest, changed, stories, lost } = await scanArchive(options, context);
  if (!options.allowShrink) refuseShrunk(stories + lost, lost);
  const site = openSite(options, manifest, months);
  const old = before && openCatalogue(months, before.months, before.lists);
  const archive = last && !before && isWhole(last, cache) ? openLast(last, manifest, months) : undefined;
  const shape = options.settings.site;
  const plan = planBuild({
    before: old,
    after: site.view.catalogue,
    changed,
    shape,
    relabelled: before && relabelled && withRelinked(relabelled, before, manifest, sources),
    last: last && { pageSize: last.pageSize, slots: countSlots(last, ALL), archive },
  });
  const hasNewHealth = before !== undefined && before.health !== manifest.health;
  const dirty = hasNewHealth ? withSources(plan.dirty) : plan.dirty;
  const lastOf = (path: string): Buffer | undefined => contentOf(join(options.out, path));
  if (plan.isSame) site.view.keptItems = createKeptItems(lastOf, plan.isSame, site.pieces);
  const gone = before ? plan.gone : findGone(site, options, context);
  if (gone.length > 0 && !hasBegun(cache) && !isOurs(options.out)) refuseForeign(options.out, gone);
  beginBuild(cache, manifest, gone, files);
  const made = await writeSite({ ...plan, dirty, gone }, site, options, context);
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

/** What the last build counted, for one that makes everything anew and says what became of pages' numbers. */
function openLast(last: Manifest, now: Manifest, files: MonthFiles) {
  const names = [...new Set([...last.months.keys(), ...now.months.keys()])].sort(compareText);
  return {
    catalogue: openCatalogue(files, last.months, last.lists),
    changed: names.filter((name) => last.months.get(name) !== now.months.get(name)),
  };
}

/** What the archive is now, which months of it are other than the last build saw, and how much of it is lost. */
async function scanArchive(
  options: BuildOptions,
  { cache, sources, last, before, months, files, renderer }: BuildContext,
): Promise<Refreshed & { manifest: Manifest }> {
  const { root, readDigests } = options;
  const found = await refreshManifest({
    root,
    folder: cache,
    files: months,
    before,
    last,
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
  { before, untold, renderer, pages }: BuildContext,
): Promise<Pick<BuildReport, "pages" | "files" | "bytes" | "changes">> {
  const { root, out, shard, progress } = options;
  const folders = templateFolders(root);
  const dirty = shard ? partOf(plan.dirty, shard) : plan.dirty;
  const made = await renderer.render(site, dirty, plan.count, (done) =>
    progress(done, before ? done : Math.ceil(plan.total / (shard?.count ?? 1))),
  );
  const assets = writeAssets(folders, out, pages);
  const freed = removePages(out, plan.gone);
  // A killed build told nobody what it wrote, and this one finds that it stands.
  const changed = untold ? expectedFiles(site, options) : [...made.written, ...assets.written];
  const written = made.written.length;
  const count = shard ? written + made.unchanged : plan.total;
  return {
    pages: { written, unchanged: count - written, removed: plan.gone.length },
    files: count + listAssets(folders).size,
    bytes: before ? bytesNow(before, made.grown - freed, plan.total, options) : made.bytes + assets.bytes,
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

/** Every n-th batch: shards share none, and together they have all. */
function* partOf(batches: Iterable<Batch>, { index, count }: Shard): Generator<Batch> {
  let number = 0;
  for (const batch of batches) if (number++ % count === index - 1) yield batch;
}

function* withSources(dirty: Iterable<Batch>): Generator<Batch> {
  let there = false;
  for (const batch of dirty) {
    there ||= batch.some(({ kind }) => kind === "sources");
    yield batch;
  }
  if (!there) yield [{ kind: "sources" }];
}

/** What a full build takes away: all that is there of ours and not expected, and what a killed build had begun to. */
function findGone(site: OpenSite, options: BuildOptions, { untold }: BuildContext): string[] {
  if (!untold && !isInhabited(options.out)) return [];
  const expected = expectedFiles(site, options);
  const stale = new Set([...(untold ?? []), ...findStale(options.out, expected)]);
  return [...stale].filter((path) => !expected.has(path)).sort();
}

/** Every file of the site, or of the part of it that is made. */
function expectedFiles(site: OpenSite, { root, shard, settings }: BuildOptions): Set<string> {
  const expected = new Set(listAssets(templateFolders(root)).keys());
  const all = everyBatch(site.view.catalogue, settings.site);
  for (const batch of shard ? partOf(all, shard) : all) for (const page of batch) expected.add(pathOf(page));
  return expected;
}

/** Files of the catalogue that no manifest names any more. */
function forgetOld(cache: string, manifest: Manifest): void {
  const named = filesNamed(manifest);
  for (const name of readdirSync(cache)) {
    const isOld = /^(\d{4}-\d\d|ids)-/.test(name) && !named.has(name);
    if (isOld) rmSync(join(cache, name), { force: true });
  }
}
