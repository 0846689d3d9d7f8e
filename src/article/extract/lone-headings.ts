/**
 * Headings of lists of links, such as "Related tags" or "Contents": extractors leave the list out and keep its heading,
 * which stands above nothing then, or above the next paragraph as if it were its own.
 */
import { isElement, isText, type PageElement, type PageNode, upwards } from "../dom/page-dom.ts";
import { blockText, foldText, type TextBlock, textBlocks } from "../dom/text-blocks.ts";
import { isSentence } from "../dom/text-words.ts";
import { isHeadingOfLinks } from "./furniture-words.ts";
import { shareOfLinks } from "./judge-blocks.ts";
import { removeBlocks } from "./remove-blocks.ts";

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
  const lone = sectionsOf(root).filter(({ heading }) =>
    hasLostLinks(foldedText(heading), page, kept, isInHeading),
  );
  if (lone.length <= MOST)
    for (const { heading, signs } of lone) for (const node of [heading, ...signs]) node.remove();
  removeLabels(root, page, kept);
}

/** What says no more than that links follow, in the midst of a text too: "Read also", "Related tags". */
function removeLabels(root: PageElement, page: readonly TextBlock[], kept: readonly boolean[]): void {
  const blocks = textBlocks(root);
  const isPlain = (next: TextBlock | undefined): boolean => next === undefined || linkShare(next) < MOST_LINK;
  const labels = blocks.filter(
    (block, index) =>
      isHeadingOfLinks(blockText(block)) &&
      isPlain(blocks[index + 1]) &&
      hasLostLinks(block.key, page, kept, () => true),
  );
  removeBlocks([...labels, ...labels.flatMap((label) => signsBehind(label, root))], root);
}

/** Commas and the like between a line and the next words. */
function signsBehind({ nodes }: TextBlock, root: PageElement): TextBlock[] {
  const parts = partsOf(root);
  const last = parts.findLastIndex((part) => nodes.some((node) => holds(part, node) || holds(node, part)));
  const rest = parts.slice(last + 1);
  const end = rest.findIndex((part) => isElement(part) || foldText(part.textContent ?? "") !== "");
  const signs = last < 0 ? [] : rest.slice(0, end < 0 ? undefined : end);
  return signs.flatMap((sign) =>
    isElement(sign.parentNode) ? [{ key: "", nodes: [sign], parent: sign.parentNode }] : [],
  );
}

const holds = (outer: PageNode, inner: PageNode): boolean =>
  outer === inner || (isElement(outer) && outer.contains(inner));

const foldedText = (element: PageElement): string => foldText(element.textContent ?? "");

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

/** Whether the page has mostly links below a line, as far as the next heading, and none of them was kept. */
function hasLostLinks(
  key: string,
  page: readonly TextBlock[],
  kept: readonly boolean[],
  isLine: (block: TextBlock) => boolean,
): boolean {
  const at = page.findIndex((block, index) => kept[index] && block.key === key && isLine(block));
  const line = page[at];
  if (!line || isSentence(blockText(line)) || !isAbove(line, page[at - 1], page[at + 1])) return false;
  const rest = page.slice(at + 1);
  const end = rest.findIndex(
    (block, index) => kept[at + 1 + index] || (isInHeading(block) && linkShare(block) < MOST_LINK),
  );
  const below = end < 0 ? rest : rest.slice(0, end);
  const letters = below.reduce((sum, block) => sum + block.key.length, 0);
  const linked = below.reduce((sum, block) => sum + block.key.length * linkShare(block), 0);
  return letters > 0 && linked >= letters * MOST_LINK;
}

/** Whether the box around a line that holds what stands before it holds what follows, too: a footer's links are none of a text's end. */
function isAbove(line: TextBlock, before: TextBlock | undefined, next: TextBlock | undefined): boolean {
  if (!next) return false;
  for (const box of upwards(line.parent)) {
    if (box.contains(next.parent)) return true;
    if (before && box.contains(before.parent)) return false;
  }
  return false;
}

const linkShare = (block: TextBlock): number => shareOfLinks(block, [...upwards(block.parent)]);
const isInHeading = ({ parent }: TextBlock): boolean => [...upwards(parent)].some(isHeading);
