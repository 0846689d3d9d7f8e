/**
 * Which extractor's result is the article: the one nearest to what all of them, block by block, make likely. Then what
 * is hardly text is taken out of it.
 */
import { type PageElement, upwards } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";
import { type TextBlock, textBlocks } from "../dom/text-blocks.ts";
import { keptBlocks } from "./align-blocks.ts";
import { judgeBlocks, type Votes } from "./judge-blocks.ts";
import { removeLoneHeadings } from "./lone-headings.ts";
import { removeBlocks } from "./remove-blocks.ts";
import { restoreSpacing } from "./restore-spacing.ts";
import { spareBlocks } from "./spare-blocks.ts";

type Extractor = "article-extractor" | "readability" | "defuddle";

/** By extractor, the HTML that it found. */
export type Extractions = Partial<Record<Extractor, string>>;

export interface Choice {
  by: Extractor;
  html: string;
}

/** In order of preference: a later one must be clearly nearer to be taken. */
const ORDER = ["article-extractor", "readability", "defuddle"] as const;
const CLEARLY = 0.01;
/** A block less likely than this is furniture. */
const FURNITURE = 0.2;

interface Candidate {
  by: Extractor;
  root: PageElement;
  blocks: TextBlock[];
  kept: boolean[];
}

/** Chooses among the results for the page whose body is given. `feed` is the feed's own body, HTML: it votes too. */
export function chooseText(body: PageElement, extractions: Extractions, feed?: string): Choice | undefined {
  const blocks = textBlocks(body);
  const candidates = readCandidates(extractions, blocks);
  const probable = judgeBlocks(blocks, votesOf(candidates, blocks, feed));
  let chosen: Candidate | undefined;
  let nearest = 0;
  for (const candidate of candidates) {
    const likeness = expectedLikeness(blocks, candidate.kept, probable);
    if (chosen && likeness <= nearest + CLEARLY) continue;
    chosen = candidate;
    nearest = likeness;
  }
  if (!chosen) return undefined;
  restoreSpacing(chosen.blocks, blocks);
  const unlikely = unlikelyKeys(blocks, chosen.kept, probable);
  removeBlocks(spareBlocks(chosen.blocks, unlikely), chosen.root);
  removeLoneHeadings(
    chosen.root,
    blocks,
    chosen.kept.map((flag, index) => flag && !unlikely.has(blocks[index]?.key ?? "")),
  );
  return { by: chosen.by, html: chosen.root.innerHTML };
}

function readCandidates(extractions: Extractions, page: readonly TextBlock[]): Candidate[] {
  return ORDER.flatMap((by) => {
    const html = extractions[by];
    if (html === undefined) return [];
    const root = parseFragment(html);
    const blocks = textBlocks(root);
    const kept = keptBlocks(page, blocks);
    return isFooter(page, kept) ? [] : [{ by, root, blocks, kept }];
  });
}

/** Whether all that was found stands in the site's navigation or footer: the page has no article then. */
function isFooter(page: readonly TextBlock[], kept: readonly boolean[]): boolean {
  const found = page.filter((_, index) => kept[index]);
  const parts = new Set(found.map(({ parent }) => sitePart([...upwards(parent)])));
  return found.length > 0 && [...parts].every((part) => part !== undefined && !part.querySelector("h1"));
}

/** The outermost one: a navigation that nobody closed holds the article, its heading and the footer. */
function sitePart(around: readonly PageElement[]): PageElement | undefined {
  if (around.some(({ tagName }) => /^(?:ARTICLE|MAIN)$/.test(tagName))) return undefined;
  return around.findLast(({ tagName }) => /^(?:FOOTER|NAV)$/.test(tagName));
}

function votesOf(candidates: readonly Candidate[], blocks: readonly TextBlock[], feed?: string): Votes {
  const votes = (by: Extractor): boolean[] => candidates.find((candidate) => candidate.by === by)?.kept ?? [];
  return {
    "article-extractor": votes("article-extractor"),
    readability: votes("readability"),
    defuddle: votes("defuddle"),
    ...(feed ? { feed: keptBlocks(blocks, textBlocks(parseFragment(feed))) } : {}),
  };
}

/** F1 of a candidate's letters against those expected: twice the expected overlap by both lengths. */
function expectedLikeness(
  blocks: readonly TextBlock[],
  kept: readonly boolean[],
  probable: readonly number[],
): number {
  let overlap = 0;
  let both = 0;
  for (const [index, { key }] of blocks.entries()) {
    const expected = (probable[index] ?? 0) * key.length;
    both += expected + (kept[index] ? key.length : 0);
    if (kept[index]) overlap += expected;
  }
  return both > 0 ? (2 * overlap) / both : 0;
}

/** Keys of blocks to remove: only those that are unlikely wherever the page has them. */
function unlikelyKeys(
  blocks: readonly TextBlock[],
  kept: readonly boolean[],
  probable: readonly number[],
): ReadonlySet<string> {
  const likely = new Set<string>();
  const unlikely = new Set<string>();
  for (const [index, { key }] of blocks.entries()) {
    if (!kept[index]) continue;
    ((probable[index] ?? 0) < FURNITURE ? unlikely : likely).add(key);
  }
  return new Set([...unlikely].filter((key) => !likely.has(key)));
}
