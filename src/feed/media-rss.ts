/** Media RSS 1.5.1: where it puts things. */
import { childOf, childrenOf, type XmlElement } from "./xml-element.ts";

/** What is said of an entry's media as a whole, on the entry or in the group around them. */
export function mediaChild(item: XmlElement, name: "title" | "description"): XmlElement | undefined {
  const group = childOf(item, "media:group");
  return childOf(item, `media:${name}`) ?? (group && childOf(group, `media:${name}`));
}

/** Contents, in a group or without, then thumbnails, which may stand on every level. */
export function mediaOf(item: XmlElement): XmlElement[] {
  const places = [item, ...childrenOf(item, "media:group")];
  const contents = places.flatMap((place) => childrenOf(place, "media:content"));
  return [...contents, ...[...places, ...contents].flatMap((place) => childrenOf(place, "media:thumbnail"))];
}
