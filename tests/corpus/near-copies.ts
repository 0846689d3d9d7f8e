/**
 * Takes a corpus's pages and feeds for one archive and prints what would be offered as copies: none may be false.
 *
 *     node --import tsx tests/corpus/near-copies.ts SPLIT
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import type { TextInput } from "../../src/article/compose-text.ts";
import { createWorkerPool, type WorkerPool } from "../../src/article/worker-pool.ts";
import { type Candidate, findNearCopies } from "../../src/doctor/near-copies.ts";
import { given } from "../../src/given.ts";
import { addressEntries } from "../../src/story/address.ts";
import { addressOf, readManifest } from "./manifest.ts";

/** Of stories without a date, when they were shared. */
const SHARED = "2026-03-14T03:00:00Z";

const [split] = process.argv.slice(2);
if (split === undefined) {
  process.stderr.write("Usage: node --import tsx tests/corpus/near-copies.ts SPLIT\n");
  process.exit(2);
}

const stories = new Map<string, Candidate & { body: string }>();
const pool = createWorkerPool({ threads: availableParallelism(), timeoutMs: 10_000, heapMb: 256 });
try {
  for (const page of readManifest(split).pages) {
    const [html, url] = [readFileSync(join(split, page.file), "utf8"), addressOf(page)];
    await keep(pool, basename(page.file), { title: "", link: url }, { html, url });
  }
  for (const { file, contentType } of readManifest(split).feeds) {
    const from = { url: `https://corpus.invalid/${basename(file)}`, ...(contentType ? { contentType } : {}) };
    const parsed = await pool.parse(readFileSync(join(split, file)), from);
    for (const entry of parsed.ok ? parsed.value.entries : []) await keep(pool, basename(file), entry);
  }
} finally {
  await pool.close();
}

const all = [...stories.values()];
const pairs = findNearCopies(all, ({ id }) => stories.get(id)?.body ?? "");
for (const { older, younger, likeness } of pairs) {
  process.stdout.write(
    `${likeness.toFixed(3)}  ${older.title}\n       ${older.path}  ${older.address}  ${older.published ?? "-"}\n` +
      `       ${younger.path}  ${younger.address}  ${younger.published ?? "-"}\n`,
  );
}
const titled = all.filter(({ body }) => body.length > 300).length;
process.stdout.write(
  `${all.length} stories, ${titled} of them with a text to compare; ${pairs.length} pairs\n`,
);

async function keep(
  workers: WorkerPool,
  path: string,
  entry: TextInput["entry"],
  page?: TextInput["page"],
): Promise<void> {
  const composed = await workers.compose({ entry, ...(page ? { page } : {}) });
  if (!composed.ok) return;
  const { title, markdown, published } = composed.value;
  const [addressed] = addressEntries(path, [{ categories: [], enclosures: [], ...entry, title }], new Map());
  if (!addressed || stories.has(addressed.id)) return;
  const { id, address } = addressed;
  stories.set(id, { id, address, path, title, shared: SHARED, ...given({ published }), body: markdown });
}
