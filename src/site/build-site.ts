/** content/ → the output folder: reads what changed, plans, renders, and remembers. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { countSlots } from "../page/catalogue.ts";
import { openCatalogue } from "../page/catalogue-files.ts";
import { type Page, pathOf } from "../page/lay-out.ts";
import { ALL } from "../page/lists.ts";
import { beginBuild, finishBuild, isUnfinished, type Manifest, readManifest } from "../page/manifest.ts";
import { type BuildPlan, everyPage, planBuild } from "../page/plan-build.ts";
import { readDigests } from "../page/read-folders.ts";
import { hashText } from "../page/record.ts";
import { createSlugOf } from "../page/view-context.ts";
import { ShrunkArchiveError } from "../story/settle-archive.ts";
import { listSources, type SourceTable } from "../story/sources.ts";
import type { StoryMistake } from "../story/story-file.ts";
import { createFileWriter, type FileWriter } from "../story/write-file.ts";
import { holds, listAssets } from "./assets.ts";
import {
  environmentOf,
  healthOf,
  isSamePresentation,
  openSite,
  presentationOf,
  type SiteInput,
} from "./open-site.ts";
import { refreshManifest } from "./refresh-manifest.ts";
import { writingFolder } from "./render-worker.ts";
import { createRenderer, type Renderer } from "./renderer.ts";
import { removePage, sweep } from "./sweep.ts";
import type { WrittenPages } from "./write-pages.ts";

export interface BuildOptions extends SiteInput {
  /** Absolute. */
  out: string;
  full: boolean;
  allowShrink: boolean;
  threads: number;
  progress(done: number, total: number): void;
}

export interface BuildReport {
  /** Stories shown. */
  stories: number;
  pages: { written: number; unchanged: number; removed: number };
  /** Paths below the output folder. */
  changes: { written: string[]; removed: string[] };
  /** Story files that were passed over. */
  mistakes: StoryMistake[];
  /** Archive pages from this number on moved, where an older story came in. */
  renumberedFrom?: number;
}

export async function buildSite(options: BuildOptions): Promise<BuildReport> {
  const { root, out, full, threads } = options;
  const cache = cacheFolder(root, out);
  mkdirSync(cache, { recursive: true });
  const files = createFileWriter(join(cache, ".writing"), { flush: false });
  const pages = createFileWriter(writingFolder(out), { flush: false });
  const renderer = createRenderer({ root, out, cache, threads, writer: pages });
  try {
    const sources = listSources(options.settings.feeds, options.states);
    const before = full ? undefined : usableManifest(options, cache, sources);
    return await runBuild(options, { cache, sources, before, files, pages, renderer });
  } finally {
    await renderer.close();
    files.close();
    pages.close();
  }
}

/** Where a build remembers its last run: one folder for each output folder. */
export const cacheFolder = (root: string, out: string): string =>
  join(root, ".cache", `site-${hashText(relative(root, out).replaceAll("\\", "/")).slice(0, 8)}`);

/** The last build's manifest, where its output still stands and was made under the same circumstances. */
function usableManifest(options: BuildOptions, cache: string, sources: SourceTable): Manifest | undefined {
  if (isUnfinished(cache) || !existsSync(join(options.out, "index.html"))) return undefined;
  const manifest = readManifest(cache);
  if (!manifest || manifest.environment !== environmentOf(options)) return undefined;
  return isSamePresentation(manifest.sources, sources, manifest.lists.keys()) ? manifest : undefined;
}

interface Workshop {
  cache: string;
  sources: SourceTable;
  before: Manifest | undefined;
  /** Of the cache. */
  files: FileWriter;
  /** Of the output folder. */
  pages: FileWriter;
  renderer: Renderer;
}

