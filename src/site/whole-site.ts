/** A root's site for Eleventy itself: `npx eleventy`, and the preview of who changes templates. */
import { copyFileSync, linkSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../config/settings.ts";
import { DamagedCacheError } from "../damaged-cache-error.ts";
import { countSlots, slotsOf } from "../page/catalogue/catalogue.ts";
import { filesOfMonth, openMonthFiles } from "../page/catalogue/catalogue-files.ts";
import { ALL, listsOf } from "../page/catalogue/lists.ts";
import { forgetLast, isWhole, type Manifest, readManifest } from "../page/catalogue/manifest.ts";
import { readHere } from "../page/catalogue/read-archive.ts";
import { lookAtFolders } from "../page/catalogue/read-folders.ts";
import { everyPage } from "../page/plan/every-page.ts";
import { countPages, type Page, pageNumberOf, pathOf } from "../page/plan/lay-out.ts";
import type { DocView } from "../page/view/view.ts";
import { createSlugOf, type ViewContext } from "../page/view/view-context.ts";
import { createFileWriter } from "../story/file/write-file.ts";
import { readFeedFacts } from "../story/state/read-states.ts";
import { listSources } from "../story/state/sources.ts";
import { cacheFolder, inputFolder } from "./build-folders.ts";
import { environmentOf, findRelabelled, presentationOf } from "./circumstances.ts";
import { openSite, type SiteInput } from "./open-site.ts";
import { refreshManifest } from "./refresh-manifest.ts";
import type { Templates } from "./templates.ts";

export interface WholeSite {
  /** Below the output folder. */
  paths: string[];
  docOf(path: string): DocView;
  templates: Templates;
  /** An empty folder for Eleventy to look for templates in. */
  input: string;
  /** Forgets what was read: files may have changed. */
  forget(): void;
}

/** @param newest archive pages to make; absent for all */
export async function openWholeSite(root: string, settings: Settings, newest?: number): Promise<WholeSite> {
  const cache = cacheFolder(root, join(root, "_site"));
  try {
    return await openOnce(root, settings, cache, newest);
  } catch (error) {
    if (!(error instanceof DamagedCacheError)) throw error;
    forgetLast(cache);
    return await openOnce(root, settings, cache, newest);
  }
}

async function openOnce(
  root: string,
  settings: Settings,
  cache: string,
  newest: number | undefined,
): Promise<WholeSite> {
  const input = inputFolder(cache);
  mkdirSync(input, { recursive: true });
  const states = readFeedFacts(root);
  const manifest = await readManifestOf({ root, settings, states }, cache);
  const months = openMonthFiles(holdCatalogue(cache, manifest));
  const site = openSite({ root, settings, states, rereadTemplates: newest !== undefined }, manifest, months);
  const pages = [...everyPage(site.view.catalogue, settings.site)].filter(whatIsNewest(site.view, newest));
  return {
    paths: pages.map(pathOf),
    docOf: site.docsOf(pages),
    templates: site.templates,
    input,
    forget: site.forget,
  };
}

/** The newest archive pages, and those of pinned stories; their stories and lists, and of all else what a person lands on. */
function whatIsNewest(
  { catalogue, pinned, settings: { pageSize }, slugOf }: ViewContext,
  newest: number | undefined,
): (page: Page) => boolean {
  const slots = countSlots(catalogue, ALL);
  const first = newest === undefined ? 0 : countPages(slots, pageSize) - newest;
  if (first <= 0) return () => true;
  const shown = [...pinned, ...slotsOf(catalogue, ALL, first * pageSize, slots)];
  const places = new Set(shown.map(({ place }) => place));
  const numbers = new Set(shown.map(({ place }) => pageNumberOf(place, pageSize)));
  const lists = new Set([ALL, ...shown.flatMap(({ record }) => listsOf(record, slugOf))]);
  return (page) => {
    if (page.kind === "archive") return numbers.has(page.number);
    if (page.kind === "story") return places.has(page.place);
    if (page.kind === "list") return page.number === undefined && lists.has(page.key);
    if (page.kind === "feed") return lists.has(page.key);
    return page.kind !== "document" && page.kind !== "sitemap";
  };
}

/** The catalogue's files under names of our own: a build that goes on beside us takes away those that it needs no more. */
function holdCatalogue(cache: string, { months }: Manifest): string {
  const shelf = join(cache, "preview");
  rmSync(shelf, { recursive: true, force: true });
  mkdirSync(shelf);
  for (const name of [...months.values()].flatMap((file) => [...filesOfMonth(file).keys()])) {
    const [from, to] = [join(cache, name), join(shelf, name)];
    try {
      linkSync(from, to);
    } catch {
      // Not every file system has links.
      copyFileSync(from, to);
    }
  }
  return shelf;
}

/** What the archive is now, read as far as it changed since the last build. */
async function readManifestOf(input: SiteInput, cache: string): Promise<Manifest> {
  const { root, settings, states } = input;
  const sources = listSources(settings, states);
  const environment = environmentOf(input);
  const last = readManifest(cache);
  const isUsable =
    last?.environment === environment && isWhole(last, cache) && findRelabelled(last, sources) !== undefined;
  const files = openMonthFiles(cache);
  const writer = createFileWriter(join(cache, ".writing-preview"), { flush: false });
  try {
    const before = isUsable ? last : undefined;
    const { manifest } = await refreshManifest({
      root,
      folder: cache,
      files,
      before,
      last,
      digests: await lookAtFolders(root)(before?.digests),
      slugOf: createSlugOf(sources),
      readParts: (parts) => readHere(root, parts),
      writer,
    });
    const { pageSize } = settings.site;
    return { ...manifest, environment, pageSize, sources: presentationOf(sources), health: "" };
  } finally {
    files.close();
    writer.close();
  }
}
