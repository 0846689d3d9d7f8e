/** Bytes of a feed, of any format, to entries. One bad entry never loses the others. */
import { failure, type Result, success } from "../failure.ts";
import { given } from "../given.ts";
import { decodeText } from "../http/decode-text.ts";
import { parseCanonical } from "./canonical-feed.ts";
import { discoverFeeds } from "./discover-feeds.ts";
import type { ParsedFeed } from "./entry.ts";
import { readJsonFeed } from "./json-feed.ts";
import { readEntry, titleOf } from "./read-entry.ts";
import { childOf, childrenOf, parseXml, resolve, textOf, type XmlElement } from "./xml-tree.ts";

export interface ParseOptions {
  /** Where the document came from: relative addresses lead from there. */
  url: string;
  /** The HTTP header. */
  contentType?: string;
  /** Entries beyond this are counted and not read. */
  maxEntries?: number;
}

const MOST_ENTRIES = 20_000;

export async function parseFeed(
  bytes: Uint8Array,
  { url, contentType, maxEntries = MOST_ENTRIES }: ParseOptions,
): Promise<Result<ParsedFeed>> {
  const { text } = decodeText(bytes, { kind: "xml", ...(contentType ? { contentType } : {}) });
  const start = text.replace(/^[\s\uFEFF\u0000]+/, "").slice(0, 2000);
  if (!start) return failure("parse", "empty", "the answer is empty");
  if (/^[{[]/.test(start)) return readJsonFeed(text.replace(/^[\s\uFEFF]+/, ""), url, maxEntries);
  const root = parseXml(text, url);
  const feed = root && findFeed(root);
  if (!feed)
    return isHtml(start)
      ? webPage(text, url)
      : failure("parse", "not a feed", "the answer is neither RSS, Atom nor JSON Feed");
  return success(await parseCanonical(readFeed(feed, url, maxEntries)));
}

const isHtml = (start: string): boolean => /<(!doctype\s+html|html|head|body|title|meta)\b/i.test(start);

function webPage(html: string, url: string): Result<ParsedFeed> {
  const found = discoverFeeds(html, url).slice(0, 3);
  const hint = found.length > 0 ? `; it names ${found.map((feed) => feed.url).join(" and ")}` : "";
  return failure("parse", "not a feed", `the address answers a web page, not a feed${hint}`);
}

interface FeedElements {
  /** Holds the feed's own title, link and language. */
  head: XmlElement;
  items: XmlElement[];
}

const ITEM = ["item", "atom:entry"];

/** The feed's parts, whatever they are wrapped in: `rss/channel`, RDF with its items outside, Atom, or a bare channel. */
function findFeed(root: XmlElement): FeedElements | undefined {
  if (/^(atom:)?feed$/.test(root.name)) {
    const atom = root.name === "feed" ? asAtom(root) : root;
    return { head: atom, items: childrenOf(atom, "atom:entry") };
  }
  if (!/(^|:)(rss|rdf|channel|feed)$/.test(root.name)) return undefined;
  const channel = root.name.endsWith("channel") ? root : (childOf(root, "channel", "rss:channel") ?? root);
  const items = [channel, ...(channel === root ? [] : [root])].flatMap((place) =>
    childrenOf(place, ...ITEM, "rss:item"),
  );
  return { head: channel, items };
}

/** Atom without its namespace. */
function asAtom(element: XmlElement): XmlElement {
  const isBody = /^(atom:)?(content|summary|title)$/.test(element.name);
  return {
    ...element,
    name: element.name.includes(":") ? element.name : `atom:${element.name}`,
    children: isBody
      ? element.children
      : element.children.map((child) => (typeof child === "string" ? child : asAtom(child))),
  };
}

function readFeed({ head, items }: FeedElements, url: string, maxEntries: number): ParsedFeed {
  const language = head.language || textOf(childOf(head, "language", "dc:language")).trim() || undefined;
  return {
    title: titleOf(childOf(head, "title", "atom:title", "dc:title")),
    ...given({
      description:
        titleOf(childOf(head, "description", "atom:subtitle", "atom:tagline", "itunes:summary")) || undefined,
      home: homeOf(head, url),
      language,
    }),
    entries: items.slice(0, maxEntries).map((item) => readEntry(item, language)),
    passedOver: Math.max(0, items.length - maxEntries),
  };
}

function homeOf(head: XmlElement, url: string): string | undefined {
  const atom = childrenOf(head, "atom:link").filter((link) =>
    ["alternate", undefined].includes(link.attributes.get("rel")?.toLowerCase()),
  );
  const addresses = [
    ...childrenOf(head, "link").map(textOf),
    ...atom.map((link) => link.attributes.get("href") ?? ""),
  ];
  const home = addresses
    .map((address) => (address.trim() ? resolve(address, head.base || url) : ""))
    .find((address) => /^https?:/.test(address));
  return home || undefined;
}
