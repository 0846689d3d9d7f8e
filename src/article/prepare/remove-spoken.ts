/** Takes labels out of a page that are for those alone who hear it: extractors keep their words, and not what hides them. */
import { isSpoken, LARGER } from "../../markdown/remove-hidden.ts";
import { attribute, isElement, type PageElement, type PageNode, textOf } from "../dom/page-dom.ts";

/** Not where no other words stand beside: a link whose only words are spoken has an icon, and keeps them. */
export function removeSpoken(body: PageElement): void {
  const labels = new Set([...body.querySelectorAll("[class]")].filter(isLabel));
  const said = new Map<PageNode, boolean>();
  for (const label of labels) {
    const { parentNode: parent } = label;
    if (!parent) continue;
    const isSaid = said.get(parent) ?? [...parent.childNodes].some((node) => isSeen(node, labels));
    said.set(parent, isSaid);
    if (isSaid) label.remove();
  }
}

const isLabel = (element: PageElement): boolean =>
  isSpoken(element.tagName, attribute(element, "class")) && !element.querySelector(LARGER.join(", "));

const isSeen = (node: PageNode, labels: ReadonlySet<PageElement>): boolean =>
  !(isElement(node) && labels.has(node)) && textOf(node) !== "";
