/** What templates can ask of a value: escapes for places where HTML's own do not hold. */
import nunjucks from "nunjucks";
import { escapeHtml } from "../text/escape-html.ts";
import { legalText } from "../text/legal-text.ts";

const stripForbidden = (value: unknown): string => legalText(String(value ?? ""));

/** JSON could escape them, and readers that want whole signs would refuse the document (RFC 7493, section 2.1). */
const withoutForbidden = (_key: string, value: unknown): unknown =>
  typeof value === "string" || value instanceof String ? stripForbidden(value) : value;

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

const safe = (text: string): nunjucks.runtime.SafeString => new nunjucks.runtime.SafeString(text);

export const templateFilters: Record<string, (value: unknown, argument?: unknown) => unknown> = {
  /** Text in an XML document. */
  xml: (value) => safe(stripForbidden(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)),
  /** HTML in an XML document: a CDATA section that its content cannot end. */
  cdata: (value) => safe(`<![CDATA[${stripForbidden(value).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`),
  /** A value as JSON, also inside a script element. */
  json: (value) =>
    safe(
      JSON.stringify(value ?? null, withoutForbidden).replace(
        /[<>&\u2028\u2029]/g,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
      ),
    ),
  /** HTML whose links to its own notes lead to the page at an address: in a feed they would lead nowhere. */
  notesAt: (html, address) => {
    const page = ` href="${escapeHtml(String(address).replace(/#.*/, ""))}#`;
    // What an address may hold, such as `$&`, means something in a replacement that is a text.
    return safe(String(html ?? "").replaceAll(' href="#', () => page));
  },
  /** An address for `href` and `src`: web, mail or ours; anything else is none. */
  link(value) {
    const address = stripForbidden(value);
    return /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(address) ? address : "";
  },
};
