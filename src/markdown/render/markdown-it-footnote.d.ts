/** The published types are of markdown-it's CommonJS build and don't fit its ES modules. */
declare module "markdown-it-footnote" {
  import type MarkdownIt from "markdown-it";

  export default function footnotes(parser: MarkdownIt): void;
}
