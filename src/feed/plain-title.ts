/** Text out of what may be markup: titles, names of categories, descriptions of feeds; the words of a body. */
import { isUnseen } from "../text/unseen-text.ts";
import { decodeHtmlReferences } from "./decode-references.ts";
import { fromBase64 } from "./from-base64.ts";
import { textOf, type XmlElement } from "./xml-element.ts";

/** Elements that writers put into titles; any other tag is what the title is about. */
const INLINE =
  "a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|i|img|ins|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|script|style";
const TAGS = new RegExp(`<(/?)(${INLINE})(?:\\s[^<>]*)?/?>`, "gi");
/** Tags that need no partner: breaks, and pictures and what closes itself where they have attributes. */
const ALONE = /^<(?:\/?w?br\b|img\s[^<>=]*=|[a-z]+\s[^<>=]*=[^<>]*\/>$)/i;
const UNSEEN = /<(script|style)\b[^<>]*>[\s\S]*?<\/\1\s*>/gi;

/** Signs that are looked at: what is longer was made to keep a reader busy. */
const LONGEST = 20_000;

/** Whole signs. */
const beginning = (text: string): string =>
  text
    .trimStart()
    .slice(0, LONGEST)
    .replace(/[\uD800-\uDBFF]$/, "");

/** One line; "" where nothing of it is seen. */
const squeeze = (text: string): string => (isUnseen(text) ? "" : text.replace(/\s+/g, " ").trim());

/**
 * A title that may hold HTML, as RSS titles do without saying so: formatting goes, its words stay; other tags are text,
 * and so are those without their partner: "Centering a <div>", "if a <b and c> d".
 * Entities are resolved once more, since many writers escape twice.
 */
export function titleFromHtml(text: string): string {
  const seen = beginning(text).replace(UNSEEN, "");
  const markup = findMarkup(seen);
  return squeeze(
    decodeHtmlReferences(
      seen.replace(TAGS, (tag: string, _slash: string, name: string, place: number) => {
        if (!markup.has(place)) return tag;
        return /^(br|p|div|img)$/i.test(name) ? " " : "";
      }),
    ),
  );
}

/** Where the tags stand that are markup: each has its partner, or needs none. */
function findMarkup(text: string): Set<number> {
  const markup = new Set<number>();
  const open = new Map<string, number[]>();
  for (const { 0: tag, 1: slash, 2: name = "", index } of text.matchAll(TAGS)) {
    const waiting = open.get(name.toLowerCase()) ?? [];
    const partner = slash === "" ? undefined : waiting.pop();
    if (ALONE.test(tag)) markup.add(index);
    else if (partner !== undefined) markup.add(partner).add(index);
    else if (slash === "") waiting.push(index);
    open.set(name.toLowerCase(), waiting);
  }
  return markup;
}

/** Inline elements between which a word goes on. */
const JOINING = new Set(INLINE.split("|").filter((name) => !/^(?:br|p|div|img)$/.test(name)));
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const SILENT = /<(script|style|template)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const ANY_TAG = /<(?:\/?([a-z][a-z0-9]*)\b|[!?])[^<>]*>/gi;

/** A body's words as they are read, on one line. In time linear in its length, for it is no thread's that can be ended. */
export const wordsFromHtml = (html: string): string =>
  squeeze(
    decodeHtmlReferences(
      html
        .replace(COMMENT, "")
        .replace(SILENT, " ")
        .replace(ANY_TAG, (_tag, name = "") => (JOINING.has(name.toLowerCase()) ? "" : " ")),
    ),
  );

/** A title that says of itself that it is plain. */
export const titleFromText = (text: string): string => squeeze(beginning(text));

/** Atom says what its texts are (RFC 4287, section 3.1); RSS does not. */
export function titleOf(element: XmlElement | undefined): string {
  if (!element) return "";
  const type = element.attributes.get("type")?.toLowerCase() ?? "";
  const isBase64 = element.attributes.get("mode")?.toLowerCase() === "base64";
  const text = isBase64 ? fromBase64(textOf(element)) : textOf(element);
  return isPlain(element.name, type) ? titleFromText(text) : titleFromHtml(text);
}

const isPlain = (name: string, type: string): boolean =>
  ["xhtml", "application/xhtml+xml"].includes(type) ||
  (name.startsWith("atom:") && ["", "text", "text/plain"].includes(type)) ||
  (name.startsWith("media:") && type === "plain");
