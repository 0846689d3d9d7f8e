/** Renders a stream of pages in slices: a few here, many on all cores. Memory is bounded by the slice. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, countSlots } from "../page/catalogue.ts";
import type { Batch } from "../page/every-page.ts";
import type { Page } from "../page/lay-out.ts";
import { type ReadParts, readHere } from "../page/read-archive.ts";
import type { ReadStories } from "../page/read-catalogue.ts";
import type { FileWriter } from "../story/write-file.ts";
import { startWorkers, type Workers } from "../workers.ts";
import type { OpenSite } from "./open-site.ts";
import { frontsFolder, type ReadTask, type RenderTask } from "./render-worker.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

/** What a slice weighs, in stories: enough that Eleventy's own start is small beside it, little enough for the memory. */
const SLICE = 1600;
/** In stories: a feed, one that keeps most of its items, a page of stories, and one of a list's lines. */
const FULL_FEED = 12;
const KEPT_FEED = 4;
const FULL_PAGE = 6;
const FULL_LIST = 4;
/** Below so many pages, or folders to read, processes cost more than they bring. */
const FEW_PAGES = 1500;
const FEW_FOLDERS = 300;
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

export interface RendererOptions {
  root: string;
  out: string;
  cache: string;
  /** Processes to work in, side by side. */
  cores: number;
  writer: FileWriter;
}

export function createRenderer({ root, out, cache, cores, writer }: RendererOptions): Renderer {
  const input = join(cache, "input");
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
      if (cores === 1 || parts.flat().length <= FEW_FOLDERS) return readHere(root, parts);
      return inOrder(parts, ahead, (folders) =>
        start().run<ReadTask, ReadStories>("readSlice", { root, cache, folders }),
      );
    },

    async render(site, batches, count, progress) {
      const total: WrittenPages = { written: [], unchanged: 0, bytes: 0, grown: 0 };
      const feed = site.keepsItems() ? KEPT_FEED : FULL_FEED;
      const weigh = (page: Page): number => weightOf(page, site.view.catalogue, feed);
      const isSmall = cores === 1 || count <= FEW_PAGES;
      const renderHere = (pages: Page[]): Promise<WrittenPages> =>
        writePages(site, pages, { out, input, writer });
      const renderThere = (pages: Page[]): Promise<WrittenPages> =>
        start().run<RenderTask, WrittenPages>("renderSlice", { root, out, cache, pages });
      const rendered = isSmall
        ? inOrder(slices(batches, weigh), 0, renderHere)
        : inOrder(slices(batches, weigh), ahead, renderThere);
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

/** Whole batches together, as many as make a slice; one that weighs more comes in several. */
function* slices(batches: Iterable<Batch>, weigh: (page: Page) => number): Generator<Page[]> {
  let slice: Page[] = [];
  let weight = 0;
  for (const batch of batches) {
    for (const page of batch) {
      slice.push(page);
      weight += weigh(page);
      if (weight < 2 * SLICE) continue;
      yield slice;
      [slice, weight] = [[], 0];
    }
    if (weight < SLICE) continue;
    yield slice;
    [slice, weight] = [[], 0];
  }
  if (slice.length > 0) yield slice;
}

/** About how many stories' pages are as long as this one. */
function weightOf(page: Page, catalogue: Catalogue, feed: number): number {
  if (page.kind === "story") return 1;
  if (page.kind === "document") return FULL_FEED;
  // Of many sources there are few stories.
  if (page.kind === "feed") return Math.min(feed, 2 + countSlots(catalogue, page.key));
  if (page.kind === "list") return Math.min(FULL_LIST, 2 + countSlots(catalogue, page.key) / 10);
  return FULL_PAGE;
}
