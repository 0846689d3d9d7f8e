/** What stands above an article's first words though the story says it elsewhere: its title, its author, its date. */
import { parseFragment } from "../dom/parse-page.ts";
import { blockText, foldText, type TextBlock, textBlocks } from "../dom/text-blocks.ts";
import { namesIn } from "../metadata/page-author.ts";
import type { PageMetadata } from "../metadata/page-metadata.ts";
import { isDate, isDateText, isLabelledDate } from "./date-lines.ts";
import { removeBlocks } from "./remove-blocks.ts";

/** Blocks looked at from the top. */
const HEAD = 4;
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
        isBylineWithoutName(block) ||
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
  return (
    namesIn(blockText(block)).every((name) => authors.has(foldText(name))) || isSignedDate(block, author)
  );
}

/** Signs of a line with names and a date. */
const LONGEST = 150;
/** What joins a name and a date. */
const JOINING =
  /(?<!\p{L})(?:written|posted|published|by|on|von|am|par|publié|le|por|publicado|em|el|di|il|door|op|af|av)(?!\p{L})/giu;

/** "Posted by Ann Lee on 5 March 2024", "March 5, 2024 | Ann Lee". */
function isSignedDate(block: TextBlock, author: string): boolean {
  const text = blockText(block).replace(/\s+/g, " ");
  if (text.length > LONGEST) return false;
  const names = author.split(", ").filter((name) => text.includes(name));
  const rest = names.reduce((left, name) => left.replace(name, " "), text).replace(JOINING, " ");
  return (
    names.length > 0 && isDateText(rest.replace(/^[\s,:|·•–—-]+|[\s,:|·•–—-]+$/gu, "").replace(/\s+/g, " "))
  );
}

/**
 * What extractors leave of a byline whose name is a link: they take the link for a byline, and what stands before it
 * not. In a table "Di" is a day, and "Par" one of golf.
 */
const isBylineWithoutName = (block: TextBlock): boolean =>
  !/^T[DH]$/.test(block.parent.tagName) &&
  /^\s*(?:(?:written|posted|published) )?(?:by|von|par|por|di|door|af|av|автор|作者|文)\s*[:：]?\s*$/iu.test(
    blockText(block),
  );

/** A diary's day or a version's: it stands above a part of the text, as others do further down. */
function isOneOfMany(block: TextBlock, blocks: readonly TextBlock[]): boolean {
  const isHeading = HEADING.test(block.parent.tagName);
  if (!isHeading && isLabelledDate(block)) return false;
  const others = isHeading ? blocks : blocks.slice(HEAD);
  return others.some(
    (other) => other !== block && other.parent.tagName === block.parent.tagName && isDate(other),
  );
}
