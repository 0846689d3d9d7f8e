/** A footnote's block → its definition: the note's words without the label and the links back. */
import type { Element } from "hast";
import { DEFINITION } from "../element-kinds.ts";
import {
  attribute,
  childrenOf,
  element,
  find,
  isBlank,
  isElement,
  type Parent,
  rewrite,
  textOf,
} from "../hast-nodes.ts";
import { ancestors, type Site } from "./footnote-site.ts";

export interface Note {
  number: number;
  label: string;
  /** Those that refer to it. */
  links: Element[];
}

const BACK = /^[\s↩↑⏎^⤴⬆]*$/u;

export function definitionOf(note: Element, { number, label, links }: Note, site: Site): Element {
  const anchors = new Set(
    [...links.flatMap((link) => [link, ...ancestors(link, site)])].map((node) => attribute(node, "id")),
  );
  rewrite(note, (node) => (isElement(node, "a") && isBackLink(node, note, anchors, label) ? [] : undefined));
  stripLabel(note, label);
  const children = isElement(note, "tr")
    ? childrenOf(note).flatMap((cell) => ("children" in cell ? childrenOf(cell) : []))
    : childrenOf(note);
  return element(DEFINITION, { number: String(number) }, [element("div", {}, children)]);
}

function isBackLink(link: Element, note: Element, anchors: Set<string>, label: string): boolean {
  const href = attribute(link, "href");
  if (href === "" && attribute(link, "id") !== "") return isBlank(link) || sameLabel(textOf(link), label);
  if (!href.includes("#")) return false;
  const written = textOf(link).trim();
  if (
    BACK.test(written.replace(/\p{Variation_Selector}/gu, "")) ||
    /backref|reversefootnote|doc-backlink|footnote-back/i.test(
      `${attribute(link, "class")} ${attribute(link, "role")}`,
    )
  )
    return true;
  const fragment = href.slice(href.indexOf("#") + 1);
  return (
    (anchors.has(fragment) || /ref|back|anchor/i.test(fragment)) &&
    note !== link &&
    (sameLabel(written, label) || written.length <= 12)
  );
}

const bare = (label: string): string => label.replace(/[\s[\]().:]/g, "").toLowerCase();
const sameLabel = (one: string, other: string): boolean => bare(one) === bare(other);

/** "1." or "[1]" before the note's words, which the list's own number already says. */
function stripLabel(note: Parent, label: string): void {
  const first = childrenOf(note).find(
    (child) => child.type === "element" || (child.type === "text" && child.value.trim() !== ""),
  );
  if (!first) return;
  if (first.type === "text") {
    const match = /^\s*[[(]?\s*([^\s[\]().:]{1,6})\s*(?:[\])][.:]?|[.:])\s*/u.exec(first.value);
    if (match?.[1] && sameLabel(match[1], label)) first.value = first.value.slice(match[0].length);
    else first.value = first.value.replace(/^\s*(?:\[\]|\(\))?[.:]?\s+/, "");
    return;
  }
  if (first.type !== "element") return;
  const isLabel =
    isElement(first, "sup", "span", "b", "strong", "a", "td") && sameLabel(textOf(first), label);
  if (isLabel || (isElement(first, "sup", "span") && isMark(first)))
    note.children = childrenOf(note).filter((child) => child !== first);
  else stripLabel(first, label);
}

/** Brackets, or what parts a label from the words; a picture has none, and is the note's. */
const isMark = (node: Element): boolean =>
  /^[\s[\].:]*$/.test(textOf(node)) && !find(node, (inner) => isElement(inner, "img"));
