/**
 * A forgiving reader of XML: what is not well-formed is read as far as it goes. Names come out with the prefixes that
 * everybody knows (`content:encoded`, `atom:link`), whatever prefix the document uses. The one door to htmlparser2.
 */
import { Parser } from "htmlparser2";
import { removeDoctype } from "./read-doctype.ts";

export interface XmlElement {
  /** Lower case; elements of RSS itself have no prefix. */
  name: string;
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
  /** `xml:base` in force, resolved against those around it; "" where there is none. */
  base: string;
  /** `xml:lang` in force. */
  language: string;
}

/** Below this, elements are passed over and their text is kept: no honest feed goes so deep. */
const DEEPEST = 256;

/** Namespaces by the prefix that they are known under. */
const NAMESPACES: [RegExp, string][] = [
  [/^https?:\/\/www\.w3\.org\/2005\/atom\/?$/i, "atom"],
  [/^https?:\/\/purl\.org\/atom\//i, "atom"],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content/i, "content"],
  [/^https?:\/\/purl\.org\/dc\/(elements|terms)/i, "dc"],
  [/^https?:\/\/search\.yahoo\.com\/mrss/i, "media"],
  [/^https?:\/\/www\.itunes\.com\/dtds\//i, "itunes"],
  [/^https?:\/\/rssnamespace\.org\/feedburner/i, "feedburner"],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/i, "xhtml"],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/i, "rdf"],
  [
    /^https?:\/\/(my\.netscape\.com\/rdf|purl\.org\/(rss|net\/rss)|backend\.userland\.com|blogs\.law\.harvard\.edu|cyber\.harvard\.edu)/i,
    "",
  ],
];

const knownPrefix = (uri: string): string | undefined =>
  NAMESPACES.find(([pattern]) => pattern.test(uri.trim()))?.[1];

interface Level {
  element: XmlElement;
  /** Canonical prefixes by the document's. */
  prefixes: Map<string, string>;
}

/** The root element; `undefined` where the text has none. @param url that relative `xml:base` values are resolved against */
export function parseXml(source: string, url: string): XmlElement | undefined {
  const { text, entities } = removeDoctype(source);
  const top: XmlElement = { name: "", attributes: new Map(), children: [], base: url, language: "" };
  const stack: Level[] = [{ element: top, prefixes: new Map() }];
  let passedOver = 0;
  const current = (): Level => stack.at(-1) ?? { element: top, prefixes: new Map() };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (stack.length > DEEPEST) {
          passedOver++;
          return;
        }
        const level = openLevel(name, attributes, current());
        current().element.children.push(level.element);
        stack.push(level);
      },
      onclosetag() {
        if (passedOver > 0) passedOver--;
        else if (stack.length > 1) stack.pop();
      },
      ontext(piece) {
        const { children } = current().element;
        const last = children.at(-1);
        if (typeof last === "string") children[children.length - 1] = last + piece;
        else children.push(piece);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(removeControls(text));
  if (entities.size > 0) expandEntities(top, entities);
  return top.children.find((child) => typeof child !== "string");
}

/** Signs that XML 1.0 forbids (section 2.2), and what stands before the first element. */
function removeControls(text: string): string {
  const start = text.indexOf("<");
  return Array.from(text.slice(Math.max(0, start)), (sign) =>
    isForbidden(sign.charCodeAt(0)) ? "" : sign,
  ).join("");
}

const isForbidden = (code: number): boolean =>
  (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffe || code === 0xffff;

function openLevel(
  name: string,
  raw: Record<string, string>,
  { element: parent, prefixes: outer }: Level,
): Level {
  const prefixes = readPrefixes(raw, outer);
  const attributes = new Map(Object.entries(raw).map(([key, value]) => [key.toLowerCase(), value]));
  const base = resolve(attributes.get("xml:base"), parent.base);
  const language = attributes.get("xml:lang") ?? parent.language;
  return {
    element: { name: canonicalName(name, prefixes), attributes, children: [], base, language },
    prefixes,
  };
}

function readPrefixes(raw: Record<string, string>, outer: Map<string, string>): Map<string, string> {
  let prefixes = outer;
  for (const [key, uri] of Object.entries(raw)) {
    const prefix = key === "xmlns" ? "" : key.startsWith("xmlns:") ? key.slice("xmlns:".length) : undefined;
    if (prefix === undefined) continue;
    prefixes = new Map(prefixes);
    prefixes.set(prefix, knownPrefix(uri) ?? (prefix || ""));
  }
  return prefixes;
}

function canonicalName(name: string, prefixes: Map<string, string>): string {
  const colon = name.indexOf(":");
  const [prefix, local] = colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
  const known = prefixes.get(prefix) ?? prefix;
  return (known ? `${known}:${local}` : local).toLowerCase();
}

/** An address against its base; "" and the base itself where either is none. */
export function resolve(address: string | undefined, base: string): string {
  const trimmed = address?.trim() ?? "";
  if (!trimmed) return base;
  if (URL.canParse(trimmed)) return new URL(trimmed).href;
  return base && URL.canParse(trimmed, base) ? new URL(trimmed, base).href : base;
}

function expandEntities(top: XmlElement, entities: Map<string, string>): void {
  const waiting = [top];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    element.children = element.children.map((child) => {
      if (typeof child !== "string") {
        waiting.push(child);
        return child;
      }
      return child.replace(/&([\w.-]+);/g, (whole, name: string) => entities.get(name) ?? whole);
    });
  }
}

/** Child elements of one name, or of several in the order of the names. */
export const childrenOf = (element: XmlElement, ...names: string[]): XmlElement[] =>
  names.flatMap((name) =>
    element.children.filter((child): child is XmlElement => typeof child !== "string" && child.name === name),
  );

export const childOf = (element: XmlElement, ...names: string[]): XmlElement | undefined =>
  childrenOf(element, ...names)[0];

/** All text below an element. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return "";
  const parts: string[] = [];
  const waiting: (XmlElement | string)[] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === "string") parts.push(node);
    else waiting.push(...node.children.toReversed());
  }
  return parts.join("");
}

const VOID = new Set(["br", "hr", "img", "input", "area", "col", "embed", "source", "track", "wbr"]);

/** The markup inside an element as HTML: order of text and elements kept. Depth is bounded by the reader's. */
export function innerHtml(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === "string") return escapeHtml(child);
      const name = child.name.replace(/^\w+:/, "");
      const attributes = [...child.attributes]
        .filter(([key]) => !key.includes(":") && key !== "xmlns")
        .map(([key, value]) => ` ${key}="${escapeHtml(value).replaceAll('"', "&quot;")}"`);
      return VOID.has(name)
        ? `<${name}${attributes.join("")}>`
        : `<${name}${attributes.join("")}>${innerHtml(child)}</${name}>`;
    })
    .join("");
}

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
