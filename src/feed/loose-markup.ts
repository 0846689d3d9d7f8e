/** Markup that stands as text where XML or HTML would have it otherwise. */
import { escapeHtml } from "../text/escape-html.ts";
import { holdsMarkup } from "./html-names.ts";

/** A section of markup beside elements, such as a picture's, or one that a section in it ended too early. */
export const markupBeside = (text: string): string =>
  holdsMarkup(text) && closesElements(text)
    ? withoutOpenScript(text)
    : escapeHtml(text.replace(/\]\]>\s*$/, ""));

/** Whether it ends an element that it began: "the <b> tag" does not. */
function closesElements(text: string): boolean {
  const closed = new Set(
    [...text.matchAll(/<\/([a-z][a-z0-9]*)\s*>/gi)].map(([, name]) => name?.toLowerCase()),
  );
  return [...text.matchAll(/<([a-z][a-z0-9]*)\b[^<>]*>/gi)].some(([, name]) =>
    closed.has(name?.toLowerCase()),
  );
}

/** What is in it ends where a section of its own did; what follows is text again. */
function withoutOpenScript(html: string): string {
  const [before] = /^[\s\S]*(?=<script)/i.exec(html) ?? [];
  return before === undefined || /<\/script/i.test(html.slice(before.length)) ? html : before;
}

/** In HTML, a CDATA section is a comment: what somebody wrapped twice would be unseen. */
export const withoutSections = (html: string): string =>
  html.includes("<![CDATA[") ? html.replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, "$1") : html;
