/** Renders a stream of pages in slices: a few here, many on all cores. Memory is bounded by the slice. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "../page/lay-out.ts";
import { type ReadFolders, type ReadStories, readFolders } from "../page/read-archive.ts";
import type { FileWriter } from "../story/write-file.ts";
import { startThreads, type Threads } from "../threads.ts";
import type { OpenSite } from "./open-site.ts";
import type { ReadTask, RenderTask } from "./render-worker.ts";
import { type WrittenPages, writePages } from "./write-pages.ts";

/** Pages in a slice: enough that Eleventy's own start is small beside them, few enough for the memory. */
const SLICE = 600;
/** Folders of stories that one thread reads at a time. */
const FOLDERS = 200;
/** Below so many pages, threads cost more than they bring. */
const FEW = 300;

export interface Renderer {
  readFolders: ReadFolders;
  render(site: OpenSite, pages: Iterable<Page>, progress: (done: number) => void): Promise<WrittenPages>;
  close(): Promise<void>;
}

export interface RendererOptions {
  root: string;
  out: string;
  cache: string;
  threads: number;
  writer: FileWriter;
}

export function createRenderer({ root, out, cache, threads, writer }: RendererOptions): Renderer {
  const input = join(cache, "input");
  mkdirSync(input, { recursive: true });
  let pool: Threads | undefined;
  const start = (): Threads => {
    pool ??= startThreads({ file: new URL("./render-worker.ts", import.meta.url), threads });
    return pool;
  };

  return {
    async readFolders(folders) {
      if (folders.length <= FOLDERS || threads === 1) return readFolders(root, folders);
      const parts = [...slices(folders, FOLDERS)].map((part) =>
        start().run<ReadTask, ReadStories>("readSlice", { root, folders: part }),
      );
      const read = await Promise.all(parts);
      return {
        records: read.flatMap(({ records }) => records),
        mistakes: read.flatMap(({ mistakes }) => mistakes),
      };
    },

    async render(site, pages, progress) {
      const total: WrittenPages = { written: [], unchanged: 0, bytes: 0 };
      const running = new Set<Promise<void>>();
      const note = ({ written, unchanged, bytes }: WrittenPages): void => {
        for (const path of written) total.written.push(path);
        total.unchanged += unchanged;
        total.bytes += bytes;
        progress(total.written.length + total.unchanged);
      };
      for (const slice of slices(pages, SLICE)) {
        if (threads === 1 || (running.size === 0 && slice.length < FEW)) {
          note(await writePages(site, slice, { out, input, writer }));
          continue;
        }
        const task = start()
          .run<RenderTask, WrittenPages>("renderSlice", { root, out, cache, pages: slice })
          .then(note)
          .finally(() => running.delete(task));
        running.add(task);
        // A waiting slice for each thread keeps them busy.
        if (running.size >= 2 * threads) await Promise.race(running);
      }
      await Promise.all(running);
      return total;
    },

    close: async () => pool?.close(),
  };
}

function* slices<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let slice: T[] = [];
  for (const item of items) {
    slice.push(item);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
