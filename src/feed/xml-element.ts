/** An element of an XML document, and how to get at what it holds. */
import { escapeHtml } from "../text/escape-html.ts";

export interface XmlElement {
  /** Lower case, with the prefix that everybody knows (`content:encoded`, `atom:link`); elements of RSS itself have none. */
  name: string;
  /** By names of the same kind. */
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
  /** `xml:base` in force, resolved against those around it and the document's address. */
  base: string;
  /** `xml:lang` in force. */
  language: string;
}

/** Child elements of one name, or of several in the order of the names. */
export const childrenOf = (element: XmlElement, ...names: string[]): XmlElement[] =>
  names.flatMap((name) => elementsIn(element).filter((child) => child.name === name));

/** The first of them that says something: an empty element stands in for no other. */
export const childOf = (element: XmlElement, ...names: string[]): XmlElement | undefined =>
  childrenOf(element, ...names).find((child) => holdsElements(child) || textOf(child).trim() !== "");

export const elementsIn = (element: XmlElement): XmlElement[] =>
  element.children.filter((child) => typeof child !== "string");

export const holdsElements = (element: XmlElement): boolean =>
  element.children.some((child) => typeof child !== "string");

/** All text below an element. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return "";
  const parts: string[] = [];
  const waiting: (XmlElement | string)[] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === "string") parts.push(node);
    else waiting.push(...node.children.toReversed());
  }
  return withoutCdata(parts.join(""));
}

/** A section that was escaped as if it were text. */
const withoutCdata = (text: string): string => text.replace(/^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/, "$1");

const VOID = new Set(["br", "hr", "img", "input", "area", "col", "embed", "source", "track", "wbr"]);

/**
 * The markup inside an element as HTML: order of text and elements kept. Depth is bounded by the reader's.
 *
 * @param write makes HTML of the text that is the element's own, and not one of its elements'
 */
export function innerHtml(element: XmlElement, write: (text: string) => string = escapeHtml): string {
  return element.children
    .map((child) => {
      if (typeof child === "string") return write(child);
      const name = child.name.replace(/^[\w.-]+:/, "");
      const tag = `<${name}${writeAttributes(child)}>`;
      const inside = innerHtml(child);
      // Nothing is inside of a void element: written without its slash, XML takes what follows for that.
      return VOID.has(name) ? `${tag}${inside}` : `${tag}${inside}</${name}>`;
    })
    .join("");
}

const writeAttributes = ({ attributes }: XmlElement): string =>
  [...attributes]
    .filter(([key]) => !key.includes(":") && key !== "xmlns")
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join("");