async function runBuild(options: BuildOptions, shop: Workshop): Promise<BuildReport> {
  const { root, out, settings } = options;
  const { cache, sources, before, files, renderer } = shop;
  const slugOf = createSlugOf(sources);
  const digests = await readDigests(root);
  const { manifest: archive, changed } = await refreshManifest({
    root,
    folder: cache,
    before,
    digests,
    slugOf,
    readFolders: renderer.readFolders,
    writer: files,
  });
  const manifest: Manifest = {
    ...archive,
    environment: before?.environment ?? environmentOf(options),
    sources: presentationOf(sources),
    health: healthOf(sources),
  };
  if (!options.allowShrink) refuseShrunk(before, manifest);

  const site = openSite(options, manifest, cache);
  const old = before && openCatalogue(cache, before.months, before.lists);
  try {
    const plan = planBuild({ before: old, after: site.view.catalogue, changed, options: settings.site });
    const dirty = before && before.health !== manifest.health ? withSources(plan.dirty) : plan.dirty;
    beginBuild(cache, manifest, files);
    const result = await renderer.render(site, dirty, (done) =>
      options.progress(done, before ? done : plan.total),
    );
    const assets = writeAssets(site.render.templates, out, shop.pages);
    const removed = before
      ? removeGone(out, plan)
      : sweep(out, expectedFiles(site.view.catalogue, settings.site, site.render.templates));
    finishBuild(cache);
    forgetOld(cache, manifest);
    return report(site.view.catalogue.lists.get(ALL)?.visible ?? 0, plan, result, assets, removed, manifest);
  } finally {
    old?.close();
    site.close();
  }
}

function report(
  stories: number,
  plan: BuildPlan,
  result: WrittenPages,
  assets: string[],
  removed: string[],
  manifest: Manifest,
): BuildReport {
  const written = [...result.written, ...assets].sort();
  return {
    stories,
    pages: {
      written: result.written.length,
      unchanged: plan.total - result.written.length,
      removed: removed.length,
    },
    changes: { written, removed },
    mistakes: manifest.mistakes,
    ...(plan.renumberedFrom === undefined ? {} : { renumberedFrom: plan.renumberedFrom }),
  };
}

/** More slots gone than anybody takes away in a day: the checkout lost them. @throws ShrunkArchiveError */
function refuseShrunk(before: Manifest | undefined, now: Pick<Manifest, "lists">): void {
  const stories = (lists: Manifest["lists"]): number => lists.get(ALL)?.visible ?? 0;
  if (!before) return;
  const [was, is] = [stories(before.lists), stories(now.lists)];
  if (was - is >= 20 && was - is > was * 0.05) throw new ShrunkArchiveError(was, was - is);
}

function* withSources(dirty: Iterable<Page>): Generator<Page> {
  let there = false;
  for (const page of dirty) {
    there ||= page.kind === "sources";
    yield page;
  }
  if (!there) yield { kind: "sources" };
}

function writeAssets(templates: string[], out: string, writer: FileWriter): string[] {
  const written: string[] = [];
  for (const [path, source] of listAssets(templates)) {
    const content = readFileSync(source);
    if (holds(join(out, path), content)) continue;
    writer.write(join(out, path), content);
    written.push(path);
  }
  return written;
}

function removeGone(out: string, plan: BuildPlan): string[] {
  const there = plan.gone.filter((path) => existsSync(join(out, path)));
  for (const path of there) removePage(out, path);
  return there;
}

function expectedFiles(
  catalogue: Parameters<typeof countSlots>[0],
  options: Parameters<typeof everyPage>[1],
  templates: string[],
): Set<string> {
  const expected = new Set(listAssets(templates).keys());
  for (const page of everyPage(catalogue, options)) expected.add(pathOf(page));
  return expected;
}

/** Files of the catalogue that no manifest names any more. */
function forgetOld(cache: string, manifest: Manifest): void {
  const named = new Set([...manifest.months.values()].flatMap((file) => [`${file}.json`, `${file}.jsonl`]));
  named.add(manifest.ids);
  for (const name of readdirSync(cache)) {
    const isOld = /^(\d{4}-\d\d|ids)-/.test(name) && !named.has(name);
    if (isOld) rmSync(join(cache, name), { force: true });
  }
}
