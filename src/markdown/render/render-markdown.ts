/**
 * A story's Markdown → HTML that is safe by construction: `html: false` turns markup in the text into text, and every
 * tag of the output is written by a rule in render-rules.ts, from a fixed list, with each value escaped. A token that
 * has no rule writes nothing. That is why no sanitizer runs over the result: there is no way for a tag to get in.
 */
import type { RenderOptions } from "./render-place.ts";
import { renderBody } from "./render-rules.ts";

export function renderMarkdown(markdown: string, options: RenderOptions): string {
  return markdown.trim() === "" ? "" : renderBody(markdown, options);
}
