/**
 * How likely each block of a page is its article's text: a logistic sum over what the extractors say and a few signs
 * of the block itself. The weights are set by hand, in the order of what each sign is worth: weights learnt from
 * annotated pages did no better on pages left out, and moved with every page (docs/extractors.md).
 */
import { isElement, type PageElement, upwards } from "../dom/page-dom.ts";
import { foldText, type TextBlock } from "../dom/text-blocks.ts";
import { isFurniture } from "./furniture-words.ts";

/** Per extractor, which blocks of the page it kept. `feed` stands for the body that the feed itself carries. */
export interface Votes {
  "article-extractor": readonly boolean[];
  readability: readonly boolean[];
  defuddle: readonly boolean[];
  feed?: readonly boolean[];
}

interface Signs {
  always: number;
  readability: number;
  defuddle: number;
  /** Readability and defuddle agree. */
  both: number;
  /** article-extractor agrees with both. */
  all: number;
  /** 0 to 1; grows with the logarithm of the length. */
  length: number;
  /** Share of the letters that are inside links. */
  links: number;
  cell: number;
  caption: number;
  /** A pointer to another story, or a label such as "Advertisement". */
  furniture: number;
}

const WEIGHTS = {
  always: -2.2,
  readability: 0.3,
  defuddle: 0.6,
  both: 1.3,
  all: 1.6,
  length: 2.0,
  links: -2.0,
  cell: 1.5,
  caption: -1.5,
  furniture: -4,
} satisfies Record<keyof Signs, number>;

const SIGNS = [
  "always",
  "readability",
  "defuddle",
  "both",
  "all",
  "length",
  "links",
  "cell",
  "caption",
  "furniture",
] as const satisfies readonly (keyof Signs)[];

/** What the feed's own words are worth: more than two extractors, for the publisher wrote them for readers. */
const FEED_WEIGHT = 3;

/** A probability from 0 to 1 a block; 0 where no extractor kept it. */
export function judgeBlocks(blocks: readonly TextBlock[], votes: Votes): number[] {
  return blocks.map((block, index) => {
    if (!isCandidate(votes, index)) return 0;
    const sum = weigh(signsOf(block, votes, index)) + (votes.feed?.[index] ? FEED_WEIGHT : 0);
    return 1 / (1 + Math.exp(-sum));
  });
}

const isCandidate = (votes: Votes, index: number): boolean =>
  [votes["article-extractor"], votes.readability, votes.defuddle, votes.feed].some((kept) => kept?.[index]);

function signsOf(block: TextBlock, votes: Votes, index: number): Signs {
  const readability = Number(votes.readability[index] ?? false);
  const defuddle = Number(votes.defuddle[index] ?? false);
  const around = [...upwards(block.parent)].slice(0, 12);
  const links = shareOfLinks(block, around);
  const both = readability * defuddle;
  const all = both * Number(votes["article-extractor"][index] ?? false);
  return {
    always: 1,
    readability,
    defuddle,
    both,
    all,
    length: Math.min(Math.log2(1 + block.key.length), 9) / 9,
    links,
    cell: Number(around.some(isCell)),
    caption: Number(around.some(isCaption)),
    furniture: Number(isFurniture(block, links, all === 1)),
  };
}

const weigh = (signs: Signs): number => SIGNS.reduce((sum, sign) => sum + WEIGHTS[sign] * signs[sign], 0);

/** Old pages name their parts by anchors, which may hold the whole text where nobody closed them: those are no links. */
const isLink = (element: PageElement): boolean =>
  element.tagName === "A" && element.getAttribute("href") !== null;

/** Of a block's letters, those that are inside links, from 0 to 1. `around` are the elements that hold it. */
export function shareOfLinks(block: TextBlock, around: readonly PageElement[]): number {
  if (around.some(isLink)) return 1;
  const links = block.nodes
    .filter(isElement)
    .flatMap((node) => (isLink(node) ? [node] : [...node.querySelectorAll("a[href]")]));
  const letters = links.reduce((sum, link) => sum + foldText(link.textContent ?? "").length, 0);
  return Math.min(1, letters / block.key.length);
}

const isCell = ({ tagName }: PageElement): boolean => tagName === "TD" || tagName === "TH";

const isCaption = (element: PageElement): boolean =>
  element.tagName === "FIGCAPTION" ||
  /caption/i.test(`${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`);
