/** What stands above an article's first words though the story says it elsewhere: its title, its author, its date. */
import { parsePrintedDate } from "../feed/parse-date.ts";
import { namesIn } from "./page-author.ts";
import { isElement, type PageNode } from "./page-dom.ts";
import type { PageMetadata } from "./page-metadata.ts";
import { parseFragment } from "./parse-page.ts";
import { removeBlocks } from "./remove-blocks.ts";
import { blockText, foldText, type TextBlock, textBlocks } from "./text-blocks.ts";

/** Blocks looked at from the top. */
const HEAD = 4;
/** Letters, folded, of a line that holds nothing but a date. */
const LONGEST = 45;
const HEADING = /^H[1-6]$/;

/** The HTML of an article without a repeated title, byline or date at its beginning; a standfirst may stand between. */
export function trimHead(html: string, metadata: Pick<PageMetadata, "title" | "author">): string {
  const root = parseFragment(html);
  const blocks = textBlocks(root);
  const spare = blocks
    .slice(0, HEAD)
    .filter(
      (block) =>
        isTitle(block, metadata.title) ||
        isByline(block, metadata.author) ||
        (isDate(block) && !isOneOfMany(block, blocks)),
    );
  removeBlocks(spare, root);
  return spare.length > 0 ? root.innerHTML : html;
}

const isTitle = ({ key, parent }: TextBlock, title: string): boolean =>
  HEADING.test(parent.tagName) && key === foldText(title);

/** "By Ann Lee", "Text: Ann Lee and Bo Ek": the names, what stands before names, and nothing else. */
function isByline(block: TextBlock, author: string | undefined): boolean {
  if (author === undefined) return false;
  const authors = new Set([author, ...author.split(", ")].map(foldText));
  return namesIn(blockText(block)).every((name) => authors.has(foldText(name)));
}

/** A diary's day or a version's: its heading stands above a part of the text, as others do. */
const isOneOfMany = (block: TextBlock, blocks: readonly TextBlock[]): boolean =>
  HEADING.test(block.parent.tagName) &&
  blocks.some((other) => other !== block && other.parent.tagName === block.parent.tagName && isDate(other));

/** How a line begins that holds a date alone; "Lübeck, 31. März 2003" is the author's own. */
const DATE_LINE =
  /^[|\s]*(?:\d|published|updated|posted|publicado|actualizado|publié|mis à jour|veröffentlicht|stand|опубликовано)/i;

/** A date with or without its time, and no sentence about it. */
function isDate(block: TextBlock): boolean {
  if (block.key.length > LONGEST || block.nodes.some(holdsLink)) return false;
  const text = blockText(block);
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length <= 5 && DATE_LINE.test(text) && parsePrintedDate(text) !== undefined;
}

const holdsLink = (node: PageNode): boolean =>
  isElement(node) && (node.tagName === "A" || node.querySelector("a[href]") !== null);
