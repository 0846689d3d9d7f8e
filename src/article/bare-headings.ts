/**
 * Takes from beside headings what is for authors and for copying addresses: extractors take a short heading with links in
 * its box for a menu, and drop both.
 */
import { attribute, type PageElement } from "./page-dom.ts";

/** MediaWiki's links to its editor. */
const EDITOR = ".mw-editsection";

export function bareHeadings(body: PageElement): void {
  for (const link of body.querySelectorAll(EDITOR)) link.remove();
  for (const heading of body.querySelectorAll("h2[id], h3[id], h4[id], h5[id], h6[id]")) {
    for (const beside of [heading.previousElementSibling, heading.nextElementSibling]) {
      if (beside?.tagName === "A" && leadsTo(beside, attribute(heading, "id"))) beside.remove();
    }
  }
}

const leadsTo = (link: PageElement, id: string): boolean =>
  [id, encodeURIComponent(id)].some((name) => attribute(link, "href") === `#${name}`);
