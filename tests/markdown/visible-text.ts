/** What a browser would show of a piece of HTML, as one line: for comparing pages before and after. */
import { type DefaultTreeAdapterMap, parse } from "parse5";

type Node = DefaultTreeAdapterMap["node"];

const BLOCKS = new Set(
  "p div li h1 h2 h3 h4 h5 h6 td th tr br pre blockquote section figure figcaption".split(" "),
);

export function visibleText(html: string): string {
  return textOf(parse(html, { scriptingEnabled: false }))
    .replace(/[\s\u200b]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

function textOf(node: Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  if (!("childNodes" in node)) return "";
  const inner = node.childNodes.map(textOf).join("");
  return BLOCKS.has(node.nodeName) ? ` ${inner} ` : inner;
}

export interface Tag {
  name: string;
  attributes: Record<string, string>;
}

/** Every element with its attributes, in order; what a page's head and frame bring along is left out. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  const visit = (node: Node): void => {
    if ("attrs" in node && !["html", "head", "body"].includes(node.nodeName)) {
      tags.push({
        name: node.nodeName,
        attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
      });
    }
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return tags;
}
