/**
 * The items of an outbound feed's document, as they stand in it: the next document has most of them again, byte for
 * byte. What of a document is not written as our templates write it (`partials/rss-item.njk`, `json-item.njk`) has no
 * items here.
 */
import type { FeedFormat } from "./lay-out.ts";

/** No text can end an item early: in CDATA `]]>` is split, and escapes leave JSON strings no line end. */
const ITEMS: Record<FeedFormat, RegExp> = {
  xml: /^<item>\n(?:(?!<content:encoded>)[^\n]*\n)*<content:encoded><!\[CDATA\[[\s\S]*?\]\]><\/content:encoded>\n<\/item>$/gm,
  json: /^ {4}\{\n(?: {6}[^\n]*\n)* {4}\}(?=,?$)/gm,
};

const IDS: Record<FeedFormat, RegExp> = {
  xml: /^<guid isPermaLink="false">urn:shared-stories:([0-9a-f]{12})<\/guid>$/m,
  json: /^ {6}"id": "urn:shared-stories:([0-9a-f]{12})",$/m,
};

/** @returns items by the id of their story: parts of the document's own memory */
export function splitItems(document: Buffer, format: FeedFormat): Map<string, Buffer> {
  const items = new Map<string, Buffer>();
  // A sign for each byte: what is looked for is ASCII, and UTF-8 has no such byte within a sign.
  for (const { 0: item, index } of document.toString("latin1").matchAll(ITEMS[format])) {
    const id = IDS[format].exec(item)?.[1];
    if (id) items.set(id, document.subarray(index, index + item.length));
  }
  return items;
}
