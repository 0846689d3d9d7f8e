/** A process that renders slices of a large build, or reads parts of a large archive. */
import { readSettings } from "../config/read-settings.ts";
import { openMonthFiles } from "../page/catalogue/catalogue-files.ts";
import { createFrontKeeper, type KeptFronts, openFronts } from "../page/catalogue/kept-fronts.ts";
import { readNextManifest } from "../page/catalogue/manifest.ts";
import { readFolders } from "../page/catalogue/read-archive.ts";
import type { ReadStories } from "../page/catalogue/read-catalogue.ts";
import type { Page } from "../page/plan/lay-out.ts";
import { keepHeapSmall } from "../process/thrifty-v8.ts";
import { createFileWriter, type FileWriter } from "../story/file/write-file.ts";
import { readFeedFacts } from "../story/state/read-states.ts";
import { frontsFolder, inputFolder, writingFolder } from "./build-folders.ts";
import { type OpenSite, openSite, storyReader } from "./open-site.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

export interface RenderTask {
  root: string;
  out: string;
  /** The cache folder of this build. */
  cache: string;
  /** The number of the process that builds. */
  builder: number;
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

/** Where a build was killed, the next one may be at work already: nothing is written for the first any more. */
function whileBuilding(builder: number, writer: FileWriter): FileWriter {
  return {
    ...writer,
    write(path, data) {
      // Asked of the system each time: no event of it would come while pages are written one after the other. And not
      // compared with what it was when this process began: the build may have been gone by then.
      if (process.ppid !== builder) process.exit(1);
      writer.write(path, data);
    },
  };
}

/** One build's site stays open from slice to slice. */
let desk: Promise<Desk> | undefined;

export async function renderSlice({ pages, ...task }: RenderTask): Promise<WrittenPages> {
  const { out, cache } = task;
  desk ??= openDesk(task);
  const { site, fronts, writer } = await desk;
  const written = await writePages(site, pages, { out, writer, input: inputFolder(cache) });
  fronts.forget();
  return written;
}

async function openDesk({ root, out, cache, builder }: Omit<RenderTask, "pages">): Promise<Desk> {
  keepHeapSmall();
  const [read, manifest] = [await readSettings(root, process.env), readNextManifest(cache)];
  if (!read.ok || !manifest)
    throw new Error("feeds.yaml or the build's manifest changed while the build went on");
  const states = readFeedFacts(root);
  const fronts = openFronts(frontsFolder(cache));
  const site = openSite({ root, settings: read.settings, states }, manifest, openMonthFiles(cache));
  site.view.readStory = storyReader(root, fronts);
  return {
    site,
    fronts,
    writer: whileBuilding(builder, createFileWriter(writingFolder(out), { flush: false })),
  };
}

export function readSlice({ root, cache, folders }: ReadTask): ReadStories {
  const keeper = createFrontKeeper(frontsFolder(cache));
  const stories = readFolders(root, folders, keeper.keep);
  keeper.flush();
  return stories;
}
