/**
 * The corpus's real pages on the whole way: published on loopback, fetched and built by the real commands, and every
 * page that comes of it opened in the real browser. Exits with 1 where anything is wrong.
 *
 *     node --import tsx tests/corpus/end-to-end.ts SPLIT [FOLDER]
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { groupBy } from "../../src/group-by.ts";
import { launchBrowser } from "../browser.ts";
import { runCli } from "../run-cli.ts";
import { serveFolder } from "../static-server.ts";
import { patrol, refusedXml } from "./end-to-end-browser.ts";
import { type Publisher, startPublisher, writeLines } from "./end-to-end-publisher.ts";
import { type Findings, startReport } from "./end-to-end-report.ts";
import { type BuiltStory, markupErrors, pagesOf, readBuilt, xmlOf } from "./end-to-end-site.ts";
import { type CorpusPage, readPages } from "./manifest.ts";

const FEEDS = 3;
const TELEPHONE = 390;

const [split, folder] = process.argv.slice(2);
if (split === undefined) {
  process.stderr.write("Usage: node --import tsx tests/corpus/end-to-end.ts SPLIT [FOLDER]\n");
  process.exit(2);
}
const root = folder ?? mkdtempSync(join(tmpdir(), "end-to-end-"));
const report = startReport((text) => process.stdout.write(text));
const pages = await readPages(split);
const publisher = await startPublisher();
try {
  publish(publisher, split, pages);
  writeFeeds(root, publisher.origin);
  await makeSite(root, pages.length, report);
  const stories = readBuilt(root, join(root, "_site"));
  checkStories(stories, split, pages, report);
  report.wrong("errors in the pages' markup", markupErrors(join(root, "_site")));
  await openAll(join(root, "_site"), report);
} finally {
  await publisher.close();
  if (folder === undefined) rmSync(root, { recursive: true, force: true });
}
process.exitCode = report.exitCode();

function publish({ documents, origin }: Publisher, from: string, all: CorpusPage[]): void {
  for (const { file } of all)
    documents.set(`/pages/${basename(file)}`, {
      bytes: readFileSync(join(from, file)),
      contentType: "text/html; charset=utf-8",
    });
  for (let number = 0; number < FEEDS; number++) {
    const own = all.filter((_, index) => index % FEEDS === number);
    const lines = own.map(({ file, expected }) => ({
      title: expected.title ?? basename(file),
      link: `${origin}/pages/${basename(file)}`,
    }));
    documents.set(`/feeds/${number}.xml`, writeLines(`Press ${number}`, lines));
  }
}

function writeFeeds(into: string, origin: string): void {
  mkdirSync(into, { recursive: true });
  const feeds = Array.from({ length: FEEDS }, (_, number) => `  - url: ${origin}/feeds/${number}.xml\n`);
  writeFileSync(
    join(into, "feeds.yaml"),
    `site: { title: Press, url: "https://press.example/" }
network: { allowHosts: [127.0.0.1], perHost: 8 }
feeds:
${feeds.join("")}`,
  );
}

async function makeSite(at: string, expected: number, { must, figure }: Findings): Promise<void> {
  const begun = performance.now();
  const fetched = await runCli(["fetch", "--backfill", "--json", "--root", at]);
  const between = performance.now();
  const built = await runCli(["build", "--json", "--root", at]);
  must(fetched.code === 0, `fetch ended with ${fetched.code}: ${fetched.stderr.slice(-500)}`);
  must(built.code === 0, `build ended with ${built.code}: ${built.stderr.slice(-500)}`);
  const { feeds, stories, articles, articleFailures } = JSON.parse(fetched.stdout);
  must(stories.added === expected, `${stories.added} stories were added, of ${expected} pages`);
  const failed = feeds.filter(({ status }: { status: string }) => status !== "fetched");
  must(failed.length === 0, `feeds failed: ${JSON.stringify(failed)}`);
  figure("fetch", `${((between - begun) / 1000).toFixed(1)} s, ${JSON.stringify(articles)}`);
  if (articles.failed > 0) figure("articles that failed", JSON.stringify(articleFailures));
  figure(
    "build",
    `${((performance.now() - between) / 1000).toFixed(1)} s, ${built.stdout.trim().slice(0, 200)}`,
  );
}

function braces(text: string): number {
  return text.match(/\{\{|\{%|\{#/g)?.length ?? 0;
}

/** Each page has its story, and template syntax in an article is text like any other. */
function checkStories(
  stories: BuiltStory[],
  from: string,
  all: CorpusPage[],
  { must, figure, wrong }: Findings,
): void {
  must(stories.length === all.length, `${stories.length} stories for ${all.length} pages`);
  const counts = groupBy(stories, ({ story }) => story.origin.text);
  for (const [kind, group] of counts) figure(`text: ${kind}`, group.length);
  const inSources = all.reduce((sum, { file }) => sum + braces(readFileSync(join(from, file), "utf8")), 0);
  const sum = (of: (built: BuiltStory) => string): number =>
    stories.reduce((total, built) => total + braces(of(built)), 0);
  const [kept, shown] = [sum(({ story }) => story.body), sum(({ body }) => body)];
  figure(
    "openings of template syntax",
    `${inSources} in the pages, ${kept} in stories, ${shown} on the site`,
  );
  wrong(
    "stories whose template syntax is not shown as it is",
    stories.filter(({ story, body }) => braces(story.body) !== braces(body)).map(({ path }) => path),
  );
  wrong(
    "stories without a word of text",
    stories.filter(({ body }) => !/[\p{L}\p{N}]/u.test(body)).map(({ path }) => path),
  );
}

async function openAll(site: string, { figure, wrong }: Findings): Promise<void> {
  const server = await serveFolder(site);
  const browser = await launchBrowser();
  const begun = performance.now();
  try {
    const paths = pagesOf(site);
    const found = await patrol({ browser, origin: server.origin, paths, width: TELEPHONE });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    figure(
      "pages opened",
      `${found.pages} in ${seconds} s; ${found.pictures} pictures of other hosts kept away`,
    );
    wrong("errors in the browser", found.errors);
    wrong("scripts that are not ours", found.intruders);
    wrong("requests to other hosts", found.foreign);
    wrong(`pages wider than ${TELEPHONE} pixels`, found.overflows);
    wrong("files that pages ask for and that are missing", server.missing);
    wrong("XML documents that are not well-formed", await refusedXml(browser, server.origin, xmlOf(site)));
  } finally {
    await browser.close();
    await server.close();
  }
}
