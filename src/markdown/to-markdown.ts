/** Strangers' HTML → the Markdown of a story's file. */
import type { Root } from "hast";
import { addressOfBase, boundedBase } from "./addresses.ts";
import { fillPlaces } from "./fill-places.ts";
import { joinTexts } from "./hast-nodes.ts";
import { joinLines } from "./join-lines.ts";
import { toMarkdownTree } from "./markdown-tree.ts";
import { parseHtml } from "./parse-html.ts";
import { removeClocks } from "./remove-clocks.ts";
import { removeHidden } from "./remove-hidden.ts";
import { sanitizeTree } from "./sanitize-tree.ts";
import { settleBlocks } from "./settle/settle-blocks.ts";
import { settleCaptions } from "./settle/settle-captions.ts";
import { settleCards } from "./settle/settle-cards.ts";
import { settleCode } from "./settle/settle-code.ts";
import { settleEmbeds } from "./settle/settle-embeds.ts";
import { settleFootnotes } from "./settle/settle-footnotes.ts";
import { settleFormulas } from "./settle/settle-formulas.ts";
import { settleLinks } from "./settle/settle-links.ts";
import { type PictureSize, settlePictures } from "./settle/settle-pictures.ts";
import { settleTables } from "./settle/settle-tables.ts";
import { settleWords } from "./settle/settle-words.ts";
import { tidyTree } from "./tidy-tree.ts";
import { writeMarkdown } from "./write-markdown.ts";

export interface ConvertOptions {
  /** The page's own address, which relative links are relative to; without it they become text. */
  base?: string;
  /** Where the text stands if that is not `base`: a fragment alone is a place there. */
  page?: string;
}

export interface Converted {
  /** GitHub's dialect with footnotes, no HTML; ends with one newline, or is "". */
  markdown: string;
  /** Sizes from `width` and `height`, by the picture's absolute address; only of pictures in the text. */
  images: Record<string, PictureSize>;
}

export function htmlToMarkdown(html: string, options: ConvertOptions = {}): Converted {
  const { root, base: declared } = parseHtml(html);
  const base = addressOfBase(declared, options.base);
  const page = boundedBase(options.page) ?? base;
  fillPlaces(root);
  settleFormulas(root);
  removeHidden(root);
  removeClocks(root);
  settleCards(root);
  settleEmbeds(root, base);
  const sizes = settlePictures(root, base);
  settleCode(root);
  settleCaptions(root);
  const definitions = settleFootnotes(
    root,
    [options.page, options.base].filter((each) => each !== undefined),
  );
  settleWords(root);
  settleLinks(root, base, page);
  settleTables(root);
  for (const note of definitions) {
    settleWords(note);
    settleLinks(note, base, page);
    settleTables(note);
  }
  const whole: Root = { type: "root", children: [...root.children, ...definitions] };
  joinLines(whole);
  const blocks: Root = { type: "root", children: settleBlocks(whole) };
  joinTexts(blocks);
  const markdown = writeMarkdown(tidyTree(toMarkdownTree(sanitizeTree(blocks))));
  return { markdown, images: pick(sizes, markdown) };
}

function pick(sizes: Record<string, PictureSize>, markdown: string): Record<string, PictureSize> {
  return Object.fromEntries(Object.entries(sizes).filter(([url]) => markdown.includes(url)));
}
