/** Where everything of a page is, for finding its footnotes: order, parents, and what an id names. */
import type { Element, Root } from "hast";
import { attribute, childrenOf, isElement, type Parent } from "../hast-nodes.ts";

export interface Site {
  order: Map<Element, number>;
  /** The order of the last element that is in it, or its own. */
  ends: Map<Element, number>;
  parents: Map<Element, Parent>;
  targets: Map<string, Element>;
}

export function survey(root: Root): Site {
  const site: Site = { order: new Map(), ends: new Map(), parents: new Map(), targets: new Map() };
  const walk = (parent: Parent): void => {
    for (const child of childrenOf(parent)) {
      if (child.type !== "element") continue;
      site.order.set(child, site.order.size);
      site.parents.set(child, parent);
      for (const id of [attribute(child, "id"), attribute(child, "name")]) {
        if (id !== "" && !site.targets.has(id)) site.targets.set(id, child);
      }
      walk(child);
      site.ends.set(child, site.order.size - 1);
    }
  };
  walk(root);
  return site;
}

/** From the parent up. */
export function* ancestors(node: Element, site: Site): Generator<Element> {
  for (let at = site.parents.get(node); isElement(at); at = site.parents.get(at)) yield at;
}

/** Also of an element and itself. In no time: it is asked of each link. */
export function isWithin(node: Element, holder: Element, { order, ends }: Site): boolean {
  const at = order.get(node) ?? -1;
  return at >= (order.get(holder) ?? 0) && at <= (ends.get(holder) ?? -1);
}
