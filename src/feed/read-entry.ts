/** One entry of a feed document in XML: RSS of any version, RDF, Atom. What it lacks is left out; nothing is thrown. */

import { given } from "../given.ts";
import type { Enclosure, Entry } from "./entry.ts";
import { authorName, titleFromHtml, titleFromText } from "./plain-title.ts";
import { readDate } from "./read-date.ts";
import { childOf, childrenOf, escapeHtml, innerHtml, resolve, textOf, type XmlElement } from "./xml-tree.ts";

export function readEntry(item: XmlElement, feedLanguage: string | undefined): Entry {
  const content = bodyOf(
    childOf(item, "content:encoded", "atom:content", "xhtml:body", "content", "body", "fullitem"),
  );
  const description = bodyOf(childOf(item, "description", "atom:summary", "itunes:summary", "summary"));
  const media = bodyOf(
    childOf(item, "media:description") ?? deepChild(item, "media:group", "media:description"),
  );
  const bodies = [content, description, media].filter((body) => body !== undefined && body.trim() !== "");
  const [html, summary] = bodies;
  const language = item.language || textOf(childOf(item, "dc:language", "language")).trim();
  return {
    ...given({ guid: guidOf(item), link: linkOf(item) }),
    title: titleOf(childOf(item, "title", "atom:title", "dc:title", "media:title")),
    ...given({ html, summary: summary === html ? undefined : summary, base: baseOf(item) || undefined }),
    ...given({ author: authorOf(item) }),
    ...given({
      published:
        dateOf(item, [
          "pubdate",
          "atom:published",
          "atom:issued",
          "dc:date",
          "dc:created",
          "atom:created",
          "published",
          "date",
        ]) ?? dateOf(item, UPDATED),
      updated: dateOf(item, UPDATED),
    }),
    categories: categoriesOf(item),
    ...given({ language: language || feedLanguage }),
    enclosures: enclosuresOf(item),
  };
}

const UPDATED = ["atom:updated", "atom:modified", "dc:modified", "lastbuilddate", "updated"];

const dateOf = (item: XmlElement, names: string[]): string | undefined => {
  for (const name of names) {
    const date = readDate(textOf(childOf(item, name)));
    if (date) return date;
  }
  return undefined;
};

const deepChild = (item: XmlElement, outer: string, inner: string): XmlElement | undefined => {
  const group = childOf(item, outer);
  return group && childOf(group, inner);
};

/** Where relative links inside the body lead from. */
function baseOf(item: XmlElement): string {
  return childOf(item, "atom:content", "content:encoded", "description", "atom:summary")?.base || item.base;
}

function guidOf(item: XmlElement): string | undefined {
  const guid =
    textOf(childOf(item, "guid", "atom:id", "id")).trim() || item.attributes.get("rdf:about")?.trim();
  return guid || undefined;
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address);

/** First what the entry calls its page; a guid only where it is one. */
function linkOf(item: XmlElement): string | undefined {
  const guid = childOf(item, "guid");
  const candidates = [
    ...childrenOf(item, "link").map((link) => textOf(link).trim() || link.attributes.get("href") || ""),
    ...atomLinks(item),
    textOf(childOf(item, "feedburner:origlink")),
    guid && guid.attributes.get("ispermalink")?.toLowerCase() !== "false" ? webOnly(textOf(guid)) : "",
    item.attributes.get("rdf:about") ?? "",
    childOf(item, "atom:content")?.attributes.get("src") ?? "",
  ];
  for (const candidate of candidates) {
    const link = candidate?.trim() ? resolve(candidate, item.base) : "";
    if (link && isWeb(link)) return link;
  }
  return undefined;
}

const webOnly = (text: string): string => (isWeb(text.trim()) ? text : "");

/** Alternates first; a link that says nothing of itself is one (RFC 4287, section 4.2.7.2). */
function atomLinks(item: XmlElement): string[] {
  const links = childrenOf(item, "atom:link").filter((link) =>
    ["alternate", undefined, ""].includes(link.attributes.get("rel")?.toLowerCase()),
  );
  const pages = links.toSorted((a, b) => Number(isPage(b)) - Number(isPage(a)));
  return pages.map((link) => resolve(link.attributes.get("href") ?? textOf(link), link.base));
}

const isPage = (link: XmlElement): boolean =>
  /^(text\/html|application\/xhtml\+xml)?$/i.test(link.attributes.get("type") ?? "");

/** Atom says what its texts are; RSS does not. */
export function titleOf(element: XmlElement | undefined): string {
  if (!element) return "";
  const type = element.attributes.get("type")?.toLowerCase() ?? "";
  if (type === "xhtml" || type === "application/xhtml+xml") return titleFromText(textOf(element));
  const text =
    element.attributes.get("mode")?.toLowerCase() === "base64"
      ? fromBase64(textOf(element))
      : textOf(element);
  if (element.name.startsWith("atom:") && (type === "" || type === "text" || type === "text/plain"))
    return titleFromText(text);
  return titleFromHtml(text);
}

