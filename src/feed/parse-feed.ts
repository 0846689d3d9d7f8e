/** Bytes of a feed, of any format, to entries. One bad entry never loses the others. */
import { failure, type Result, success } from "../failure.ts";
import { given } from "../given.ts";
import { decodeText } from "../http/decode-text.ts";
import { feedAuthors } from "./author-names.ts";
import { parseCanonical } from "./canonical-feed.ts";
import { discoverFeeds } from "./discover-feeds.ts";
import type { ParsedFeed } from "./entry.ts";
import { homeOf } from "./entry-links.ts";
import { type FeedElements, findFeed } from "./find-feed.ts";
import { readJsonFeed } from "./json-feed.ts";
import { declaredLanguage, parseEntry } from "./parse-entry.ts";
import { parseXml } from "./parse-xml.ts";
import { titleOf } from "./plain-title.ts";
import { childOf, type XmlElement } from "./xml-element.ts";

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
  const text = decodeText(bytes, { kind: "xml", ...(contentType ? { contentType } : {}) });
  const start = text.replace(/^[\s\uFEFF\u0000]+/, "").slice(0, 2000);
  if (!start) return failure("parse", "empty", "the answer is empty");
  if (/^[{[]/.test(start)) return readJsonFeed(text.replace(/^[\s\uFEFF]+/, ""), url, maxEntries);
  const { root, isCut } = parseXml(text, url);
  const feed = root && findFeed(root);
  if (!feed)
    return /<!doctype\s+html/i.test(start) || isPage(root)
      ? webPage(text, url)
      : failure("parse", "not a feed", "the answer is neither RSS, Atom nor JSON Feed");
  const read = await parseCanonical(readFeed(feed, url, maxEntries));
  if (isCut && read.entries.length === 0)
    return failure("parse", "cut short", "the document breaks off before its first entry is whole");
  return success({ ...read, ...(isCut && { isCut }) });
}

const isPage = (root: XmlElement | undefined): boolean =>
  root !== undefined && /^(xhtml:)?(html|head|body|title|meta)$/.test(root.name);

function webPage(html: string, url: string): Result<ParsedFeed> {
  const found = discoverFeeds(html, url).slice(0, 3);
  const hint = found.length > 0 ? `; it names ${found.join(" and ")}` : "";
  return failure("parse", "not a feed", `the address answers a web page, not a feed${hint}`);
}

function readFeed({ head, items }: FeedElements, url: string, maxEntries: number): ParsedFeed {
  const language = declaredLanguage(head) ?? (head.language || undefined);
  const home = homeOf(head);
  const defaults = { url, ...given({ home, language, author: feedAuthors(head) }) };
  return {
    title: titleOf(childOf(head, "title", "atom:title", "dc:title")),
    ...given({ home, language }),
    entries: items.slice(0, maxEntries).map((item) => parseEntry(item, defaults)),
    passedOver: Math.max(0, items.length - maxEntries),
  };
}
