/**
 * What each extractor makes of a corpus's pages alone, and what the choice among them makes of it, with the processor
 * time of each beside Readability on linkedom alone. Results are written as `OUT/EXTRACTOR/NAME.json`.
 *
 *     node --import tsx tests/corpus/compare-extractors.ts SPLIT OUT
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readPage } from "../../src/article/article-page.ts";
import { composeText } from "../../src/article/compose-text.ts";
import { serializePage } from "../../src/article/dom/parse-page.ts";
import { extractWithArticleExtractor } from "../../src/article/extract/extract-with-article-extractor.ts";
import { extractWithDefuddle } from "../../src/article/extract/extract-with-defuddle.ts";
import { extractWithReadability } from "../../src/article/extract/extract-with-readability.ts";
import { preparePage } from "../../src/article/prepare/prepare-page.ts";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";
import { addressOf, readPages } from "./manifest.ts";

type Extract = (html: string, url: string) => string | undefined | Promise<string | undefined>;

const prepared = (html: string, url: string): string => serializePage(preparePage(html, url).document);

const CONTESTANTS: Record<string, Extract> = {
  "readability-alone": (html) => extractWithReadability(html),
  readability: (html, url) => extractWithReadability(prepared(html, url)),
  "article-extractor": (html, url) => extractWithArticleExtractor(prepared(html, url)),
  defuddle: (html, url) => extractWithDefuddle(prepared(html, url), url),
  choice: async (html, url) => (await readPage({ html, url }, { title: "" })).html,
};

/** Milliseconds of processor time, this process alone. */
const processorTime = (): number => process.cpuUsage().user / 1000;

const [split, out] = process.argv.slice(2);
if (split === undefined || out === undefined) {
  process.stderr.write("Usage: node --import tsx tests/corpus/compare-extractors.ts SPLIT OUT\n");
  process.exit(2);
}
const pages = await readPages(split);
const sources = await Promise.all(pages.map(({ file }) => readFile(join(split, file), "utf8")));

const rates = new Map<string, number>();
for (const [name, extract] of Object.entries(CONTESTANTS)) {
  await mkdir(join(out, name), { recursive: true });
  let time = 0;
  for (const [index, page] of pages.entries()) {
    const [html = "", url] = [sources[index], addressOf(page)];
    const begun = processorTime();
    const found = await extract(html, url);
    time += processorTime() - begun;
    const result = found === undefined ? null : { markdown: htmlToMarkdown(found, { base: url }).markdown };
    await writeFile(join(out, name, `${basename(page.file, ".html")}.json`), JSON.stringify(result));
  }
  rates.set(name, (1000 * pages.length) / time);
}

const begun = processorTime();
for (const [index, page] of pages.entries()) {
  await composeText({ entry: { title: "" }, page: { html: sources[index] ?? "", url: addressOf(page) } });
}
rates.set("whole text", (1000 * pages.length) / (processorTime() - begun));

const alone = rates.get("readability-alone") ?? 1;
for (const [name, rate] of rates) {
  const times = (alone / rate).toFixed(1);
  process.stdout.write(
    `${name.padEnd(20)} ${rate.toFixed(1).padStart(6)} pages a second and core, ${times} times the cost\n`,
  );
}
