/** One entry of a feed document in XML: RSS of any version, RDF, Atom. What it lacks is left out; nothing is thrown. */
import { given } from "../given.ts";
import { authorsOf } from "./author-names.ts";
import { enclosuresOf } from "./enclosures.ts";
import type { Entry } from "./entry.ts";
import { bodiesOf } from "./entry-body.ts";
import { aboutOf, baseOfBody, guidOf, linkOf } from "./entry-links.ts";
import { mediaChild } from "./media-rss.ts";
import { parseDate } from "./parse-date.ts";
import { titleFromHtml, titleOf, wordsFromHtml } from "./plain-title.ts";
import {
  childOf,
  childrenOf,
  elementsIn,
  holdsElements,
  innerHtml,
  textOf,
  type XmlElement,
} from "./xml-element.ts";

/** What a feed says for those of its entries that don't. */
export interface FeedDefaults {
  language?: string;
  author?: string;
  home?: string;
  /** Where the document came from. */
  url: string;
}

/** Where an entry's date stands: that of its publication, else that of its last change. */
const DATES = [
  "pubdate",
  "atom:published",
  "atom:issued",
  "dc:date",
  "dc:issued",
  "dc:created",
  "atom:created",
  "published",
  "date",
  "atom:updated",
  "atom:modified",
  "dc:modified",
  "lastbuilddate",
  "updated",
];

export function parseEntry(item: XmlElement, defaults: FeedDefaults): Entry {
  const title = titleOf(childOf(item, "title", "atom:title", "dc:title") ?? mediaChild(item, "title"));
  const { html, summary, base } = bodiesOf(item, title === "");
  const link = linkOf(item);
  return {
    ...given({ guid: guidOf(item), link, about: aboutOf(item) }),
    title,
    ...given({ html, summary }),
    base: base === defaults.url ? baseOfBody(link, defaults) : base,
    ...given({ author: authorsOf(item, defaults.author) }),
    ...given({ published: dateOf(item) }),
    categories: categoriesOf(item),
    ...given({ language: languageOfEntry(item) ?? defaults.language }),
    enclosures: enclosuresOf(item, link),
  };
}

function dateOf(item: XmlElement): string | undefined {
  for (const element of childrenOf(item, ...DATES)) {
    const date = parseDate(machineDateIn(element)) ?? parseDate(wordsFromHtml(textOf(element)));
    if (date) return date;
  }
  return undefined;
}

/** Content management systems write dates as they do on pages, with markup whose attribute says surely what it shows. */
function machineDateIn(element: XmlElement): string | undefined {
  const markup = holdsElements(element) ? innerHtml(element) : textOf(element);
  return /<[a-z][^<>]*\s(?:datetime|content)\s*=\s*["']([^<>"']*)/i.exec(markup)?.[1];
}

/** The nearer the words it is said, the surer: on the body, or of the entry. */
function languageOfEntry(item: XmlElement): string | undefined {
  const body = childOf(item, "atom:content", "content:encoded", "atom:summary", "description", "atom:title");
  return body?.attributes.get("xml:lang")?.trim() || declaredLanguage(item);
}

function categoriesOf(item: XmlElement): string[] {
  const elements = childrenOf(item, "category", "atom:category", "dc:subject", "media:category");
  const names = elements.flatMap((category) => {
    const { attributes, name } = category;
    const said = titleFromHtml(attributes.get("label") || attributes.get("term") || textOf(category));
    // Flickr writes all of a picture's in one text; there, each is one word.
    if (attributes.get("scheme") === "urn:flickr:tags") return said.split(" ");
    return name === "dc:subject" ? tagsIn(said, item) : said;
  });
  return [...new Set(names.filter(Boolean))];
}

/** Bookmark services list tags twice: each as a topic (RSS 1.0, module taxonomy), and all of them as one subject. */
function tagsIn(subject: string, item: XmlElement): string[] {
  const topics = childrenOf(item, "taxo:topics").flatMap(elementsIn).flatMap(elementsIn);
  const words = subject.split(/\s+/);
  return words.length === topics.length ? words : [subject];
}

/** As an attribute or an element of its own; what is in force around it is not said of it. */
export const declaredLanguage = (element: XmlElement): string | undefined =>
  element.attributes.get("xml:lang")?.trim() ||
  textOf(childOf(element, "language", "dc:language")).trim() ||
  undefined;
