/** Many feeds on public hosts whose names lead to one publisher on loopback, through whole nights of the pipeline. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import { fetchFeeds } from "../../src/pipeline.ts";
import { answer, type FaultyPublisher, type Script, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { NOW } from "../run-cli.ts";
import { rss } from "./nights.ts";

export interface CrowdOptions {
  feeds: number;
  /** The feeds are spread over so many. */
  hosts: number;
  /** Entries of each feed. */
  entries: number;
  /** Milliseconds that a feed and an article take. */
  feedTakes?: number;
  articleTakes?: number;
  /** Milliseconds between two requests to a host. */
  gap: number;
  /** Minutes of a night. */
  budget?: number;
}

export interface Crowd {
  root: string;
  publisher: FaultyPublisher;
  /** Runs the fetch of the night of that number. */
  night(number: number): Promise<FetchReport>;
  close(): Promise<void>;
}

const ETAG = '"as-ever"';
const HTML = { "content-type": "text/html; charset=utf-8" };
const SENTENCE = "What the page says is longer than what its feed says, and worth the walk. ";

export async function startCrowd(options: CrowdOptions): Promise<Crowd> {
  const { feeds, hosts, entries, feedTakes = 5, articleTakes = 5, gap, budget = 45 } = options;
  const publisher = await startFaultyPublisher();
  const root = mkdtempSync(join(tmpdir(), "crowd-"));
  const lines: string[] = [];
  for (let feed = 0; feed < feeds; feed++) {
    const origin = `http://host${feed % hosts}.example:${publisher.port}`;
    lines.push(`  - { url: "${origin}/feed/${feed}", title: Feed ${feed} }\n`);
    publisher.scripts.set(`/feed/${feed}`, feedScript(origin, feed, entries, feedTakes));
    for (let entry = 0; entry < entries; entry++)
      publisher.scripts.set(articlePath(feed, entry), articleScript(feed, entry, articleTakes));
  }
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Crowd, url: "https://crowd.example/" }\nnetwork: { budget: ${budget} }\nfeeds:\n${lines.join("")}`,
  );
  return {
    root,
    publisher,
    night: (number) =>
      fetchFeeds(
        {
          root,
          env: { SOURCE_DATE_EPOCH: String(Number(NOW) + number * 86_400) },
          allowShrink: false,
          dryRun: false,
          backfill: false,
          progress: { phase: () => {}, step: () => {} },
        },
        { judge: () => true, resolve: async () => [{ address: "127.0.0.1", family: 4 }], gap },
      ),
    async close() {
      await publisher.close();
      rmSync(root, { recursive: true });
    },
  };
}

const articlePath = (feed: number, entry: number): string => `/article/${feed}/${entry}`;

function feedScript(origin: string, feed: number, entries: number, takes: number): Script {
  const items = Array.from({ length: entries }, (_, entry) => ({
    title: `Entry ${entry} of feed ${feed}`,
    link: `${origin}${articlePath(feed, entry)}`,
    date: new Date((Number(NOW) - (entry + 1) * 3600) * 1000).toUTCString(),
  }));
  const whole = answer(200, { "content-type": "application/rss+xml", etag: ETAG }, rss(items));
  return async (socket, seen) => {
    await sleep(takes);
    socket.write(seen.headers["if-none-match"] === ETAG ? answer(304, { etag: ETAG }) : whole);
  };
}

function articleScript(feed: number, entry: number, takes: number): Script {
  const title = `Entry ${entry} of feed ${feed}`;
  const page = `<!doctype html><title>${title}</title><article><h1>${title}</h1><p>${SENTENCE.repeat(12)}</p><p>${SENTENCE.repeat(8)}</p></article>`;
  return async (socket) => {
    await sleep(takes);
    socket.write(answer(200, HTML, page));
  };
}
