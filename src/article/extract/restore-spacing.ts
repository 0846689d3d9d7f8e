/**
 * White space and signs that nobody sees, as the page has them: defuddle parts marks and links from what they touch,
 * takes the space before punctuation, and drops the signs that join letters.
 */
import { isElement, isText, type PageNode } from "../dom/page-dom.ts";
import { blockText, type TextBlock } from "../dom/text-blocks.ts";

/** White space, and the signs that join or part letters or turn their direction. */
const SPACING = /[\s\u200B-\u200F\uFEFF]+/gu;
const SPACING_HERE = new RegExp(SPACING, "uy");

const withoutSpacing = (text: string): string => text.replace(SPACING, "");

/** Changes the text of those blocks whose other signs are a block's of the page; code stays as it is. */
export function restoreSpacing(found: readonly TextBlock[], page: readonly TextBlock[]): void {
  const texts = new Map(page.map((block) => [block.key, blockText(block)]));
  for (const block of found) {
    const [text, original] = [blockText(block), texts.get(block.key)];
    if (original === undefined || text === original || block.parent.tagName === "PRE") continue;
    if (withoutSpacing(text) === withoutSpacing(original)) spread(original, block.nodes.flatMap(textsIn));
  }
}

const textsIn = (node: PageNode): PageNode[] =>
  isText(node) ? [node] : isElement(node) ? [...node.childNodes].flatMap(textsIn) : [];

/** Each node gets the signs it has; what parts it from the next, where it ends with a space itself. */
function spread(original: string, nodes: readonly PageNode[]): void {
  let at = 0;
  for (const [index, node] of nodes.entries()) {
    const text = node.textContent ?? "";
    const start = at;
    for (const sign of withoutSpacing(text)) at = afterSpacing(original, at) + sign.length;
    if (/^$|\s$/u.test(text) || index === nodes.length - 1) at = afterSpacing(original, at);
    node.textContent = original.slice(start, at);
  }
}

function afterSpacing(text: string, from: number): number {
  SPACING_HERE.lastIndex = from;
  return SPACING_HERE.test(text) ? SPACING_HERE.lastIndex : from;
}
