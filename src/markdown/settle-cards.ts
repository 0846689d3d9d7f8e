/** Cards that show another page (bookmarks of Ghost and Notion, posts in Substack) → a link with that page's title. */
import { attribute, element, find, isElement, type Parent, rewrite, text, textOf } from "./hast-nodes.ts";

/** The link around a card, by its class. */
const CARD = /(?:^|[\s_-])(?:bookmark|embedded-post|blog-?card|link-?card|link-?preview)(?![a-z])/i;
const TITLE = /(?:^|[\s_-])title(?!\S)/i;

export const isCard = (names: string): boolean => CARD.test(names);
export const isCardTitle = (names: string): boolean => TITLE.test(names);

export function settleCards(root: Parent): void {
  rewrite(root, (node) => {
    if (!isElement(node, "a") || !isCard(attribute(node, "class"))) return undefined;
    const title = find(node, (part) => isCardTitle(attribute(part, "class")));
    const words = title ? textOf(title).trim() : "";
    return words === "" ? undefined : [element("p", {}, [{ ...node, children: [text(words)] }])];
  });
}
