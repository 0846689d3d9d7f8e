/** Code whose lines or names are links: extractors take a block that is made of links for a menu, and drop it. */
import { type PageElement, stillBelow } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

/** A code block of Markdown holds no links anyway. All else stays: it tells line numbers from code. */
export function unlinkCode(body: PageElement): void {
  for (const code of stillBelow(body, "pre")) {
    if (!code.querySelector("a")) continue;
    const html = code.outerHTML.replace(/<(\/?)a(?=[\s>])/g, "<$1span");
    code.replaceWith(...parseFragment(html).childNodes);
  }
}
