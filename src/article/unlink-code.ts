/** Code whose lines or names are links: extractors take a block that is made of links for a menu, and drop it. */
import type { PageElement } from "./page-dom.ts";

/** A code block of Markdown holds no links anyway. All else stays: it tells line numbers from code. */
export function unlinkCode(body: PageElement): void {
  for (const code of body.querySelectorAll("pre")) {
    if (code.querySelector("a")) code.innerHTML = code.innerHTML.replace(/<(\/?)a(?=[\s>])/g, "<$1span");
  }
}
