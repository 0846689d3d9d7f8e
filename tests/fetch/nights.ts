/** One root and one publisher of scripted faults through many nights, each a run of the real command a day after the last. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { summarizeFetch } from "../../src/commands/summary.ts";
import { escapeXml } from "../../src/demo/write-feeds.ts";
import type { FeedReport, FetchReport } from "../../src/fetch/report-feeds.ts";
import { parseStory } from "../../src/story/file/story-file.ts";
import type { Story } from "../../src/story/story.ts";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { NOW, runCli } from "../run-cli.ts";

export interface Item {
  title: string;
  link?: string;
  guid?: string;
  /** As written into the feed. */
  date?: string;
  /** HTML. */
  body?: string;
}

/** RSS 2.0; its items in the order given. */
export function rss(items: Item[]): string {
  const written = items.map(({ title, link, guid, date, body }) =>
    [
      `<item><title>${escapeXml(title)}</title>`,
      link === undefined ? "" : `<link>${escapeXml(link)}</link>`,
      guid === undefined ? "" : `<guid isPermaLink="false">${escapeXml(guid)}</guid>`,
      date === undefined ? "" : `<pubDate>${date}</pubDate>`,
      `<description>${escapeXml(body ?? `<p>What there is to say of ${title}.</p>`)}</description></item>`,
    ].join(""),
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Feed</title>${written.join("\n")}</channel></rss>\n`;
}

export const feedAnswer = (text: string): Buffer =>
  answer(200, { "content-type": "application/rss+xml" }, text);

export interface Nights {
  root: string;
  publisher: FaultyPublisher;
  /** Runs `fetch` in the night of that number. @throws Error where it does not end with 0 */
  fetch(night: number): Promise<FetchReport>;
  /** The story files by path, read. */
  stories(): Map<string, Story>;
  /** Those that came through a feed. */
  storiesOf(feed: string): Story[];
  close(): Promise<void>;
}

/** @param feeds keys of each feed's entry in feeds.yaml; its name is its path and its title */
export async function startNights(feeds: Record<string, string>, network = ""): Promise<Nights> {
  const publisher = await startFaultyPublisher();
  const root = mkdtempSync(join(tmpdir(), "nights-"));
  const entries = Object.entries(feeds).map(
    ([name, keys]) => `  - { url: "${publisher.origin}/${name}", title: ${name}, ${keys} }\n`,
  );
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Nights, url: "https://nights.example/" }
network: { allowHosts: [127.0.0.1], perHost: 8${network} }
feeds:
${entries.join("")}`,
  );
  const stories = (): Map<string, Story> => readStories(join(root, "content/stories"));
  return {
    root,
    publisher,
    async fetch(night) {
      const clock = { SOURCE_DATE_EPOCH: String(Number(NOW) + night * 86_400) };
      const { code, stdout, stderr } = await runCli(["fetch", "--json", "--root", root], clock);
      if (code !== 0) throw new Error(`fetch ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    stories,
    storiesOf: (feed) =>
      [...stories().values()].filter(({ shares }) =>
        shares.some((share) => share.feed?.endsWith(`/${feed}`)),
      ),
    async close() {
      await publisher.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function readStories(folder: string): Map<string, Story> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  return new Map(
    paths.map((path) => {
      const parsed = parseStory(path, readFileSync(join(folder, path), "utf8"));
      if (!parsed.ok) throw new Error(parsed.mistake.what);
      return [path, parsed.story];
    }),
  );
}

export function reportOf(report: FetchReport, feed: string): FeedReport {
  const found = report.feeds.find(({ title }) => title === feed);
  if (!found) throw new Error(`the report says nothing of ${feed}`);
  return found;
}

/** The lines that a person reads of one feed. */
export const linesOf = (report: FetchReport, feed: string): string[] =>
  summarizeFetch(report)
    .split("\n")
    .filter((line) => new RegExp(`\\b${feed}\\b`).test(line));
