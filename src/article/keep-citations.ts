/** The footer of a quotation says whose words they are; extractors drop all footers. */
import type { PageElement } from "./page-dom.ts";
import { parseFragment } from "./parse-page.ts";

export function keepCitations(body: PageElement): void {
  for (const footer of body.querySelectorAll("blockquote footer")) {
    // What stood in another one went with it.
    if (!body.contains(footer)) continue;
    footer.replaceWith(...parseFragment(`<p>${footer.innerHTML}</p>`).childNodes);
  }
}
