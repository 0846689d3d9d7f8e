/** Attached media: RSS enclosures, Atom links, Media RSS, iTunes images. */
import { given } from "../given.ts";
import type { Enclosure } from "./entry.ts";
import { atomLinks } from "./entry-links.ts";
import { mediaOf } from "./media-rss.ts";
import { mediumOf } from "./medium.ts";
import { titleOf } from "./plain-title.ts";
import { webAddress } from "./resolve-address.ts";
import { childOf, childrenOf, holdsElements, textOf, type XmlElement } from "./xml-element.ts";

/**
 * One for each address, in the order in which the formats are listed above, then the `image` that many feeds give an
 * entry as RSS gives it the channel. Such a picture names no entry: without a page of its own, the entry has none.
 */
export function enclosuresOf(item: XmlElement, link: string | undefined): Enclosure[] {
  const elements = [
    ...childrenOf(item, "enclosure", "atom:enclosure"),
    ...atomLinks(item, "enclosure"),
    ...mediaOf(item),
    ...childrenOf(item, "itunes:image"),
    ...(link === undefined ? [] : childrenOf(item, "image")),
  ];
  return mergeByAddress(elements.flatMap(readEnclosure));
}

/** What is said twice of a file is said once: the first word counts, the others fill in what it left out. */
function mergeByAddress(found: readonly Enclosure[]): Enclosure[] {
  const merged = new Map<string, Enclosure>();
  for (const one of found) {
    const first = merged.get(one.url);
    merged.set(one.url, { ...one, ...first, medium: mediumOfBoth(first, one) });
  }
  return [...merged.values()];
}

const mediumOfBoth = (first: Enclosure | undefined, other: Enclosure): Enclosure["medium"] =>
  first && first.medium !== "other" ? first.medium : other.medium;

function readEnclosure(element: XmlElement): Enclosure[] {
  const { attributes, base, name } = element;
  const written = attributes.get("url") ?? attributes.get("href");
  const url = webAddress(name === "image" ? (written ?? addressIn(element)) : written, base);
  if (!url) return [];
  const type = attributes.get("type")?.trim().toLowerCase() || undefined;
  const isPicture = ["media:thumbnail", "itunes:image", "image"].includes(name);
  const medium = isPicture ? "image" : mediumOf(type, attributes.get("medium"), url);
  return [
    {
      url,
      ...given({ type }),
      medium,
      ...given({ title: titleIn(element, medium) }),
      ...given({
        width: numberIn(attributes.get("width")),
        height: numberIn(attributes.get("height")),
        length: numberIn(attributes.get("length")) ?? numberIn(attributes.get("filesize")),
      }),
    },
  ];
}

/** "none", "0" and "n/a" stand where there is no picture. */
function addressIn(image: XmlElement): string {
  const text = textOf(holdsElements(image) ? childOf(image, "url") : image).trim();
  return /^(?:https?:)?\/|\./i.test(text) && !/\s/.test(text) ? text : "";
}

/** What describes a picture stands in for it where it cannot be seen, as its title does. */
function titleIn(element: XmlElement, medium: Enclosure["medium"]): string | undefined {
  const words = childrenOf(element, "media:title", ...(medium === "image" ? ["media:description"] : []));
  return words.map(titleOf).find(Boolean) || element.attributes.get("title") || undefined;
}

/** Zero is what writers say who don't know. */
function numberIn(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
