/** The text that a page gives to programs (schema.org's `articleBody`), for pages that have it nowhere else. */
import { decodeReferences } from "../../feed/decode-references.ts";
import { escapeHtml } from "../../text/escape-html.ts";
import { htmlText } from "../dom/text-words.ts";

/** Some publishers leave the tags of their paragraphs and links in it, written out or as references. */
const TAGGED = /<\/(?:p|a|em|strong)\s*>|<br\s*\/?>/i;
const PARAGRAPHS = /<\/p\s*>/i;
/** Where paragraphs have tags, a single line break is a space. */
const WRAPPED = /\n(?![^\S\n]*\n)/g;

/** Letters, more than any article met: a parser makes a node of each line and sign. */
const LONGEST = 200_000;

/** Plain text as HTML, "" where it is far too long: a paragraph a line, and whatever else looks like a tag as its signs. */
export function paragraphsOf(body: string): string {
  if (body.length > LONGEST) return "";
  const written = TAGGED.test(body) ? body : decodeReferences(body);
  const html = PARAGRAPHS.test(written) ? written.replace(WRAPPED, " ") : written;
  const text = TAGGED.test(html) ? htmlText(html) : html;
  const lines = text.split(/[\n\r\u2028\u2029]+/).filter((line) => line.trim() !== "");
  return lines.map((line) => `<p>${escapeHtml(line.trim())}</p>`).join("");
}
