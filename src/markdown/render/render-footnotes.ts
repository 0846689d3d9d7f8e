/** Footnotes → HTML: references, the list of notes, and the ways back. Ids begin with the story's prefix. */
import { escapeHtml } from "../../text/escape-html.ts";
import type { Token } from "./markdown-parser.ts";
import type { Place, Rule } from "./render-place.ts";

export const FOOTNOTE_RULES: [string, Rule][] = [
  ["footnote_ref", footnoteReference],
  ["footnote_block_open", () => '<section class="footnotes" role="doc-endnotes">\n<hr>\n<ol>\n'],
  ["footnote_block_close", () => "</ol>\n</section>\n"],
  [
    "footnote_open",
    (token, { options }) => `<li id="${escapeHtml(options.idPrefix)}fn${noteNumber(token)}">`,
  ],
  ["footnote_close", () => "</li>\n"],
  ["footnote_anchor", footnoteAnchor],
];

interface Note {
  id: number;
  subId?: number;
}

const isNote = (meta: unknown): meta is Note =>
  typeof meta === "object" && meta !== null && "id" in meta && typeof meta.id === "number";

const noteNumber = (token: Token): number => (isNote(token.meta) ? token.meta.id + 1 : 0);

/** A note that is referred to twice has two ways back. */
function noteAnchor(token: Token): string {
  const again = isNote(token.meta) ? token.meta.subId : 0;
  return again ? `${noteNumber(token)}-${again + 1}` : String(noteNumber(token));
}

function footnoteReference(token: Token, { options }: Place): string {
  const prefix = escapeHtml(options.idPrefix);
  const number = noteNumber(token);
  return `<sup><a href="#${prefix}fn${number}" id="${prefix}fnref${noteAnchor(token)}" role="doc-noteref">${number}</a></sup>`;
}

function footnoteAnchor(token: Token, { options }: Place): string {
  return ` <a href="#${escapeHtml(options.idPrefix)}fnref${noteAnchor(token)}" role="doc-backlink">↩\ufe0e</a>`;
}
