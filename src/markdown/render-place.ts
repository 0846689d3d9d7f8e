/** What a rule of the renderer is given, and how it escapes. */
import type { Token } from "./markdown-parser.ts";
import type { RenderOptions } from "./render-markdown.ts";

export interface Place {
  options: RenderOptions;
  /** ` dir="auto"` where the body has text that runs from right to left, else "". */
  dir: string;
  /** Links that are open: a link can't hold another. */
  links: number;
  /** The head of a table without words in it is left out. */
  skip: boolean;
}

export type Rule = (token: Token, place: Place) => string;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For text and for attributes in double quotes. */
export function escapeHtml(value: string): string {
  return /[&<>"]/.test(value) ? value.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? "") : value;
}
