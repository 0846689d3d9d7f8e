/**
 * linkedom makes a node of its own of every character reference and of every stray "<" in a text, and a node costs it
 * more than a sentence. Where a page has thousands of them, the characters themselves stand there while it is parsed;
 * for those that are markup, noncharacters that no text may hold.
 */
import { decodeReferences } from "../../feed/decode-references.ts";

/** References in a page that is left as it is. */
const MANY = 2000;

const STANDS = new Map([
  ["<", "\uFDD3"],
  [">", "\uFDD4"],
  ["&", "\uFDD5"],
  ['"', "\uFDD6"],
]);
const SIGNS = new Map([...STANDS].map(([sign, stand]) => [stand, sign]));
const SOURCES = new Map([
  ["<", "&lt;"],
  [">", "&gt;"],
  ["&", "&amp;"],
  ['"', "&quot;"],
]);
const STAND = /[\uFDD3-\uFDD6]/g;
const SIGN = /&#?\w+;|<(?![a-z/!?])/gi;
const TAG_OR_SIGN = /<[a-z/!?][^<>]*>|&#?\w+;|<(?![a-z/!?])/gi;

/** HTML in fewer texts, for a parser; as it was where it has few. Scripts, where nothing is a reference, stay. */
export function hideSigns(html: string): string {
  if (!isCrowded(html)) return html;
  let isScript = false;
  return html.replace(STAND, "").replace(TAG_OR_SIGN, (part) => {
    if (part.length > 1 && part.startsWith("<")) {
      isScript = isScript ? !/^<\/script\b/i.test(part) : /^<script\b/i.test(part);
      return part;
    }
    return isScript ? part : decodeReferences(part).replace(/[<>&"]/g, (sign) => STANDS.get(sign) ?? sign);
  });
}

function isCrowded(html: string): boolean {
  let count = 0;
  for (const _ of html.matchAll(SIGN)) {
    count += 1;
    if (count > MANY) return true;
  }
  return false;
}

/** Text or an attribute's value, as it is read. */
export const showText = (text: string): string => text.replace(STAND, (stand) => SIGNS.get(stand) ?? stand);

/** HTML, escaped as it must be. */
export const showSource = (html: string): string =>
  html.replace(STAND, (stand) => SOURCES.get(SIGNS.get(stand) ?? "") ?? stand);
