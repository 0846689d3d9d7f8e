/** What stands above an article's first words though the story says it elsewhere: its title, its author, its date. */
import { readPrintedDate } from "../feed/read-date.ts";
import { isElement, type PageNode } from "./page-dom.ts";
import type { PageMetadata } from "./page-metadata.ts";
import { parseFragment } from "./parse-page.ts";
import { removeBlocks } from "./remove-blocks.ts";
import { foldText, type TextBlock, textBlocks } from "./text-blocks.ts";

/** Blocks looked at from the top. */
const HEAD = 4;
/** Letters, folded, of a line that holds nothing but an author or a date. */
const LONGEST = 45;

/** The HTML of an article without a repeated title, byline or date at its beginning. */
export function trimHead(html: string, metadata: Pick<PageMetadata, "title" | "author">): string {
  const root = parseFragment(html);
  const head = textBlocks(root).slice(0, HEAD);
  const spare = head.filter(
    (block) => isTitle(block, metadata.title) || isByline(block, metadata.author) || isDate(block),
  );
  removeBlocks(spare, root);
  return spare.length > 0 ? root.innerHTML : html;
}

const isTitle = ({ key, parent }: TextBlock, title: string): boolean =>
  /^H[1-6]$/.test(parent.tagName) && key === foldText(title);

/** "By Ann Lee", "Text: Ann Lee": the name and little else. */
const isByline = ({ key }: TextBlock, author: string | undefined): boolean =>
  author !== undefined &&
  key.length <= LONGEST &&
  author.split(", ").some((name) => key.endsWith(foldText(name)) && key.length - foldText(name).length <= 12);

/** How a line begins that holds a date alone; "Lübeck, 31. März 2003" is the author's own. */
const DATE_LINE =
  /^[|\s]*(?:\d|published|updated|posted|publicado|actualizado|publié|mis à jour|veröffentlicht|stand|опубликовано)/i;

/** A date with or without its time, and no sentence about it. */
function isDate({ key, nodes }: TextBlock): boolean {
  if (key.length > LONGEST || nodes.some(holdsLink)) return false;
  const text = nodes.map((node) => node.textContent ?? "").join("");
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length <= 5 && DATE_LINE.test(text) && readPrintedDate(text) !== undefined;
}

const holdsLink = (node: PageNode): boolean =>
  isElement(node) && (node.tagName === "A" || node.querySelector("a[href]") !== null);
