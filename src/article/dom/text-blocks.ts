/**
 * A page as its text blocks: runs of words between block boundaries, in reading order. Extractors rebuild the page's
 * tree, yet leave its blocks' words as they are, so blocks are what their results can be compared by.
 */
import { normalText } from "../../text/normal-text.ts";
import { isElement, isText, type PageElement, type PageNode } from "./page-dom.ts";

export interface TextBlock {
  /** Letters and digits alone, folded: equal for equal words, whatever the markup and the spacing. */
  key: string;
  nodes: PageNode[];
  parent: PageElement;
}

const BOUNDARIES = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BR CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM
   H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL`.split(
    /\s+/,
  ),
);
const SILENT = new Set("SCRIPT STYLE TEMPLATE NOSCRIPT SVG IFRAME INPUT TEXTAREA AUDIO VIDEO".split(" "));

export const foldText = (text: string): string =>
  normalText(text, "NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/** A block's text as written. */
export const blockText = ({ nodes }: Pick<TextBlock, "nodes">): string =>
  nodes.map((node) => node.textContent ?? "").join("");

/** The blocks below an element. `PRE` holds one block, however its lines are marked. */
export function textBlocks(root: PageElement): TextBlock[] {
  const blocks: TextBlock[] = [];
  const holdsBoundary = boundaryFinder();

  const close = (run: PageNode[], parent: PageElement): void => {
    const key = foldText(blockText({ nodes: run }));
    if (key !== "") blocks.push({ key, nodes: [...run], parent });
    run.length = 0;
  };

  const visit = (parent: PageElement): void => {
    const run: PageNode[] = [];
    for (const node of [...parent.childNodes]) {
      if (isText(node)) run.push(node);
      if (!isElement(node) || SILENT.has(node.tagName)) continue;
      if (!BOUNDARIES.has(node.tagName) && !holdsBoundary(node)) {
        run.push(node);
        continue;
      }
      close(run, parent);
      if (node.tagName === "PRE") close([...node.childNodes], node);
      else visit(node);
    }
    close(run, parent);
  };

  visit(root);
  return blocks;
}

/** Whether an inline element has a block inside, as in `<a><div>`; remembered, so that nesting costs nothing. */
function boundaryFinder(): (element: PageElement) => boolean {
  const known = new Map<PageElement, boolean>();
  const find = (element: PageElement): boolean => {
    const before = known.get(element);
    if (before !== undefined) return before;
    const found = [...element.children].some((child) => BOUNDARIES.has(child.tagName) || find(child));
    known.set(element, found);
    return found;
  };
  return find;
}
