/**
 * Under which addresses a text's links lead to places in the text itself. A feed's text spells them out, and they need not
 * be the entry's link: that may be redirected, have parameters that count readers, or be the page that a sharer points to.
 */
import type { Element } from "hast";
import { groupBy } from "../../group-by.ts";
import { attribute, isElement } from "../hast-nodes.ts";
import { ancestors, isWithin, type Site } from "./footnote-site.ts";

/**
 * None, the pages' own, and each under which a link leads to what holds another link that leads back, as those of a note
 * do. All of them without fragments.
 */
export function ownAddresses(site: Site, pages: readonly string[]): Set<string> {
  const own = new Set(["", ...pages.map(pageOf)]);
  const links = [...site.order.keys()].filter((node) => isElement(node, "a"));
  const strange = groupBy(links, (link) => pageOf(attribute(link, "href")));
  for (const page of own) strange.delete(page);
  for (const [page, theirs] of strange) if (leadToEachOther(theirs, page, site)) own.add(page);
  return own;
}

/** "" where the link leads elsewhere. */
export function fragmentOf(link: Element, own: ReadonlySet<string>): string {
  const href = attribute(link, "href");
  const fragment = href.slice(pageOf(href).length + 1);
  if (fragment === "" || !own.has(pageOf(href))) return "";
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

const pageOf = (address: string): string => address.split("#", 1)[0] ?? "";

function leadToEachOther(links: Element[], page: string, site: Site): boolean {
  const targetOf = (link: Element): Element | undefined =>
    site.targets.get(fragmentOf(link, new Set([page])));
  const first = new Map<Element, Element>();
  for (const link of links) {
    const target = targetOf(link);
    if (target && !first.has(target)) first.set(target, link);
  }
  return links.some((back) => {
    const target = targetOf(back);
    const leading = [back, ...ancestors(back, site)].flatMap((holder) => first.get(holder) ?? []);
    return target && leading.some((link) => link !== back && isWithin(link, target, site));
  });
}
