/** Links made absolute; what leads nowhere that we would send a reader is unwrapped to its text. */
import type { Element } from "hast";
import { linkAddress } from "../addresses.ts";
import {
  attribute,
  childrenOf,
  element,
  find,
  has,
  isBlank,
  isElement,
  type Node,
  type Parent,
  rewrite,
  textOf,
} from "../hast-nodes.ts";

/** @param page where fragments alone lead to */
export function settleLinks(root: Parent, base: string | undefined, page: string | undefined): void {
  rewrite(root, (node) => {
    if (/^(?:h[1-6]|dt|caption|figcaption)$/.test(node.tagName)) dropHeadingAnchors(node);
    dropDownloads(node);
    return undefined;
  });
  dropDownloads(root);
  rewrite(root, (node) => (isElement(node, "a") ? settleLink(node, base, page) : undefined));
}

function settleLink(link: Element, base: string | undefined, page: string | undefined): Node[] {
  const href = attribute(link, "href");
  const url = href === "#" ? undefined : linkAddress(href, href.startsWith("#") ? page : base);
  if (!url || (isBlank(link) && !hasPicture(link))) return childrenOf(link);
  return [element("a", { href: url }, childrenOf(link))];
}

/** "#", "¶" and the like beside a heading, a term or a caption, which lead to itself. */
function dropHeadingAnchors(heading: Element): void {
  rewrite(heading, (node) => {
    const isAnchor =
      isElement(node, "a") &&
      /#/.test(attribute(node, "href")) &&
      /^[\s\p{Default_Ignorable_Code_Point}#¶§🔗∞]*$/u.test(textOf(node));
    return isAnchor && !hasPicture(node) ? [] : undefined;
  });
}

/** Buttons right behind a link to the same file, as WordPress has them. */
function dropDownloads(parent: Parent): void {
  parent.children = childrenOf(parent).filter((node, at, nodes) => {
    const before = nodes[at - 1];
    const isButton = isElement(node, "a") && has(node, "download") && isElement(before, "a");
    return !isButton || attribute(node, "href") !== attribute(before, "href");
  });
}

const hasPicture = (link: Element): boolean => find(link, (child) => isElement(child, "img")) !== undefined;
