/** Renders a stream of pages in slices: a few here, many on all cores. Memory is bounded by the slice. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { countSlots } from "../page/catalogue/catalogue.ts";
import { openFronts } from "../page/catalogue/kept-fronts.ts";
import { ALL } from "../page/catalogue/lists.ts";
import type { ReadParts } from "../page/catalogue/read-archive.ts";
import type { ReadStories } from "../page/catalogue/read-catalogue.ts";
import type { Batch } from "../page/plan/every-page.ts";
import type { Page } from "../page/plan/lay-out.ts";
import { optimizeSoon } from "../process/thrifty-v8.ts";
import { startWorkers, type Workers } from "../process/workers.ts";
import type { FileWriter } from "../story/file/write-file.ts";
import { frontsFolder, inputFolder } from "./build-folders.ts";
import { type OpenSite, storyReader } from "./open-site.ts";
import { type ReadTask, type RenderTask, readSlice } from "./render-worker.ts";
import { slices, weighPage } from "./slices.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

/** What a slice weighs, in ordinary stories: enough that Eleventy's own start is small beside it, little enough for the memory. */
const SLICE = 1600;
/** The same in this process where feeds keep their items, or the views of all stories stay: little is rendered anew. */
const LIGHT_SLICE = 4800;
/** Stories whose views stay (`page/view/kept-views.ts`), as long as most are. */
const SMALL_ARCHIVE = 5000;
/**
 * For so few, processes cost more than they bring: each loads all modules, V8 learns the code anew in each, and every
 * body is rendered in each that shows it.
 */
const FEW: Few = { pages: 8000, stories: SMALL_ARCHIVE };
/** So many times as many pages where documents keep items: little of each is rendered, and processes have nothing to keep. */
const KEEPING = 4;
/** More pages than a quiet night has. */
const MANY_PAGES = 1500;
/** MiB of heap that a process may have; it needs half of it. */
const HEAP = 384;

export interface Renderer {
  readParts: ReadParts;
  /** @param count pages in the batches, about */
  render(
    site: OpenSite,
    batches: Iterable<Batch>,
    count: number,
    progress: (done: number) => void,
  ): Promise<WrittenPages>;
  close(): Promise<void>;
}

/** How many this process reads and renders alone. */
export interface Few {
  stories: number;
  pages: number;
}

export interface RendererOptions {
  root: string;
  out: string;
  cache: string;
  /** Processes to work in, side by side. */
  cores: number;
  /** Absent for what is sensible. */
  few?: Few | undefined;
  writer: FileWriter;
}

export function createRenderer(options: RendererOptions): Renderer {
  const { root, out, cache, cores, few = FEW, writer } = options;
  const input = inputFolder(cache);
  mkdirSync(input, { recursive: true });
  const fronts = frontsFolder(cache);
  // Of a build that was killed: its archive was another.
  rmSync(fronts, { recursive: true, force: true });
  let pool: Workers | undefined;
  const start = (): Workers => {
    pool ??= startWorkers({ entry: "renderWorker", count: cores, heap: HEAP, kind: "processes" });
    return pool;
  };
  const close = async (): Promise<void> => {
    await pool?.close();
    pool = undefined;
    rmSync(fronts, { recursive: true, force: true });
  };
  // A waiting task for each process keeps them busy.
  const ahead = 2 * cores;

  return {
    readParts(parts) {
      const isSmall = cores === 1 || !holdMore(root, parts.flat(), few.stories);
      const readHere = async (task: ReadTask): Promise<ReadStories> => readSlice(task);
      const readThere = (task: ReadTask): Promise<ReadStories> => start().run("readSlice", task);
      const tasks = parts.map((folders): ReadTask => ({ root, cache, folders }));
      return isSmall ? inOrder(tasks, 0, readHere) : inOrder(tasks, ahead, readThere);
    },

    async render(site, batches, count, progress) {
      const total: WrittenPages = { written: [], unchanged: 0, bytes: 0, grown: 0 };
      const { catalogue } = site.view;
      const isKeeping = site.view.keptItems !== undefined;
      const isSmall = cores === 1 || count <= few.pages * (isKeeping ? KEEPING : 1);
      if (count > MANY_PAGES) optimizeSoon();
      const isLight = isSmall && (isKeeping || countSlots(catalogue, ALL) <= SMALL_ARCHIVE);
      const weigh = (page: Page): number => weighPage(page, catalogue, site.view.settings);
      const tasks = slices(batches, weigh, isLight ? LIGHT_SLICE : SLICE);
      const kept = openFronts(fronts);
      if (isSmall) site.view.readStory = storyReader(root, kept);
      const renderHere = async (pages: Page[]): Promise<WrittenPages> => {
        const written = await writePages(site, pages, { out, input, writer });
        kept.forget();
        return written;
      };
      const renderThere = (pages: Page[]): Promise<WrittenPages> =>
        start().run<RenderTask, WrittenPages>("renderSlice", {
          root,
          out,
          cache,
          builder: process.pid,
          pages,
        });
      const rendered = isSmall ? inOrder(tasks, 0, renderHere) : inOrder(tasks, ahead, renderThere);
      for await (const slice of rendered) {
        for (const path of slice.written) total.written.push(path);
        total.unchanged += slice.unchanged;
        total.bytes += slice.bytes;
        total.grown += slice.grown;
        progress(total.written.length + total.unchanged);
      }
      // What comes after needs memory, and no process.
      await close();
      return total;
    },

    close,
  };
}

/** Whether some folders have more than so many files. Git lists folders that may be gone. */
function holdMore(root: string, folders: string[], most: number): boolean {
  let count = 0;
  return folders.some((folder) => {
    const place = join(root, folder);
    if (existsSync(place)) count += readdirSync(place).length;
    return count > most;
  });
}

/** What becomes of each item, in order, while as many of the next as `ahead` says are worked on. */
async function* inOrder<T, R>(
  items: Iterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  for (const item of items) {
    const task = work(item);
    // It is awaited in its turn; until then a failure is no unhandled one.
    task.catch(() => {});
    begun.push(task);
    const first = begun.length > ahead ? begun.shift() : undefined;
    if (first) yield await first;
  }
  for (const task of begun) yield await task;
}
