/** Takes text blocks out of a tree, with the elements that they leave empty. */
import { isElement, type PageElement, type PageNode } from "../dom/page-dom.ts";
import type { TextBlock } from "../dom/text-blocks.ts";

const MEDIA = "img, iframe, video, audio";

/** Blocks that hold a picture or a recording stay. */
export function removeBlocks(blocks: readonly TextBlock[], root: PageElement): void {
  for (const { nodes, parent } of blocks) {
    if (nodes.some(holdsMedia)) continue;
    for (const node of nodes) node.remove();
    removeEmpty(parent, root);
  }
}

const holdsMedia = (node: PageNode): boolean =>
  isElement(node) && (node.tagName === "IMG" || node.querySelector(MEDIA) !== null);

/** Removes an element that holds nothing any more, then its parents as far as they do. A row keeps its empty cells. */
function removeEmpty(element: PageElement, root: PageElement): void {
  let empty: PageNode | null = element;
  while (isElement(empty) && empty !== root && !empty.textContent?.trim() && !holdsMedia(empty)) {
    const parent: PageNode | null = empty.parentNode;
    if (!/^T[DH]$/.test(empty.tagName)) empty.remove();
    empty = parent;
  }
}
