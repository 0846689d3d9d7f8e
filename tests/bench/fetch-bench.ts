/**
 * A night of feeds that did not change, beside Debian's sfeed_update on the same server. Limits a host are lifted.
 *
 *     npm run bench:fetch -- [--feeds 1000]
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { command, snapshotEngine } from "./bench-root.ts";
import { measure } from "./measure.ts";

const ENTRIES = 25;
const { values } = parseArgs({ options: { feeds: { type: "string", default: "1000" } } });
const count = Number(values.feeds);
const folder = mkdtempSync(join(tmpdir(), "fetch-bench-"));

const asked = { whole: 0, unchanged: 0 };

function feedOf(path: string): string {
  const items = Array.from({ length: ENTRIES }, (_, n) => {
    const link = `https://paper.example${path}/${n}`;
    const date = new Date(Date.UTC(2026, 0, 1 + n)).toUTCString();
    return `<item><title>Entry ${n} of ${path}</title><link>${link}</link><pubDate>${date}</pubDate><description>${"Some words. ".repeat(60)}</description></item>`;
  });
  return `<rss version="2.0"><channel><title>Paper ${path}</title><link>https://paper.example/</link>${items.join("")}</channel></rss>`;
}

async function startServer(): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const body = feedOf(request.url ?? "/");
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const isKnown = request.headers["if-none-match"] === etag;
    asked[isKnown ? "unchanged" : "whole"]++;
    if (isKnown) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, "content-type": "application/rss+xml" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

function writeOurs(origin: string): string {
  const root = join(folder, "root");
  mkdirSync(root);
  const feeds = Array.from({ length: count }, (_, n) => `  - { url: "${origin}/${n}", fullText: never }`);
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Bench, url: https://example.org/ }
network: { allowHosts: ["127.0.0.1"], perHost: 8 }
defaults: { backfill: 3 }
feeds:
${feeds.join("\n")}
`,
  );
  return root;
}

/** sfeed asks conditionally where its configuration keeps ETags: the recipe is its manual page's. */
function writeSfeed(origin: string): string {
  const lines = Array.from({ length: count }, (_, n) => `\tfeed "feed${n}" "${origin}/${n}"`);
  const file = join(folder, "sfeedrc");
  writeFileSync(
    file,
    `sfeedpath="${folder}/sfeed"
maxjobs=8
fetch() {
	etag="${folder}/sfeed/etags/$(basename "$3").etag"
	curl -s -L --max-redirs 0 -H "User-Agent:" -f -m 15 --etag-save "$etag" --etag-compare "$etag" "$2" 2>/dev/null
}
feeds() {
${lines.join("\n")}
}
`,
  );
  mkdirSync(join(folder, "sfeed/etags"), { recursive: true });
  return file;
}

const engine = snapshotEngine(folder);
const { server, origin } = await startServer();
const say = (name: string, cpu: number, wall: number): void => {
  const answers = `${asked.whole} whole, ${asked.unchanged} unchanged`;
  process.stdout.write(
    `${name.padEnd(28)} ${((cpu / count) * 1000).toFixed(2)} ms CPU a feed, ${wall.toFixed(1)} s wall; server: ${answers}\n`,
  );
  Object.assign(asked, { whole: 0, unchanged: 0 });
};
const ours = command(engine, "fetch", "--root", writeOurs(origin));
const first = await measure(ours, engine);
say("ours, first night", first.cpu, first.wall);
const quiet = await measure(ours, engine);
say("ours, unchanged", quiet.cpu, quiet.wall);
const theirs = ["sfeed_update", writeSfeed(origin)];
const before = await measure(theirs, folder);
say("sfeed_update, first night", before.cpu, before.wall);
const again = await measure(theirs, folder);
say("sfeed_update, unchanged", again.cpu, again.wall);
process.stdout.write(`ours : sfeed_update, unchanged, CPU ${(quiet.cpu / again.cpu).toFixed(2)}\n`);
server.close();
rmSync(folder, { recursive: true });
