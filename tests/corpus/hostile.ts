/**
 * The corpus's hostile inputs on the whole way: published on loopback, fetched and built by the real command, held
 * against what their manifest wants, and every page that comes of them opened in the real browser, where a canary waits
 * for scripts of theirs. Exits with 1 where anything is wrong.
 *
 *     node --import tsx tests/corpus/hostile.ts SPLIT [FOLDER]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { parseFeed } from "../../src/feed/parse-feed.ts";
import { launchBrowser } from "../browser.ts";
import { serveFolder } from "../static-server.ts";
import { patrol, refusedXml } from "./end-to-end-browser.ts";
import { type Publisher, startPublisher } from "./end-to-end-publisher.ts";
import { startReport } from "./end-to-end-report.ts";
import { type BuiltStory, markupErrors, pagesOf, readBuilt, xmlOf } from "./end-to-end-site.ts";
import { judge, type Outcome } from "./hostile-checks.ts";
import { feedPath, type HostileInput, pagePath, publishInputs, readInputs } from "./hostile-inputs.ts";
import { type Measured, measure, slownessNow, writeFeeds } from "./hostile-run.ts";

const [split, folder] = process.argv.slice(2);
if (split === undefined) {
  process.stderr.write("Usage: node --import tsx tests/corpus/hostile.ts SPLIT [FOLDER]\n");
  process.exit(2);
}
const report = startReport((text) => process.stdout.write(text));
const work = folder ?? mkdtempSync(join(tmpdir(), "hostile-"));
/** Deep enough that a path which climbs out of it is caught in the folders above. */
const ROOT = "outside/of/the/root";
/** Beside it: a feed that nothing is wrong with. */
const ORDINARY = "ordinary";
const root = join(work, ROOT);
const site = join(root, "_site");
const inputs = readInputs(split);
const publisher = await startPublisher();
try {
  publishInputs(publisher, split, inputs);
  writeFeeds(root, publisher.origin, inputs);
  const before = await slownessNow(join(work, ORDINARY), publisher);
  const alone = await runAlone();
  const slowness = Math.max(before, await slownessNow(join(work, ORDINARY), publisher));
  report.figure("limits of time are stretched by", slowness.toFixed(2));
  const night = await measure("nightly", root, []);
  report.must(night.code === 0, `nightly ended with ${night.code}`);
  report.figure(
    "one night",
    `${night.seconds.toFixed(1)} s to fetch, ${JSON.stringify(night.report.articles)}`,
  );
  const stories = readBuilt(root, site);
  for (const input of inputs)
    tell(input, outcomeOf(input, alone.get(input) ?? night, alone.has(input), stories), slowness);
  await checkThisProcess(publisher);
  checkFiles();
  await checkInBrowser(publisher);
} finally {
  await publisher.close();
  if (folder === undefined) rmSync(work, { recursive: true, force: true });
}
process.exitCode = report.exitCode();

/** What may cost only so much is fetched on its own, so that its cost can be told. */
async function runAlone(): Promise<Map<HostileInput, Measured>> {
  const runs = new Map<HostileInput, Measured>();
  for (const input of inputs.filter(({ expect }) => expect.time !== undefined))
    runs.set(input, await measure("fetch", root, ["--only", publisher.origin + feedPath(input)]));
  return runs;
}

function outcomeOf(input: HostileInput, run: Measured, isAlone: boolean, stories: BuiltStory[]): Outcome {
  const url = publisher.origin + feedPath(input);
  const feed = run.report.feeds.find((one) => one.url === url);
  if (!feed) throw new Error(`the report says nothing of ${url}`);
  return {
    feed,
    stories: stories.filter(({ story }) => story.shares.some((share) => share.feed === url)),
    document: Buffer.from(publisher.documents.get(feedPath(input))?.bytes ?? []).toString("latin1"),
    seconds: isAlone ? run.seconds : undefined,
    memory: isAlone ? run.memory : undefined,
  };
}

