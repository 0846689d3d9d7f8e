/** Where texts come from, and articles that are tried again: what a person, or feeds.yaml, says meanwhile counts. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import { fetchFeeds } from "../../src/pipeline.ts";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { NOW, runCli } from "../run-cli.ts";
import { rss } from "./nights.ts";

vi.setConfig({ testTimeout: 60_000 });

const PAGE = answer(
  200,
  { "content-type": "text/html; charset=utf-8" },
  `<!doctype html><title>Ferry</title><article><h1>Ferry</h1>${"<p>The page goes on where the feed ends, and by noon the ferry had come, with nobody on board.</p>".repeat(4)}</article>`,
);

let root: string;
let publisher: FaultyPublisher;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "retried-"));
  publisher = await startFaultyPublisher();
  const body = `<p>${"The feed's own words about the ferry, and many of them. ".repeat(40)}</p>`;
  const item = { title: "Ferry", link: `${publisher.origin}/ferry`, body };
  publisher.scripts.set("/feed", answer(200, {}, rss([item])));
  publisher.scripts.set("/ferry", answer(404));
});

afterEach(async () => {
  await publisher.close();
  rmSync(root, { recursive: true });
});

async function fetchAt(night: number, fullText: string): Promise<FetchReport> {
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Retried, url: "https://example.org/" }
network: { allowHosts: [127.0.0.1] }
feeds:
  - { url: "${publisher.origin}/feed", fullText: ${fullText} }
`,
  );
  return await fetchFeeds({
    root,
    env: { SOURCE_DATE_EPOCH: String(Number(NOW) + night * 86_400) },
    allowShrink: false,
    dryRun: false,
    backfill: false,
    progress: { phase() {}, step() {} },
  });
}

const files = (): string[] =>
  readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join(root, "content/stories", path));

const readStories = (): string[] => files().map((path) => readFileSync(path, "utf8"));

const story = (): string => readStories()[0] ?? "";

/** What happens while the page is asked for. */
const meanwhile = (act: (file: string) => void): unknown =>
  publisher.scripts.set("/ferry", (socket) => {
    act(files()[0] ?? "");
    socket.write(PAGE);
  });

it("keep what somebody edits while the page is read", async () => {
  await fetchAt(0, "always");
  meanwhile((file) =>
    writeFileSync(
      file,
      readFileSync(file, "utf8")
        .replace("title: Ferry", "title: Mine")
        .replace("hidden: false", "hidden: true"),
    ),
  );
  await fetchAt(1, "always");
  expect(story()).toMatch(/^title: Mine$/m);
  expect(story()).toMatch(/^hidden: true$/m);
  expect(story()).toContain("by noon the ferry had come");
});

it.each(["\n", "\r\n"])("leave what somebody wrote around the text as it is: %j", async (end) => {
  await fetchAt(0, "always");
  const [file = ""] = files();
  const mine = readFileSync(file, "utf8")
    .replace("title: Ferry\n", "# Ask the harbour first.\nmood: calm\ntitle: 'Ferry' # as it stood there\n")
    .replace(/^( {2}text: .*)$/m, "  # Their page was down.\n$1 # for now")
    .replaceAll("\n", end);
  writeFileSync(file, mine);
  publisher.scripts.set("/ferry", PAGE);
  await fetchAt(1, "always");
  expect(story()).toContain("by noon the ferry had come");
  expect(story()).toContain(`  # Their page was down.${end}  text: article # for now${end}`);
  const isFetched = (line: string): boolean => /^ {2}(text|language|body|published|author): /.test(line);
  const frontOf = (text: string): string[] =>
    (text.split(`${end}---${end}`)[0] ?? "").split(end).filter((line) => !isFetched(line));
  expect(frontOf(story())).toEqual(frontOf(mine));
  expect(/[^\r]\n/.test(story())).toBe(end === "\n");
});

it("bring no story back that somebody deletes while the page is read", async () => {
  await fetchAt(0, "always");
  meanwhile((file) => rmSync(file));
  await fetchAt(1, "always");
  expect(files()).toEqual([]);
});

it("take the page alone where fullText is always, as on the first night", async () => {
  await fetchAt(0, "always");
  publisher.scripts.set("/ferry", PAGE);
  await fetchAt(1, "always");
  expect(story()).toMatch(/^ {2}text: article$/m);
});

it("are not asked for where fullText became never", async () => {
  await fetchAt(0, "auto");
  const before = publisher.log.filter(({ path }) => path === "/ferry").length;
  publisher.scripts.set("/ferry", PAGE);
  await fetchAt(1, "never");
  expect(publisher.log.filter(({ path }) => path === "/ferry")).toHaveLength(before);
  expect(story()).toContain("The feed's own words");
});

it("are not asked for again where a page said less than the feed, also after a merge of a clone that lags", async () => {
  await fetchAt(0, "auto");
  const clone = `${root}-clone`;
  cpSync(root, clone, { recursive: true });
  publisher.scripts.set("/ferry", PAGE);
  await fetchAt(1, "auto");
  const asked = (): number => publisher.log.filter(({ path }) => path === "/ferry").length;
  const before = asked();
  const ran = await runCli(["merge", clone, "--root", root]);
  rmSync(clone, { recursive: true });
  expect(ran.code).toBe(0);
  await fetchAt(2, "auto");
  expect(asked()).toBe(before);
  expect(story()).toContain("The feed's own words");
});

it.each(["auto", "always"])(
  "keep the recordings that their feed attached, with fullText: %s",
  async (fullText) => {
    const recording = `${publisher.origin}/crossing.mp3`;
    const item = { title: "Ferry", link: `${publisher.origin}/ferry`, body: "<p>Listen to the ferry.</p>" };
    const enclosure = `<enclosure url="${recording}" type="audio/mpeg" title="On board"/>`;
    publisher.scripts.set("/feed", answer(200, {}, rss([item]).replace("</item>", `${enclosure}$&`)));
    await fetchAt(0, fullText);
    expect(story()).toContain(`\n\n[On board](${recording})\n`);
    publisher.scripts.set("/ferry", PAGE);
    await fetchAt(1, fullText);
    expect(story()).toContain("by noon the ferry had come");
    expect(story()).toContain(`\n\n[On board](${recording})\n`);
  },
);

it.each([
  ["always", "article"],
  ["auto", "feed"],
])(
  "with fullText: %s a page that says less than the feed gives the text from the %s",
  async (fullText, text) => {
    publisher.scripts.set("/ferry", PAGE);
    await fetchAt(0, fullText);
    expect(story()).toMatch(new RegExp(`^ {2}text: ${text}$`, "m"));
  },
);

it("are tried on five nights, not counting those on which their host asked to be left alone before", async () => {
  const paths = ["/ferry", "/tug", "/barge"];
  const items = paths.map((path) => ({ title: path, link: `${publisher.origin}${path}` }));
  publisher.scripts.set("/feed", answer(200, {}, rss(items)));
  const busy = answer(429, { "retry-after": "3600" });
  for (const path of paths) publisher.scripts.set(path, busy);
  const told = [];
  for (let night = 0; night < 5; night++) told.push((await fetchAt(night, "auto")).articles);
  expect(told).toEqual(Array(5).fill({ extracted: 0, fromFeed: 0, failed: 1, postponed: 2 }));

  for (const path of paths) publisher.scripts.set(path, PAGE);
  await fetchAt(5, "auto");
  // Which one was asked for on the first night hangs on their order in the feed, and on the others on their ids.
  const read = readStories().filter((text) => text.includes("text: article"));
  expect(read.length).toBeGreaterThanOrEqual(2);
});
