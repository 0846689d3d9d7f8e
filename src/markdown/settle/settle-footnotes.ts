/** Footnotes of WordPress, Hugo, pandoc, Substack, Hatena, Word and the like → references and definitions of their own. */
import type { Element, Root } from "hast";
import { BLOCKS, REFERENCE } from "../element-kinds.ts";
import {
  attribute,
  childrenOf,
  classesOf,
  find,
  isBlank,
  isElement,
  type Node,
  rewrite,
  text,
  textOf,
} from "../hast-nodes.ts";
import { definitionOf, type Note } from "./footnote-definition.ts";
import { ancestors, type Site, survey } from "./footnote-site.ts";
import { fragmentOf, ownAddresses } from "./own-addresses.ts";

const LABEL = /^[[(]?\s*(?:[*※注]?\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶]{1,4})\s*[\])]?[.:]?$/i;

/**
 * Takes the notes out of the tree and returns them as definitions, in the order of their first reference.
 *
 * @param pages addresses of the text, as its links may spell them out
 */
export function settleFootnotes(root: Root, pages: readonly string[]): Element[] {
  const site = survey(root);
  const own = ownAddresses(site, pages);
  const notes = new Map<Element, Note>();
  const holders = new Set<Element>();
  const isInside = (node: Element): boolean =>
    notes.has(node) || [...ancestors(node, site)].some((above) => notes.has(above));
  for (const link of [...site.order.keys()].filter((node) => isElement(node, "a"))) {
    const block = noteOf(link, site, own);
    if (!block || isInside(link) || holders.has(block)) continue;
    const known = notes.get(block);
    if (known) known.links.push(link);
    else if (!isInside(block)) {
      notes.set(block, { number: notes.size + 1, label: textOf(link).trim(), links: [link] });
      for (const above of ancestors(block, site)) holders.add(above);
    }
  }
  const definitions = [...notes].map(([block, note]) => {
    const definition = definitionOf(block, note, site);
    for (const link of note.links) placeReference(link, note.number, site);
    return definition;
  });
  clearEmptied(root, new Set(notes.keys()));
  return definitions;
}

/** The block that a reference leads to; undefined where the link is no reference. */
function noteOf(link: Element, site: Site, own: ReadonlySet<string>): Element | undefined {
  const id = fragmentOf(link, own);
  if (!id || !LABEL.test(textOf(link).trim())) return undefined;
  const target = site.targets.get(id);
  if (!target || !(looksLikeReference(link, site) || leadsBack(target, link, site, own))) return undefined;
  if ((site.order.get(target) ?? 0) < (site.order.get(link) ?? 0)) return undefined;
  return noteAround(target, link, site);
}

function looksLikeReference(link: Element, site: Site): boolean {
  const parent = site.parents.get(link);
  const marks = `${attribute(link, "class")} ${attribute(link, "role")} ${attribute(link, "rel")} ${attribute(link, "epub:type")} ${attribute(link, "href")}`;
  return (
    isElement(parent, "sup") ||
    childrenOf(link).some((child) => isElement(child, "sup")) ||
    /footnote|noteref|_ftn|#fn|#note/i.test(marks)
  );
}

/**
 * The number of a note of Hatena's is a link to the number in the text. So are letters of an index, and the numbers of
 * headings and of what contents list, to those that lead to them.
 */
function leadsBack(target: Element, link: Element, site: Site, own: ReadonlySet<string>): boolean {
  const id = attribute(link, "id");
  if (id === "" || !isElement(target, "a") || fragmentOf(target, own) !== id) return false;
  if (!/\d/.test(textOf(link)) || standsFirst(link, site)) return false;
  return ![...ancestors(target, site)].some(({ tagName }) => /^h[1-6]$/.test(tagName));
}

/** No words stand before it in its block. */
function standsFirst(node: Element, site: Site): boolean {
  const parent = site.parents.get(node);
  const siblings = parent ? childrenOf(parent) : [];
  if (!siblings.slice(0, siblings.indexOf(node)).every(isBlank)) return false;
  return !isElement(parent) || BLOCKS.has(parent.tagName) || standsFirst(parent, site);
}

/** What may hold a label alone. */
const MARKS = ["sup", "a", "span", "b", "strong"];
const isPicture = (node: Element): boolean => isElement(node, "img");

/**
 * Up from the anchor to the first element that says more than the note's label, but never as far as the reference. What
 * has neither words nor a picture is no note.
 */
function noteAround(target: Element, link: Element, site: Site): Element | undefined {
  let note = target;
  const above = new Set(ancestors(link, site));
  while (!says(note) || isElement(note, ...MARKS)) {
    const parent = site.parents.get(note);
    if (!isElement(parent) || above.has(parent))
      return isElement(note, ...MARKS) || !find(note, isPicture) ? undefined : note;
    note = parent;
  }
  return note;
}

function says(node: Element): boolean {
  const words = textOf(node).replace(/[\s[\]().:↩↑^]|\p{Variation_Selector}/gu, "");
  return words !== "" && !LABEL.test(words);
}

/** In place of the link, or of the `sup` that holds nothing else. */
function placeReference(link: Element, number: number, site: Site): void {
  const parent = site.parents.get(link);
  const place =
    isElement(parent, "sup", "span") &&
    textOf(parent).replace(/[[\]()\s]/g, "") === textOf(link).replace(/[[\]()\s]/g, "")
      ? parent
      : link;
  place.tagName = REFERENCE;
  place.properties = {};
  place.children = [text(String(number))];
}

/** The notes themselves, and sections of notes with the rules, lists and headings that are left in them. */
function clearEmptied(root: Root, notes: Set<Element>): void {
  if (notes.size === 0) return;
  rewrite(root, (node) => {
    if (notes.has(node)) return [];
    const holdsNotes = classesOf(node).some((name) => /footnotes?/i.test(name));
    return holdsNotes && isEmptied(node) ? [] : undefined;
  });
}

const isEmptied = (node: Element): boolean =>
  isElement(node, "ol", "ul", "section", "div", "aside", "footer", "table", "tbody", "tr") &&
  childrenOf(node).every((child: Node) => {
    if (child.type === "text") return child.value.trim() === "";
    return (
      isElement(child, "hr", "br", "h1", "h2", "h3", "h4", "h5", "h6") ||
      (isElement(child) && isEmptied(child))
    );
  });
