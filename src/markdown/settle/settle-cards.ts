/** Cards that show another page (bookmarks of Ghost and Notion, posts in WordPress and Substack) → a link with that page's title. */
import type { Element } from "hast";
import {
  attribute,
  childrenOf,
  element,
  elementsIn,
  find,
  isBlankText,
  isElement,
  type Node,
  type Parent,
  rewrite,
  text,
  textOf,
} from "../hast-nodes.ts";

/** The link around a card, by its class. */
const CARD = /(?:^|[\s_-])(?:bookmark|embedded-post|blog-?card|link-?card|link-?preview)(?![a-z])/i;
const TITLE = /(?:^|[\s_-])title(?!\S)/i;
/** Letters. A link around more is no card of another page, but a text. */
const LONGEST = 600;

/** WordPress quotes a post's title, and lets a frame with the post itself take its place. */
const EMBEDDED = /(?:^|\s)wp-embedded-content(?!\S)/;

export const isEmbedded = (names: string): boolean => EMBEDDED.test(names);
export const isCard = (names: string): boolean => CARD.test(names);
export const isCardText = (words: string): boolean => words.length <= LONGEST;
export const isCardTitle = (names: string): boolean => TITLE.test(names);

export function settleCards(root: Parent): void {
  root.children = withoutFrames(childrenOf(root));
  const whole = textOf(root).trim();
  const linked = new Set([...elementsIn(root)].filter((node) => isElement(node, "p")).flatMap(linksInWords));
  rewrite(root, (node) => {
    node.children = withoutFrames(childrenOf(node));
    if (!isElement(node, "a") || !isCard(attribute(node, "class"))) return undefined;
    const told = textOf(node).trim();
    // A card alone is all that there is to read.
    if (told === whole || linked.has(node) || !isCardText(told)) return undefined;
    const title = find(node, (part) => isCardTitle(attribute(part, "class")));
    const words = title ? textOf(title).trim() : "";
    return words === "" ? undefined : [element("p", {}, [{ ...node, children: [text(words)] }])];
  });
}

/** A link with other words beside it is a part of their sentence. */
function linksInWords(paragraph: Element): Node[] {
  const cards = childrenOf(paragraph).filter(
    (child) => isElement(child, "a") && isCard(attribute(child, "class")),
  );
  const words = cards.length > 0 ? textOf(paragraph).trim() : "";
  return cards.filter((card) => textOf(card).trim() !== words);
}

function withoutFrames(nodes: Node[]): Node[] {
  const kept: Node[] = [];
  for (const node of nodes) {
    const at = isElement(node, "iframe") && isPost(node) ? lastOf(kept) : -1;
    const before = kept[at];
    if (isElement(before, "blockquote") && isPost(before))
      kept.splice(at, kept.length, { ...before, tagName: "div" });
    else kept.push(node);
  }
  return kept;
}

const lastOf = (nodes: Node[]): number => nodes.findLastIndex((node) => !isBlankText(node));

const isPost = (node: Element): boolean => isEmbedded(attribute(node, "class"));