const fromBase64 = (text: string): string => Buffer.from(text, "base64").toString("utf8");

/** A body as HTML: escaped, CDATA, markup of its own, or plain text by what it says of itself or looks like. */
function bodyOf(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  const type = element.attributes.get("type")?.toLowerCase() ?? "";
  const mode = element.attributes.get("mode")?.toLowerCase() ?? "";
  const isMarkup = element.children.some((child) => typeof child !== "string");
  if (type.includes("xhtml") || mode === "xml" || isMarkup) return innerHtml(element);
  const isAtom = element.name.startsWith("atom:");
  if (mode === "base64" || (isAtom && isBinary(type))) return fromBase64(textOf(element));
  const text = textOf(element);
  if (isAtom && mode === "" && (type === "" || type === "text" || type === "text/plain"))
    return paragraphs(escapeHtml(text));
  return /<[a-z!/]|&[a-z#]/i.test(text) ? text : paragraphs(escapeHtml(text));
}

/** RFC 4287, section 4.1.3.3: other types than text and XML are Base64. */
const isBinary = (type: string): boolean =>
  type.includes("/") && !/^text\/|[+/]xml$|^application\/xhtml/.test(type);

function paragraphs(text: string): string {
  const parts = text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.length > 1 ? parts.map((part) => `<p>${part}</p>`).join("\n") : text;
}

function authorOf(item: XmlElement): string | undefined {
  const elements = childrenOf(item, "atom:author", "author", "dc:creator", "itunes:author");
  const [first] = elements;
  if (!first) return undefined;
  const same = elements.filter(({ name }) => name === first.name);
  const names = same.map((author) =>
    authorName(textOf(childOf(author, "atom:name", "name")) || (hasElements(author) ? "" : textOf(author))),
  );
  return [...new Set(names.filter((name) => name !== undefined))].join(", ") || undefined;
}

const hasElements = (element: XmlElement): boolean =>
  element.children.some((child) => typeof child !== "string");

function categoriesOf(item: XmlElement): string[] {
  const names = childrenOf(item, "category", "atom:category", "dc:subject", "media:category").map(
    (category) =>
      titleFromHtml(category.attributes.get("label") || category.attributes.get("term") || textOf(category)),
  );
  return [...new Set(names.filter(Boolean))];
}

function enclosuresOf(item: XmlElement): Enclosure[] {
  const group = childrenOf(item, "media:group");
  const media = [item, ...group].flatMap((place) => childrenOf(place, "media:content", "media:thumbnail"));
  const links = childrenOf(item, "atom:link").filter(
    (link) => link.attributes.get("rel")?.toLowerCase() === "enclosure",
  );
  const images = childrenOf(item, "itunes:image");
  const found = [...childrenOf(item, "enclosure"), ...links, ...media, ...images].flatMap(readEnclosure);
  return [...new Map(found.map((enclosure) => [enclosure.url, enclosure])).values()];
}

function readEnclosure(element: XmlElement): Enclosure[] {
  const { attributes, base, name } = element;
  const url = resolve(attributes.get("url") ?? attributes.get("href"), base);
  if (!isWeb(url)) return [];
  const type = attributes.get("type")?.toLowerCase();
  const number = (key: string): number | undefined => {
    const value = Number(attributes.get(key));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const isImage = name === "media:thumbnail" || name === "itunes:image";
  const title = titleOf(childOf(element, "media:title")) || attributes.get("title");
  const sizes = given({
    width: number("width"),
    height: number("height"),
    length: number("length") ?? number("filesize"),
  });
  return [
    {
      url,
      ...given({ type }),
      medium: isImage ? "image" : mediumOf(type, attributes.get("medium"), url),
      ...given({ title: title || undefined }),
      ...sizes,
    },
  ];
}

const ENDINGS: [Enclosure["medium"], RegExp][] = [
  ["image", /\.(jpe?g|png|gif|webp|avif)$/i],
  ["audio", /\.(mp3|m4a|ogg|oga|opus|wav|aac|flac)$/i],
  ["video", /\.(mp4|m4v|webm|mov|ogv)$/i],
];

export function mediumOf(
  type: string | undefined,
  medium: string | undefined,
  url: string,
): Enclosure["medium"] {
  for (const known of ["image", "audio", "video"] as const)
    if (medium === known || type?.startsWith(`${known}/`)) return known;
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return ENDINGS.find(([, ending]) => ending.test(path))?.[0] ?? "other";
}
