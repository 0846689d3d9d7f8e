/** Runs the product's own article modules over a corpus's pages, with no feed beside them. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { createWorkerPool, type WorkerPool } from "../../src/article/worker-pool.ts";
import { addressOf, type CorpusPage, readPages } from "./manifest.ts";

/** Writes `OUT/pages/NAME.json` for every page of the manifest: text and metadata, or null where nothing was found. */
export async function runPages(split: string, out: string): Promise<void> {
  const pages = await readPages(split);
  const folder = join(out, "pages");
  await mkdir(folder, { recursive: true });
  const threads = availableParallelism();
  const pool = createWorkerPool({ threads, timeoutMs: 10_000, heapMb: 256 });
  const lane = async (first: number): Promise<void> => {
    const own = pages.filter((_, index) => index % threads === first);
    for (const page of own) await runPage(pool, split, page, folder);
  };
  try {
    await Promise.all(Array.from({ length: threads }, (_, first) => lane(first)));
  } finally {
    await pool.close();
  }
}

async function runPage(pool: WorkerPool, split: string, page: CorpusPage, folder: string): Promise<void> {
  const html = await readFile(join(split, page.file), "utf8");
  const found = await composed(pool, html, addressOf(page));
  await writeFile(join(folder, `${basename(page.file, ".html")}.json`), `${JSON.stringify(found)}\n`);
}

async function composed(pool: WorkerPool, html: string, url: string): Promise<object | null> {
  const begun = performance.now();
  const outcome = await pool.compose({ entry: { title: "" }, page: { html, url } });
  if (!outcome.ok || outcome.value.text === "none") return null;
  const { markdown, title, author, published } = outcome.value;
  return { markdown, title, author, date: published, ms: Math.round(performance.now() - begun) };
}
