/** A root's site for Eleventy itself: `npx eleventy`, and the preview of who changes templates. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../config/settings.ts";
import { countSlots } from "../page/catalogue.ts";
import { everyPage } from "../page/every-page.ts";
import { countPages, type Page, pathOf } from "../page/lay-out.ts";
import { ALL } from "../page/lists.ts";
import { type Manifest, readManifest } from "../page/manifest.ts";
import { readHere } from "../page/read-archive.ts";
import { lookAtFolders } from "../page/read-folders.ts";
import type { DocView } from "../page/view.ts";
import { createSlugOf } from "../page/view-context.ts";
import { readStates } from "../story/read-states.ts";
import { listSources } from "../story/sources.ts";
import { createFileWriter } from "../story/write-file.ts";
import { cacheFolder } from "./build-site.ts";
import { environmentOf, isSamePresentation, presentationOf } from "./circumstances.ts";
import { openSite } from "./open-site.ts";
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
  const input = join(cache, "input");
  mkdirSync(input, { recursive: true });
  const { states } = readStates(root);
  const manifest = await readManifestOf(root, settings, cache);
  const site = openSite({ root, settings, states, rereadTemplates: newest !== undefined }, manifest, cache);
  const slots = countSlots(site.view.catalogue, ALL);
  const first = newest === undefined ? 0 : countPages(slots, settings.site.pageSize) - newest;
  const pages = [...everyPage(site.view.catalogue, settings.site)].filter((page) =>
    isAmong(page, first, settings.site.pageSize),
  );
  return {
    paths: pages.map(pathOf),
    docOf: site.docsOf(pages),
    templates: site.templates,
    input,
    forget: site.forget,
  };
}

/** Archive pages after `first` with their stories; of all else, what a person lands on. */
function isAmong(page: Page, first: number, pageSize: number): boolean {
  if (first <= 0) return true;
  if (page.kind === "archive") return page.number > first;
  if (page.kind === "story") return page.place >= first * pageSize;
  return (
    page.kind !== "document" && page.kind !== "sitemap" && (page.kind !== "list" || page.number === undefined)
  );
}

/** What the archive is now, read as far as it changed since the last build. */
async function readManifestOf(root: string, settings: Settings, cache: string): Promise<Manifest> {
  const input = { root, settings, states: readStates(root).states };
  const sources = listSources(settings, input.states);
  const environment = environmentOf(input);
  const last = readManifest(cache);
  const isUsable = last?.environment === environment && isSamePresentation(last, sources);
  const writer = createFileWriter(join(cache, ".writing-preview"), { flush: false });
  try {
    const before = isUsable ? last : undefined;
    const { manifest } = await refreshManifest({
      root,
      folder: cache,
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
    writer.close();
  }
}
