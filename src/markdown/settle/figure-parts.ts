/** A figure's captions, wherever in it they stand, and what is left without them. */
import type { Element } from "hast";
import { childrenOf, classesOf, isElement, type Node, type Parent } from "../hast-nodes.ts";

const isCaption = (node: Node): boolean =>
  isElement(node, "figcaption") || (isElement(node) && classesOf(node).includes("wp-caption-text"));

/** Captions of this figure, not of one inside it. */
export function captionsIn(parent: Parent): Element[] {
  return childrenOf(parent).flatMap((child) => {
    if (!isElement(child) || isElement(child, "figure")) return [];
    return isCaption(child) ? [child] : captionsIn(child);
  });
}

/** A copy of the element, as a `div`, without these below it. */
export function without(node: Element, gone: Element[]): Element {
  const left = new Set(gone);
  const strip = (parent: Element): Element => ({
    ...parent,
    children: childrenOf(parent)
      .filter((child) => !isElement(child) || !left.has(child))
      .map((child) => (isElement(child) ? strip(child) : child)),
  });
  return gone.length === 0 ? node : { ...strip(node), tagName: "div" };
}
