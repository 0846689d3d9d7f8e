/** What the renderer and each of its rules are given. */
import type { Token } from "./markdown-parser.ts";

export interface RenderOptions {
  /** `none`: a picture is a link to it, with its alternative text as words. */
  images: "link" | "none";
  /** By the picture's absolute address: what is known beforehand keeps the page from jumping. */
  sizes?: Record<string, { width: number; height: number }>;
  /** Absolute: what the body's relative addresses begin from. Without it they lead nowhere, and only their words stand. */
  base?: string;
  /** Added to a heading's level; h6 is the last. */
  headingOffset: number;
  /** Before the ids of footnotes, so that several stories can stand on one page. */
  idPrefix: string;
}

export interface Place {
  options: RenderOptions;
  /**
   * Of paragraphs, headings and captions: ` dir="auto"` where the body has text that runs from right to left, else "".
   * What holds others has none: a browser that looks for its direction would pass over all that have their own.
   */
  dir: string;
  /** Links that are open, and whether each has a tag: a link can't hold another, and some lead nowhere. */
  links: boolean[];
  /** The head of a table without words in it is left out. */
  skip: boolean;
}

export type Rule = (token: Token, place: Place) => string;
