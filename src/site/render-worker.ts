/** A process that renders slices of a large build, or reads parts of a large archive. */
import { join } from "node:path";
import { readSettings } from "../config/read-settings.ts";
import { createFrontKeeper, type KeptFronts, openFronts } from "../page/kept-fronts.ts";
import type { Page } from "../page/lay-out.ts";
import { readNextManifest } from "../page/manifest.ts";
import { readFolders } from "../page/read-archive.ts";
import type { ReadStories } from "../page/read-catalogue.ts";
import { readStates } from "../story/read-states.ts";
import { createFileWriter, type FileWriter } from "../story/write-file.ts";
import { keepHeapSmall } from "../thrifty-v8.ts";
import { type OpenSite, openSite, storyReader } from "./open-site.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

export interface RenderTask {
  root: string;
  out: string;
  /** The cache folder of this build. */
  cache: string;
  pages: Page[];
}

export interface ReadTask {
  root: string;
  /** The cache folder of this build. */
  cache: string;
  folders: string[];
}

interface Desk {
  site: OpenSite;
  fronts: KeptFronts;
  writer: FileWriter;
}

/** One build's site stays open from slice to slice. */
let desk: Promise<Desk> | undefined;

export async function renderSlice({ root, out, cache, pages }: RenderTask): Promise<WrittenPages> {
  desk ??= openDesk(root, out, cache);
  const { site, fronts, writer } = await desk;
  const written = await writePages(site, pages, { out, writer, input: join(cache, "input") });
  fronts.forget();
  return written;
}

async function openDesk(root: string, out: string, cache: string): Promise<Desk> {
  keepHeapSmall();
  const [read, manifest] = [await readSettings(root, process.env), readNextManifest(cache)];
  if (!read.ok || !manifest)
    throw new Error("feeds.yaml or the build's manifest changed while the build went on");
  const { states } = readStates(root);
  const fronts = openFronts(frontsFolder(cache));
  const site = openSite({ root, settings: read.settings, states }, manifest, cache);
  site.view.readStory = storyReader(root, fronts);
  return { site, fronts, writer: createFileWriter(writingFolder(out), { flush: false }) };
}

/** Temp files of a build, on the output's file system. */
export const writingFolder = (out: string): string => join(out, ".writing");

/** Front matter that was read for this build, below its cache folder. */
export const frontsFolder = (cache: string): string => join(cache, "fronts");

export function readSlice({ root, cache, folders }: ReadTask): ReadStories {
  const keeper = createFrontKeeper(frontsFolder(cache));
  const stories = readFolders(root, folders, keeper.keep);
  keeper.flush();
  return stories;
}
