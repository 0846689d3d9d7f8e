/** What stands above an article's first words though the story says it elsewhere: its title, its author, its date. */
import { parsePageDate, parsePrintedDate } from "../../feed/parse-date.ts";
import { isElement, type PageNode } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";
import { blockText, foldText, type TextBlock, textBlocks } from "../dom/text-blocks.ts";
import { isSentence } from "../dom/text-words.ts";
import { namesIn } from "../metadata/page-author.ts";
import type { PageMetadata } from "../metadata/page-metadata.ts";
import { removeBlocks } from "./remove-blocks.ts";

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
        isRest(block) ||
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

/**
 * What extractors leave of a byline whose name is a link: they take the link for a byline, and what stands before it
 * not. In a table "Di" is a day, and "Par" one of golf.
 */
const isRest = (block: TextBlock): boolean =>
  !/^T[DH]$/.test(block.parent.tagName) &&
  /^\s*(?:(?:written|posted|published) )?(?:by|von|par|por|di|door|af|av|автор|作者|文)\s*[:：]?\s*$/iu.test(
    blockText(block),
  );

/** A diary's day or a version's: its heading stands above a part of the text, as others do. */
const isOneOfMany = (block: TextBlock, blocks: readonly TextBlock[]): boolean =>
  HEADING.test(block.parent.tagName) &&
  blocks.some((other) => other !== block && other.parent.tagName === block.parent.tagName && isDate(other));

/** What stands before the date of a line that holds nothing else; "Lübeck, 31. März 2003" is the author's own. */
const LABEL =
  /^[|\s]*(?:published|updated|posted|publicado|actualizado|publié|mis à jour|veröffentlicht|stand|опубликовано)(?!\p{L})/iu;
const CLOCK = /^[|\s]*(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?|\s?(?:uhr|h))?[\s,|•·–—-]+)?(?=\d)/iu;
/** Chinese and Japanese part no words, Korean few: there a sentence is known by a sign that belongs to no date and no clock. */
const OTHER_SIGN =
  /(?![年月日号時时分秒点曜火水木金土星期周週一二三四五六七八九十初午前後后上下更新公開开發发布佈表刊載载掲配信最終终修正년월일시분초요화수목금토오전후입력등록게작성수정최종])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What a line goes on to tell of its day: "2024-05-04: a new version". */
const TOLD = /\d\s*:\s+\p{L}/u;

/** A date with or without its time, and no sentence that tells of it or begins with it. */
function isDate(block: TextBlock): boolean {
  if (block.key.length > LONGEST || block.nodes.some(holdsLink)) return false;
  const text = blockText(block).trim();
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  if (words.length > 5 || isSentence(text) || TOLD.test(text) || OTHER_SIGN.test(text)) return false;
  if (LABEL.test(text)) return parsePrintedDate(text) !== undefined;
  return CLOCK.test(text) && parsePageDate(text.replace(CLOCK, "")) !== undefined;
}

const holdsLink = (node: PageNode): boolean =>
  isElement(node) && (node.tagName === "A" || node.querySelector("a[href]") !== null);
