/** Papers on several hosts of loopback: each with two feeds, and with stories that other hosts' feeds carry too. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** All of 127.0.0.0/8 is this machine. */
const HOSTS = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"];

export interface HostPublisher {
  /** Addresses of all feeds, in the order of feeds.yaml. */
  feeds: string[];
  hosts: string[];
  /** Pages that were asked for, other than feeds: host and path. */
  asked: string[];
  /** Items in each feed from now on. */
  print(items: number): void;
  close(): Promise<void>;
}

export async function startHostPublisher(): Promise<HostPublisher> {
  let items = 4;
  const servers: Server[] = [];
  const asked: string[] = [];
  let port = 0;
  for (const [place, host] of HOSTS.entries()) {
    const server = createServer((request, response) => {
      const path = request.url ?? "/";
      if (!path.startsWith("/feed")) asked.push(`${host}${path}`);
      const body = path.startsWith("/feed") ? feedOf(path, place, items, port) : articleOf(path);
      const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 12)}"`;
      if (request.headers["if-none-match"] === etag) return response.writeHead(304, { etag }).end();
      const type = path.startsWith("/feed") ? "application/rss+xml" : "text/html; charset=utf-8";
      return response.writeHead(200, { etag, "content-type": type }).end(body);
    });
    // One port on every host, so that addresses are the same from night to night.
    server.listen(port, host);
    await once(server, "listening");
    const address = server.address();
    if (address !== null && typeof address === "object") port = address.port;
    servers.push(server);
  }
  return {
    feeds: HOSTS.flatMap((host) => [`http://${host}:${port}/feed/a`, `http://${host}:${port}/feed/b`]),
    hosts: HOSTS,
    asked,
    print(count) {
      items = count;
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
    },
  };
}

/** Every third item is a story that all feeds carry, under a title of each feed's own. */
function feedOf(path: string, place: number, items: number, port: number): string {
  const own = (n: number): string => `http://${HOSTS[place]}:${port}/story${path}/${n}`;
  const shared = (n: number): string => `http://${HOSTS[n % HOSTS.length]}:${port}/shared/${n}`;
  const entries = Array.from({ length: items }, (_, n) => {
    const link = n % 3 === 0 ? shared(n) : own(n);
    const date = new Date(Date.UTC(2026, 1, 1 + n)).toUTCString();
    return `<item><title>${place}${path} tells ${n}</title><link>${link}</link><pubDate>${date}</pubDate>
      <description>What feed ${path} of host ${place} says of ${n}, in a few words of its own.</description></item>`;
  });
  return `<rss version="2.0"><channel><title>News</title><link>http://${HOSTS[place]}:${port}/</link>${entries.reverse().join("")}</channel></rss>`;
}

/** Some pages are broken: their stories are kept with the feed's own text, and tried again. */
function articleOf(path: string): string {
  if (/\/(2|3)$/.test(path)) return "";
  const words = Array.from(
    { length: 60 },
    (_, n) => `Sentence ${n} of the article at ${path} says something.`,
  );
  return `<!doctype html><title>${path}</title><article><h1>The page ${path}</h1><p>${words.slice(0, 30).join(" ")}</p><p>${words.slice(30).join(" ")}</p></article>`;
}
