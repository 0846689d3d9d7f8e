/**
 * The items of an outbound feed's document or of a list's page, as they stand in it: the next document has most of them
 * again, byte for byte. What of a document is not written as our templates write it (`partials/rss-item.njk`,
 * `json-item.njk`, `list.njk`) has no items here. Only the beginnings of lines become text: a night reads the documents
 * of a hundred lists.
 */
import type { FeedFormat, ItemFormat } from "./lay-out.ts";

/** How a template writes an item of a feed. Its patterns are ASCII: UTF-8 has no such byte within another sign. */
interface Shape {
  /** Its first line, with the line ends around it. */
  first: string;
  /** A line's beginning that names the story. */
  id: RegExp;
  /** A line's beginning that no item has. */
  strange: RegExp;
  /** How its last part begins, with a line of its own. */
  last: string;
  /** How that part ends. */
  end: string;
  /** What must follow: with it the item ends. */
  close: string;
}

const SHAPES: Record<FeedFormat, Shape> = {
  xml: {
    first: "\n<item>\n",
    id: /^<guid isPermaLink="false">urn:shared-stories:([0-9a-f]{12})<\/guid>\n/,
    strange: /^<\/?item>/,
    last: "<content:encoded><![CDATA[",
    // In CDATA `]]>` is split: no text ends it early.
    end: "]]></content:encoded>",
    close: "\n</item>",
  },
  json: {
    first: "\n    {\n",
    id: /^ {6}"id": "urn:shared-stories:([0-9a-f]{12})",\n/,
    // Escapes leave the strings no line end.
    strange: /^(?! {6}| {4}\},?\n)/,
    last: "    }",
    end: "    }",
    close: "",
  },
};

/** As long as anything that is looked for at the beginning of a line. */
const BEGINNING = 80;

const LINE_END = 10;

/** @returns items by the id of their story: parts of the document's own memory */
export const splitItems = (document: Buffer, format: ItemFormat): Map<string, Buffer> =>
  format === "html" ? splitList(document) : splitFeed(document, SHAPES[format]);

/** How an item of a list begins, with the line end before it, up to its story's id; how it ends, and what may follow. */
const LIST_ITEM = {
  first: '\n    <li class="item h-entry" id="s-',
  id: /^[0-9a-f]{12}(?=")/,
  last: "\n    </li>",
  end: "\n  </ol>",
};

/** In HTML texts are escaped: none ends its item. */
function splitList(document: Buffer): Map<string, Buffer> {
  const { first, id: named, last, end } = LIST_ITEM;
  const items = new Map<string, Buffer>();
  for (let at = document.indexOf(first); at >= 0; ) {
    const [id] = named.exec(document.toString("latin1", at + first.length, at + BEGINNING)) ?? [];
    const close = document.indexOf(last, at + 1);
    const past = close + last.length;
    const next = document.indexOf(first, at + 1);
    const isWhole = next < 0 ? document.toString("latin1", past, past + end.length) === end : next === past;
    if (id && close >= 0 && isWhole) items.set(id, document.subarray(at + 1, past));
    at = next;
  }
  return items;
}

function splitFeed(document: Buffer, shape: Shape): Map<string, Buffer> {
  const items = new Map<string, Buffer>();
  for (let at = document.indexOf(shape.first); at >= 0; ) {
    const start = at + 1;
    const item = readItem(document, start, shape);
    if (item?.id) items.set(item.id, document.subarray(start, item.end));
    at = document.indexOf(shape.first, item?.end ?? start);
  }
  return items;
}

/** `undefined` where what begins there is no item of ours. */
function readItem(
  document: Buffer,
  start: number,
  { id: named, strange, last, end, close }: Shape,
): { id: string | undefined; end: number } | undefined {
  let id: string | undefined;
  for (let at = nextLine(document, start); at > 0; at = nextLine(document, at)) {
    const beginning = document.toString("latin1", at, at + BEGINNING);
    if (strange.test(beginning)) return undefined;
    if (beginning.startsWith(last)) {
      const found = document.indexOf(end, at);
      const past = found + end.length;
      const isWhole = found >= 0 && document.toString("latin1", past, past + close.length) === close;
      return isWhole ? { id, end: past + close.length } : undefined;
    }
    id ??= named.exec(beginning)?.[1];
  }
  return undefined;
}

/** 0 after the last line. */
const nextLine = (document: Buffer, at: number): number => document.indexOf(LINE_END, at) + 1;
