/** The text that a page gives to programs (schema.org's `articleBody`), for pages that have it nowhere else. */
import { escapeHtml } from "../escape-html.ts";
import { decodeReferences } from "../feed/decode-references.ts";
import { htmlText } from "./text-words.ts";

/** Some publishers leave the tags of their paragraphs in it. */
const TAGGED = /<\/p\s*>|<br\s*\/?>/i;

/** Plain text as HTML: a paragraph a line, and whatever else looks like a tag as its signs. */
export function paragraphsOf(body: string): string {
  const text = TAGGED.test(body) ? htmlText(body) : decodeReferences(body);
  const lines = text.split(/[\n\r\u2028\u2029]+/).filter((line) => line.trim() !== "");
  return lines.map((line) => `<p>${escapeHtml(line.trim())}</p>`).join("");
}
