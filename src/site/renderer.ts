/** Renders a stream of pages in slices: a few here, many on all cores. Memory is bounded by the slice. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Batch } from "../page/every-page.ts";
import type { Page } from "../page/lay-out.ts";
import { type ReadParts, readHere } from "../page/read-archive.ts";
import type { ReadStories } from "../page/read-catalogue.ts";
import type { FileWriter } from "../story/write-file.ts";
import { startWorkers, type Workers } from "../workers.ts";
import type { OpenSite } from "./open-site.ts";
import type { ReadTask, RenderTask } from "./render-worker.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

/** Pages in a slice: enough that Eleventy's own start is small beside them, few enough for the memory. */
const SLICE = 600;
/** Below so many pages or folders, processes cost more than they bring. */
const FEW = 300;
/** MiB of heap for a process. */
const HEAP = 256;

export interface Renderer {
  readParts: ReadParts;
  render(site: OpenSite, batches: Iterable<Batch>, progress: (done: number) => void): Promise<WrittenPages>;
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
  let pool: Workers | undefined;
  const start = (): Workers => {
    const file = new URL("./render-worker.ts", import.meta.url);
    pool ??= startWorkers({ file, count: cores, heap: HEAP, kind: "processes" });
    return pool;
  };
  // A waiting task for each process keeps them busy; on one core, one slice comes after the other.
  const ahead = cores === 1 ? 0 : 2 * cores;

  return {
    readParts(parts) {
      if (cores === 1 || parts.flat().length <= FEW) return readHere(root, parts);
      return inOrder(parts, ahead, (folders) =>
        start().run<ReadTask, ReadStories>("readSlice", { root, folders }),
      );
    },

    async render(site, batches, progress) {
      const total: WrittenPages = { written: [], unchanged: 0, bytes: 0, grown: 0 };
      const renderSlice = (pages: Page[]): Promise<WrittenPages> =>
        cores === 1 || (pool === undefined && pages.length < FEW)
          ? writePages(site, pages, { out, input, writer })
          : start().run<RenderTask, WrittenPages>("renderSlice", { root, out, cache, pages });
      for await (const slice of inOrder(slices(batches), ahead, renderSlice)) {
        for (const path of slice.written) total.written.push(path);
        total.unchanged += slice.unchanged;
        total.bytes += slice.bytes;
        total.grown += slice.grown;
        progress(total.written.length + total.unchanged);
      }
      return total;
    },

    close: async () => pool?.close(),
  };
}

/** What becomes of each item, in order, while the next few are worked on. */
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

/** Whole batches together, as many as make a slice; one that is larger comes in several. */
function* slices(batches: Iterable<Batch>): Generator<Page[]> {
  let slice: Page[] = [];
  for (const batch of batches) {
    slice.push(...batch);
    while (slice.length >= 2 * SLICE) yield slice.splice(0, SLICE);
    if (slice.length < SLICE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
