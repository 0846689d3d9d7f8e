/**
 * The sample newspaper: a publisher on loopback that shows the hard cases. Its feeds:
 *
 * - gazette, RSS 2.0: teasers, a table, captions, a long walk; shares a story with tide under another tracking parameter
 * - tide, Atom: code, footnotes, text that looks like markup, template syntax and YAML in a headline
 * - pristan (Russian) and mina (Arabic), RSS 1.0; observatory (Chinese and English), JSON Feed
 * - ticker, JSON Feed: many short notes, a title without a body, a body without a title
 * - and three that are broken: one is down, one answers a web page, one never answers to the end
 *
 * It answers conditional requests with 304, and remembers every request that it got.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Article, readArticles } from "./articles.ts";
import { drawPicture } from "./draw-png.ts";
import { frameArticle } from "./page-frame.ts";
import { oddities, writeTicker } from "./ticker.ts";
import {
  articleItem,
  type FeedHead,
  type FeedItem,
  writeAtom,
  writeJsonFeed,
  writeRdf,
  writeRss,
} from "./write-feeds.ts";

export interface NewspaperRequest {
  method: string;
  path: string;
  status: number;
  headers: IncomingMessage["headers"];
}

export interface NewspaperOptions {
  /** 0 for any free one. */
  port?: number;
  /** Notes in the ticker. */
  notes?: number;
}

export interface Newspaper {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  requests: NewspaperRequest[];
  /** Another number of notes in the ticker from now on. */
  print(notes: number): void;
  close(): Promise<void>;
}

interface Paper {
  title: string;
  language: string;
  write(head: FeedHead, items: FeedItem[]): string;
  type: string;
  /** What its links carry beside the address. */
  tracking: string;
}

const PAPERS: Record<string, Paper> = {
  gazette: {
    title: "The Harbour Gazette",
    language: "en",
    write: writeRss,
    type: "application/rss+xml; charset=utf-8",
    tracking: "?utm_source=gazette&utm_medium=rss",
  },
  tide: {
    title: "Code & Tide",
    language: "en",
    write: writeAtom,
    type: "application/atom+xml; charset=utf-8",
    tracking: "",
  },
  pristan: {
    title: "Пристань",
    language: "ru",
    write: writeRdf,
    type: "application/rdf+xml; charset=utf-8",
    tracking: "",
  },
  mina: {
    title: "صحيفة الميناء",
    language: "ar",
    write: writeRdf,
    type: "application/rdf+xml; charset=utf-8",
    tracking: "",
  },
  observatory: {
    title: "低山观测 Low Hill",
    language: "zh",
    write: writeJsonFeed,
    type: "application/feed+json",
    tracking: "",
  },
  ticker: {
    title: "Harbour Ticker",
    language: "en",
    write: writeJsonFeed,
    type: "application/feed+json",
    tracking: "",
  },
};

const DEFAULT_NOTES = 85;

export async function startNewspaper({
  port = 0,
  notes = DEFAULT_NOTES,
}: NewspaperOptions = {}): Promise<Newspaper> {
  const articles = readArticles();
  const requests: NewspaperRequest[] = [];
  let printed = notes;
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/\?.*$/, "");
    response.on("close", () =>
      requests.push({
        method: request.method ?? "",
        path,
        status: response.statusCode,
        headers: request.headers,
      }),
    );
    answer(request, response, path, { articles, notes: printed });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    origin: `http://127.0.0.1:${bound}`,
    requests,
    print(count) {
      printed = count;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Edition {
  articles: Article[];
  notes: number;
}

function answer(request: IncomingMessage, response: ServerResponse, path: string, edition: Edition): void {
  const origin = `http://${request.headers.host}`;
  const [, place = "", name = ""] = path.split("/");
  const paper = place === "feeds" && Object.hasOwn(PAPERS, name) ? PAPERS[name] : undefined;
  const article = edition.articles.find((one) => place === "articles" && one.name === name);
  if (paper) send(request, response, paper.type, writePaper(paper, name, origin, edition));
  else if (article)
    send(request, response, "text/html; charset=utf-8", frameArticle(article, paperOf(article)));
  else if (place === "ticker") send(request, response, "text/html; charset=utf-8", tickerPage(name));
  else if (place === "images") sendPicture(request, response, name);
  else if (path === "/feeds/slow")
    response.writeHead(200, { "content-type": "application/rss+xml" }).write("<rss>");
  else if (path === "/feeds/down")
    response.writeHead(503, { "content-type": "text/plain" }).end("closed for repairs");
  else if (path === "/feeds/page") send(request, response, "text/html; charset=utf-8", FRONT_PAGE);
  else response.writeHead(404, { "content-type": "text/plain" }).end("not found");
}

const paperOf = ({ feeds }: Article): string => PAPERS[feeds[0] ?? ""]?.title ?? "The Harbour Gazette";

function writePaper(paper: Paper, name: string, origin: string, { articles, notes }: Edition): string {
  const head = {
    title: paper.title,
    home: `${origin}/`,
    self: `${origin}/feeds/${name}`,
    language: paper.language,
  };
  if (name === "ticker") return paper.write(head, [...oddities(origin), ...writeTicker(notes, origin)]);
  const own = articles.filter(({ feeds }) => feeds.includes(name));
  return paper.write(
    head,
    own.map((article) => articleItem(article, origin, paper.tracking)),
  );
}

/** With validators, and 304 where the reader's still hold. */
function send(request: IncomingMessage, response: ServerResponse, type: string, body: string | Buffer): void {
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  const isKnown = request.headers["if-none-match"] === etag;
  response.writeHead(isKnown ? 304 : 200, {
    "content-type": type,
    etag,
    "last-modified": "Sat, 14 Mar 2026 08:00:00 GMT",
  });
  response.end(isKnown ? undefined : body);
}

function sendPicture(request: IncomingMessage, response: ServerResponse, file: string): void {
  const picture = drawPicture(file.replace(/\.png$/, ""));
  if (picture) send(request, response, "image/png", picture);
  else response.writeHead(404).end();
}

/** The ticker's pages say less than its feed. */
const tickerPage = (number: string): string =>
  `<!doctype html><html lang="en"><head><title>No. ${Number(number)} | Harbour Ticker</title></head><body><nav>Home</nav><p>Loading…</p></body></html>`;

const FRONT_PAGE = `<!doctype html><html lang="en"><head><title>The Harbour Gazette</title>
<link rel="alternate" type="application/rss+xml" title="All stories" href="/feeds/gazette"></head>
<body><h1>The Harbour Gazette</h1><p>Good morning.</p></body></html>`;
