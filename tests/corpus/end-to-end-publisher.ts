/** A publisher on loopback that answers each path with the bytes it was given, and writes the feeds that lead to pages. */
import { once } from "node:events";
import { createServer } from "node:http";
import { escapeXml } from "../../src/demo/write-feeds.ts";

export interface Published {
  bytes: Uint8Array;
  contentType: string;
  /** Of the bytes as they are: nothing is compressed here. */
  contentEncoding?: string;
}

export interface Publisher {
  origin: string;
  /** By path. */
  documents: Map<string, Published>;
  /** Paths in the order in which they were asked for. */
  asked: string[];
  close(): Promise<void>;
}

export async function startPublisher(): Promise<Publisher> {
  const documents = new Map<string, Published>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    const found = documents.get(path);
    if (!found) return response.writeHead(404).end();
    const { bytes, contentType, contentEncoding } = found;
    const coding = contentEncoding ? { "content-encoding": contentEncoding } : {};
    return response
      .writeHead(200, { "content-type": contentType, "content-length": bytes.length, ...coding })
      .end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    documents,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export interface FeedLine {
  title: string;
  link: string;
  /** Plain text. */
  description?: string;
}

/** RSS 2.0 with nothing but titles, links and descriptions. */
export function writeLines(title: string, lines: FeedLine[]): Published {
  const items = lines.map(({ title, link, description }) => {
    const words = description ? `<description>${escapeXml(description)}</description>` : "";
    return `<item><title>${escapeXml(title)}</title><link>${escapeXml(link)}</link>${words}</item>`;
  });
  const rss = `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>${escapeXml(title)}</title>${items.join("\n")}</channel></rss>\n`;
  return { bytes: Buffer.from(rss), contentType: "application/rss+xml; charset=utf-8" };
}
