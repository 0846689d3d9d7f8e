/**
 * A story's Markdown → HTML that is safe by construction: `html: false` turns markup in the text into text, and every
 * tag of the output is written by a rule in render-rules.ts, from a fixed list, with each value escaped. A token that
 * has no rule writes nothing. That is why no sanitizer runs over the result: there is no way for a tag to get in.
 */
import { renderBody } from "./render-rules.ts";

export interface RenderOptions {
  /** `none`: a picture is a link to it, with its alternative text as words. */
  images: "link" | "none";
  /** By the picture's absolute address: what is known beforehand keeps the page from jumping. */
  sizes?: Record<string, { width: number; height: number }>;
  /** Added to a heading's level; h6 is the last. */
  headingOffset: number;
  /** Before the ids of footnotes, so that several stories can stand on one page. */
  idPrefix: string;
}

export function renderMarkdown(markdown: string, options: RenderOptions): string {
  return markdown.trim() === "" ? "" : renderBody(markdown, options);
}
