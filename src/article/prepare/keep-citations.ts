/** The footer of a quotation says whose words they are; extractors drop all footers. */
import { type PageElement, stillBelow } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

export function keepCitations(body: PageElement): void {
  for (const footer of stillBelow(body, "blockquote footer")) {
    footer.replaceWith(...parseFragment(`<p>${footer.innerHTML}</p>`).childNodes);
  }
}
