/** Where an entry, or a feed, has its page. */
import { resolveAddress, siteOf, webAddress } from "./resolve-address.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "./xml-element.ts";

/** First what the entry calls its page; a guid only where it is one (RSS 2.0, element guid). */
export function linkOf(item: XmlElement): string | undefined {
  const candidates = [
    ...pagesOf(item),
    textOf(childOf(item, "feedburner:origlink")),
    permalinkOf(item),
    item.attributes.get("rdf:about"),
    sourceOf(item),
  ];
  return firstWebAddress(candidates, item.base);
}

/** The page that it is about, in feeds of links whose entries have pages of their own. */
export function aboutOf(item: XmlElement): string | undefined {
  const [link] = atomLinks(item, "related");
  return link && webAddress(link.attributes.get("href"), link.base);
}

/** The site that a feed belongs to. */
export const homeOf = (head: XmlElement): string | undefined => firstWebAddress(pagesOf(head), head.base);

function firstWebAddress(candidates: readonly (string | undefined)[], base: string): string | undefined {
  for (const candidate of candidates) {
    const address = webAddress(candidate, base);
    if (address) return address;
  }
  return undefined;
}

/**
 * What relative links in a body lead from where no `xml:base` says it: the entry's page, for which they were written, if
 * that is on the feed's own site; else the document. Feeds are often kept in another folder, or by another host.
 */
export function baseOfBody(link: string | undefined, { home, url }: { home?: string; url: string }): string {
  return link && [home, url].some((own) => siteOf(own) === siteOf(link)) ? link : url;
}

const pagesOf = (element: XmlElement): (string | undefined)[] => [
  ...childrenOf(element, "link").map((link) => textOf(link).trim() || link.attributes.get("href")),
  ...atomPages(element),
];

/** Alternates, pages first; a link that says nothing of itself is one (RFC 4287, section 4.2.7.2). */
function atomPages(element: XmlElement): (string | undefined)[] {
  const links = atomLinks(element, "alternate").toSorted((a, b) => Number(isPage(b)) - Number(isPage(a)));
  return links.map((link) => resolveAddress(link.attributes.get("href") ?? textOf(link), link.base));
}

/** Links of one relation, which may be written as its address in the register. */
export const atomLinks = (
  element: XmlElement,
  relation: "alternate" | "enclosure" | "related",
): XmlElement[] =>
  childrenOf(element, "atom:link").filter((link) => {
    const said = link.attributes.get("rel")?.trim().toLowerCase() || "alternate";
    return said.replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, "") === relation;
  });

const isPage = (link: XmlElement): boolean =>
  /^(text\/html|application\/xhtml\+xml)?$/i.test(link.attributes.get("type") ?? "");

/** RSS guid, Atom id, or the RDF resource's name. */
export const guidOf = (item: XmlElement): string | undefined =>
  textOf(childOf(item, "guid", "atom:id", "id")).trim() ||
  item.attributes.get("rdf:about")?.trim() ||
  undefined;

function permalinkOf(item: XmlElement): string | undefined {
  const guid = childOf(item, "guid");
  const isPermalink = guid?.attributes.get("ispermalink")?.trim().toLowerCase() !== "false";
  return guid && isPermalink ? webAddress(textOf(guid)) : undefined;
}

/** A body that is elsewhere (RFC 4287, section 4.1.3.2). */
function sourceOf(item: XmlElement): string | undefined {
  for (const content of childrenOf(item, "atom:content")) {
    const source = resolveAddress(content.attributes.get("src"), content.base);
    if (source) return source;
  }
  return undefined;
}
