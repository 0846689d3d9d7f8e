/** Media RSS 1.5.1: where it puts things. */
import { groupBy } from "../group-by.ts";
import { isRecording, mediumOf } from "./medium.ts";
import { webAddress } from "./resolve-address.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "./xml-element.ts";

/** What is said of an entry's media as a whole, on the entry or in the group around them. */
export function mediaChild(item: XmlElement, name: "title" | "description"): XmlElement | undefined {
  const group = childOf(item, "media:group");
  return childOf(item, `media:${name}`) ?? (group && childOf(group, `media:${name}`));
}

/** Contents, in a group or without, then thumbnails, which may stand on every level. */
export function mediaOf(item: XmlElement): XmlElement[] {
  const groups = childrenOf(item, "media:group");
  const contents = [item, ...groups].flatMap(contentsOf);
  const enclosed = new Set(childrenOf(item, "enclosure").map(addressOf));
  const shown = [...contentsOf(item), ...groups.flatMap((group) => worksIn(contentsOf(group), enclosed))];
  return [
    ...shown,
    ...[item, ...groups, ...contents].flatMap((place) => childrenOf(place, "media:thumbnail")),
  ];
}

const contentsOf = (place: XmlElement): XmlElement[] => childrenOf(place, "media:content");

/**
 * A group holds one work in many forms (Media RSS 1.5.1, media:group), as PeerTube's films in each resolution: of a
 * recording one is enough, unless others have titles of their own. Pictures are chosen by their size later.
 */
const worksIn = (contents: readonly XmlElement[], enclosed: ReadonlySet<string | undefined>): XmlElement[] =>
  [...groupBy(contents, workOf).values()].flatMap((forms) => bestOf(forms, enclosed) ?? []);

/** The one that the entry encloses already, else the one that is meant, else the first that is no sample of the others. */
const bestOf = (forms: readonly XmlElement[], enclosed: ReadonlySet<string | undefined>) =>
  forms.find((form) => enclosed.has(addressOf(form))) ??
  forms.find(({ attributes }) => /^\s*true\s*$/i.test(attributes.get("isdefault") ?? "")) ??
  forms.find(({ attributes }) => attributes.get("expression")?.trim().toLowerCase() !== "sample") ??
  forms[0];

const addressOf = ({ attributes, base }: XmlElement): string | undefined =>
  webAddress(attributes.get("url"), base);

function workOf(content: XmlElement): XmlElement | string {
  const { attributes } = content;
  const url = addressOf(content);
  const medium = url && mediumOf(attributes.get("type"), attributes.get("medium"), url);
  return medium && isRecording(medium) ? `${medium} ${textOf(childOf(content, "media:title"))}` : content;
}
