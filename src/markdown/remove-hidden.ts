/** Words that a page hides from its readers: counters, lines for previews of mail, the other half of a widget. */
import type { Element, Root } from "hast";
import {
  attribute,
  childrenOf,
  classesOf,
  elementsIn,
  find,
  has,
  isBlank,
  isElement,
  type Node,
  type Parent,
  rewrite,
} from "./hast-nodes.ts";

/** Media are often hidden only until they are loaded; what a link or a tab leads to is shown when it is asked for. */
export function removeHidden(root: Root): void {
  const wanted = new Set(
    [...elementsIn(root)].map((node) => /^#(.+)/.exec(attribute(node, "href"))?.[1] ?? "").filter(Boolean),
  );
  const isWanted = (node: Element): boolean => wanted.has(attribute(node, "id"));
  rewrite(root, (node) => {
    removeSpoken(node);
    removeOverlay(node);
    if (!isHidden(node) || isElement(node, "img", "picture", "video", "audio", "iframe")) return undefined;
    return [node, ...elementsIn(node)].some(isWanted) ? undefined : [];
  });
  removeSpoken(root);
}

const isHidden = (node: Element): boolean =>
  attribute(node, "role") !== "tabpanel" &&
  ((has(node, "hidden") && attribute(node, "hidden") !== "until-found") ||
    /(?:^|;)\s*display\s*:\s*none/i.test(attribute(node, "style")));

/** As style sheets mostly name what is for those alone who hear a page; the last is Substack's. */
const SPOKEN =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader-(?:text|only)|show-for-sr|hide-text)(?!\S)/i;
/** What is no mere label. */
export const LARGER = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "img", "pre", "table"] as const;

/** Whether an element is named so that nobody sees it. */
export const isSpoken = (tagName: string, names: string): boolean =>
  SPOKEN.test(names) && !/^h[1-6]$/i.test(tagName);

/** Labels beside words that are seen: a link whose only words are spoken has an icon, and keeps them. */
function removeSpoken(parent: Parent): void {
  const children = childrenOf(parent);
  const isLabel = (node: Node): boolean =>
    isElement(node) &&
    isSpoken(node.tagName, attribute(node, "class")) &&
    !find(node, (part) => isElement(part, ...LARGER));
  const seen = children.filter((node) => !isLabel(node));
  if (seen.length < children.length && !seen.every(isBlank)) parent.children = seen;
}

/** What Discourse shows over a picture while the pointer is there: the name and the size of its file. */
function removeOverlay(link: Element): void {
  if (!classesOf(link).includes("lightbox")) return;
  link.children = link.children.filter((node) => !(isElement(node) && classesOf(node).includes("meta")));
}