function tell(input: HostileInput, outcome: Outcome, slowness: number): void {
  const { feed, stories, seconds, memory } = outcome;
  const kinds = [...new Set(stories.map(({ story }) => story.origin.text))].join();
  const cost = seconds === undefined ? "" : `${seconds.toFixed(1)} s, ${memory ?? "?"} MiB`;
  const came = feed.status === "failed" ? `${feed.stage}: ${feed.cause}` : `${stories.length} ${kinds}`;
  report.wrong(`${input.file.padEnd(40)} ${came.padEnd(24)} ${cost}`, judge(input, outcome, slowness));
}

/** Keys of a feed that are names of JavaScript's own leave nothing behind in the objects of who reads it. */
async function checkThisProcess({ documents }: Publisher): Promise<void> {
  for (const input of inputs.filter(({ expect }) => expect.check !== undefined)) {
    const { bytes, contentType } = documents.get(feedPath(input)) ?? { bytes: Buffer.of(), contentType: "" };
    await parseFeed(bytes, { url: publisher.origin, contentType });
    report.must(!("polluted" in {}), `${input.file} changed the prototype of all objects`);
  }
}

function checkFiles(): void {
  const outside = readdirSync(work, { recursive: true, encoding: "utf8" }).filter(
    (path) => !isBelow(path, ROOT) && !isBelow(path, ORDINARY) && !isBelow(ROOT, path),
  );
  report.wrong("files outside the root", outside);
  // A title keeps the control character that its publisher put there; no browser minds.
  const errors = markupErrors(site).filter((error) => !error.endsWith("control-character-in-input-stream"));
  report.wrong("errors in the pages' markup", errors);
  const score = spawnSync(join(split ?? "", "score/run"), ["hostile", site, "--root=.e-content"], {
    encoding: "utf8",
  });
  report.figure("score/run hostile", score.stdout.trim());
  report.must(score.status === 0, `score/run hostile ended with ${score.status}: ${score.stderr}`);
}

function isBelow(path: string, folder: string): boolean {
  return `${path}/`.startsWith(`${folder}/`);
}

async function checkInBrowser({ documents }: Publisher): Promise<void> {
  const browser = await launchBrowser();
  const server = await serveFolder(site);
  try {
    await checkCanary(browser, documents);
    const begun = performance.now();
    const { origin } = server;
    // Without the policy that forbids them, scripts would run if there were any; with it, a page says that it forbade one.
    const bare = await patrol({ browser, origin, paths: pagesOf(site), width: 390, withoutPolicy: true });
    const guarded = await patrol({ browser, origin, paths: pagesOf(site).filter(isArchive), width: 390 });
    report.figure(
      "pages opened",
      `${bare.pages} without and ${guarded.pages} with their policy in ${((performance.now() - begun) / 1000).toFixed(1)} s; ${bare.pictures} pictures of other hosts kept away`,
    );
    report.wrong("errors in the browser", [...bare.errors, ...guarded.errors]);
    report.wrong("scripts that are not ours", [...bare.intruders, ...guarded.intruders]);
    report.wrong("requests to other hosts", [...bare.foreign, ...guarded.foreign]);
    report.wrong("pages wider than 390 pixels", bare.overflows);
    report.wrong("files that pages ask for and that are missing", server.missing);
    report.wrong("XML documents that are not well-formed", await refusedXml(browser, origin, xmlOf(site)));
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The front page and archive pages: every story stands on one of them, whole. */
function isArchive(path: string): boolean {
  return /^\/(page\/\d+\/)?$/.test(path);
}

/** The canary must be heard: the pages as they were published have scripts, and those run. */
async function checkCanary(browser: Browser, documents: Publisher["documents"]): Promise<void> {
  const raw = join(root, "raw");
  mkdirSync(raw, { recursive: true });
  const pages = inputs.filter(({ file, kind }) => kind === "page" && file.startsWith("xss-"));
  for (const input of pages)
    writeFileSync(join(raw, input.file), documents.get(pagePath(input))?.bytes ?? "");
  const server = await serveFolder(raw);
  try {
    for (const { file } of pages) {
      const { intruders } = await patrol({ browser, origin: server.origin, paths: [`/${file}`], width: 390 });
      report.must(intruders.length > 0, `the canary hears nothing in ${file} as it was published`);
      report.figure(`scripts heard in ${file} as it was published`, intruders.length);
    }
  } finally {
    await server.close();
  }
}
