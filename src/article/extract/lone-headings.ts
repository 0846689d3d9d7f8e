/**
 * Headings of lists of links, such as "Related tags" or "Contents": extractors leave the list out and keep its heading,
 * which stands above nothing then.
 */
import { isElement, isText, type PageElement, type PageNode, upwards } from "../dom/page-dom.ts";
import { blockText, foldText, type TextBlock } from "../dom/text-blocks.ts";
import { isSentence } from "../dom/text-words.ts";
import { shareOfLinks } from "./judge-blocks.ts";

const MEDIA = "img, iframe, video, audio";
const MOST_LINK = 0.5;
/** More of them are what an article is made of: a list of things, each with a link to buy it. */
const MOST = 2;

/** Removes them from what an extractor found. `kept` tells which of the page's blocks it has. */
export function removeLoneHeadings(
  root: PageElement,
  page: readonly TextBlock[],
  kept: readonly boolean[],
): void {
  const lone = sectionsOf(root).filter(({ heading }) => isListOfLinks(heading, page, kept));
  if (lone.length > MOST) return;
  for (const { heading, signs } of lone) for (const node of [heading, ...signs]) node.remove();
}

interface Section {
  heading: PageElement;
  /** Commas and the like that the list has left. */
  signs: PageNode[];
}

/** Sections that hold nothing, neither words nor pictures, before the next heading of their rank or a higher one. */
function sectionsOf(root: PageElement): Section[] {
  const empty: Section[] = [];
  let signs: PageNode[] = [];
  let rank = 0;
  let isFull = false;
  for (const node of partsOf(root).toReversed()) {
    if (isElement(node) && isHeading(node)) {
      const own = Number(node.tagName.slice(1));
      if (!isFull && rank <= own) empty.push({ heading: node, signs });
      else [rank, isFull] = [own, false];
      signs = [];
    } else if (isElement(node) || foldText(node.textContent ?? "") !== "") isFull = true;
    else signs.push(node);
  }
  return empty;
}

/** Headings without a picture, media and texts, in order. */
function partsOf(root: PageElement): PageNode[] {
  const parts: PageNode[] = [];
  const waiting: PageNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const isPart = isElement(node)
      ? node.tagName !== "BODY" && (/^(?:IMG|IFRAME|VIDEO|AUDIO)$/.test(node.tagName) || isBareHeading(node))
      : isText(node);
    if (isPart) parts.push(node);
    else for (const child of [...node.childNodes].reverse()) waiting.push(child);
  }
  return parts;
}

const isHeading = ({ tagName }: PageElement): boolean => /^H[1-6]$/.test(tagName);
const isBareHeading = (node: PageElement): boolean => isHeading(node) && !node.querySelector(MEDIA);

/** Whether the page has mostly links below a heading, as far as the next one, and none of them was kept. */
function isListOfLinks(heading: PageElement, page: readonly TextBlock[], kept: readonly boolean[]): boolean {
  const key = foldText(heading.textContent ?? "");
  const at = page.findIndex((block, index) => kept[index] && block.key === key && isInHeading(block));
  const heads = page[at];
  if (!heads || isSentence(blockText(heads)) || !isAbove(heads, page[at - 1], page[at + 1])) return false;
  const rest = page.slice(at + 1);
  const end = rest.findIndex((block, index) => kept[at + 1 + index] || isInHeading(block));
  const below = end < 0 ? rest : rest.slice(0, end);
  const letters = below.reduce((sum, block) => sum + block.key.length, 0);
  const linked = below.reduce((sum, block) => sum + block.key.length * linkShare(block), 0);
  return letters > 0 && linked >= letters * MOST_LINK;
}

/** Whether the box around a heading that holds what stands before it holds what follows, too: a footer's links are none of a text's end. */
function isAbove(heads: TextBlock, before: TextBlock | undefined, next: TextBlock | undefined): boolean {
  if (!next) return false;
  for (const box of upwards(heads.parent)) {
    if (box.contains(next.parent)) return true;
    if (before && box.contains(before.parent)) return false;
  }
  return false;
}

const linkShare = (block: TextBlock): number => shareOfLinks(block, [...upwards(block.parent)]);
const isInHeading = ({ parent }: TextBlock): boolean => [...upwards(parent)].some(isHeading);
