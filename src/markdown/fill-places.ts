/**
 * Substack leaves the places of formulas, mentions, posts of X and links to other posts empty, in feeds and in pages: what
 * its script shows there stands as JSON in an attribute.
 */
import { escapeHtml } from "../text/escape-html.ts";
import {
  attribute,
  childrenOf,
  elementsIn,
  has,
  isBlank,
  isElement,
  type Parent,
  rewrite,
} from "./hast-nodes.ts";
import { MAX_ELEMENTS, parseHtml } from "./parse-html.ts";

/** The attribute. */
export const PLACE = "data-attrs";

/** A person or a publication. */
const MENTIONED = new Set(["user", "pub"]);

/** As much as a document may hold: each place alone might hold as much. */
export function fillPlaces(root: Parent): void {
  let room = MAX_ELEMENTS;
  rewrite(root, (node) => {
    if (!isElement(node, "div", "span") || !has(node, PLACE)) return undefined;
    if (!isBlank(node) || childrenOf(node).some((child) => isElement(child))) return undefined;
    const html = placeHtml(attribute(node, PLACE));
    if (html === "" || room <= 0) return undefined;
    const filled = parseHtml(`<body>${html}`).root;
    room -= [...elementsIn(filled)].length;
    return childrenOf(filled);
  });
}

/** HTML of what an empty place shows, by its attribute; "" where that is of another kind. */
export function placeHtml(json: string): string {
  const data = parse(json);
  const said = (name: string): string => {
    const value = data[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const link = (url: string, text: string): string =>
    url === "" ? escapeHtml(text) : `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
  if (said("persistentExpression")) return `<p><code>${escapeHtml(said("persistentExpression"))}</code></p>`;
  if (said("full_text")) {
    const author = `${said("name")} (@${said("username")})`;
    return `<blockquote><p>${said("full_text").replaceAll("\n", "<br>")}</p><p>— ${link(said("url"), author)}</p></blockquote>`;
  }
  if (said("canonical_url") && said("title")) return `<p>${link(said("canonical_url"), said("title"))}</p>`;
  // Other things have names, too, such as places for advertisements.
  return MENTIONED.has(said("type")) ? link(said("url"), said("name")) : "";
}

function parse(json: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}
