/** Text out of what may be markup: titles, names of categories, descriptions of feeds. */
import { decodeHtmlReferences } from "./decode-references.ts";
import { fromBase64 } from "./entry-body.ts";
import { textOf, type XmlElement } from "./xml-element.ts";

/** Elements that writers put into titles; anything else that looks like a tag is what the title is about. */
const INLINE =
  "a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|i|img|ins|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|script|style";
const TAGS = new RegExp(`</?(?:${INLINE})(?:\\s[^<>]*)?/?>`, "gi");
const UNSEEN = /<(script|style)\b[^<>]*>[\s\S]*?<\/\1\s*>/gi;

/** Signs that are looked at: what is longer was made to keep a reader busy. */
const LONGEST = 20_000;

/** One line. */
const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * A title that may hold HTML, as RSS titles do without saying so: formatting goes, its words stay; other tags are text.
 * Entities are resolved once more, since many writers escape twice.
 */
export function titleFromHtml(text: string): string {
  return squeeze(
    decodeHtmlReferences(
      text
        .slice(0, LONGEST)
        .replace(UNSEEN, "")
        .replace(TAGS, (tag) => (/^<\/?(br|p|div|img)\b/i.test(tag) ? " " : "")),
    ),
  );
}

/** A title that says of itself that it is plain. */
export const titleFromText = (text: string): string => squeeze(text);

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
