/** The one door to linkedom: HTML of any quality to a document with a head and a body. */
import { DOMParser } from "linkedom";
import { withoutCrowdedTags } from "../../text/crowded-tags.ts";
import { hideSigns, showText } from "./hidden-signs.ts";
import { isElement, isText, type PageDocument, type PageElement, type PageNode } from "./page-dom.ts";

/** What follows them belongs to the body all the same (HTML, section 13.2.6.4.19); for linkedom it stands beside it. */
const ENDS = /<\/(?:body|html)\s*>/gi;

/**
 * linkedom invents no missing `html`, `head` and `body`, and extractors rely on them. Where `html` alone is missing, the
 * body would stand beside the document's element, not in it.
 */
function withBody(html: string): string {
  const body = html.search(/<body[\s>]/i);
  if (body >= 0 && /<html[\s>]/i.test(html.slice(0, body))) return html;
  const [head, rest] = body < 0 ? ["", html] : [html.slice(0, body), html.slice(body)];
  const [start, end] = body < 0 ? ["<body>", "</body>"] : ["", ""];
  return `<!doctype html><html${languageAttribute(html)}><head>${bare(head)}</head>${start}${bare(rest)}${end}</html>`;
}

const bare = (html: string): string => html.replace(/<!doctype[^>]*>|<\/?(?:html|head)(?:\s[^>]*)?>/gi, "");

const languageAttribute = (html: string): string =>
  /<html(?=\s)[^>]*?(\slang=(?:"[^"<>]*"|'[^'<>]*'|[\w-]+))/i.exec(html)?.[1] ?? "";

export function parsePage(html: string): PageDocument {
  const tags = withoutCrowdedTags(html);
  const eased = hideSigns(tags);
  const document: PageDocument = new DOMParser().parseFromString(
    withBody(eased.replace(ENDS, "")),
    "text/html",
  );
  if (eased !== tags) showSigns(document);
  return document;
}

function showSigns(document: PageDocument): void {
  const waiting: PageNode[] = [...document.childNodes];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isText(node)) node.textContent = showText(node.textContent ?? "");
    if (!isElement(node)) continue;
    for (const { name, value } of node.attributes) node.setAttribute(name, showText(value));
    waiting.push(...node.childNodes);
  }
}

/** The body of a document; its root where even that is missing. */
export const bodyOf = (page: PageDocument): PageElement => page.querySelector("body") ?? page.documentElement;

/** An HTML fragment as the children of a body. */
export const parseFragment = (html: string): PageElement => bodyOf(parsePage(`<body>${html}</body>`));

/** The whole document as HTML. */
export const serializePage = (page: PageDocument): string =>
  [...page.childNodes].map((node) => (isElement(node) ? node.outerHTML : "")).join("");
