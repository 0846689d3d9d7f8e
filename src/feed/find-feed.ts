/** Where in an XML document the feed is. */
import { childrenOf, type XmlElement } from "./xml-element.ts";

export interface FeedElements {
  /** Holds the feed's own title, link and language. */
  head: XmlElement;
  items: XmlElement[];
}

/** The feed's parts, whatever they are wrapped in: `rss/channel`, RDF with its items outside, Atom, a bare channel, or several. */
export function findFeed(root: XmlElement): FeedElements | undefined {
  if (/^(atom:)?feed$/.test(root.name)) {
    const atom = root.name === "feed" ? asAtom(root) : root;
    return { head: atom, items: childrenOf(atom, "atom:entry") };
  }
  if (!/(^|:)(rss|rdf|channel|feed)$/.test(root.name)) return undefined;
  const channels = childrenOf(root, "channel");
  const places = [...channels, root].flatMap((place) => [place, ...childrenOf(place, "items")]);
  const items = places.flatMap((place) => childrenOf(place, "item", "atom:entry"));
  return { head: channels[0] ?? root, items };
}

/** Atom without its namespace. */
function asAtom(element: XmlElement): XmlElement {
  const isBody = /^(atom:)?(content|summary|title)$/.test(element.name);
  return {
    ...element,
    name: element.name.includes(":") ? element.name : `atom:${element.name}`,
    children: isBody
      ? element.children
      : element.children.map((child) => (typeof child === "string" ? child : asAtom(child))),
  };
}
