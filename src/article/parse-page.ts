/** The one door to linkedom: HTML of any quality to a document with a head and a body. */
import { DOMParser } from "linkedom";
import { isElement, type PageDocument, type PageElement } from "./page-dom.ts";

/** linkedom invents no missing `html`, `head` and `body`, and extractors rely on them. */
const withBody = (html: string): string => {
  if (/<body[\s>]/i.test(html)) return html;
  const inner = html.replace(/<!doctype[^>]*>|<\/?(?:html|head)(?:\s[^>]*)?>/gi, "");
  return `<!doctype html><html${languageAttribute(html)}><head></head><body>${inner}</body></html>`;
};

const languageAttribute = (html: string): string =>
  /<html(?=\s)[^>]*?(\slang=(?:"[^"<>]*"|'[^'<>]*'|[\w-]+))/i.exec(html)?.[1] ?? "";

export const parsePage = (html: string): PageDocument =>
  new DOMParser().parseFromString(withBody(html), "text/html");

/** The body of a document; its root where even that is missing. */
export const bodyOf = (page: PageDocument): PageElement => page.querySelector("body") ?? page.documentElement;

/** An HTML fragment as the children of a body. */
export const parseFragment = (html: string): PageElement => bodyOf(parsePage(`<body>${html}</body>`));

/** The whole document as HTML. */
export const serializePage = (page: PageDocument): string =>
  [...page.childNodes].map((node) => (isElement(node) ? node.outerHTML : "")).join("");
