/**
 * Takes from beside headings what is for authors and for copying addresses: extractors take a short heading with links in
 * its box for a menu, and drop both.
 */
import { attribute, isElement, isText, type PageElement, textOf } from "../dom/page-dom.ts";

/** MediaWiki's links to its editor. */
const EDITOR = ".mw-editsection";

export function bareHeadings(body: PageElement): void {
  for (const link of body.querySelectorAll(EDITOR)) link.remove();
  for (const heading of body.querySelectorAll("h2[id], h3[id], h4[id], h5[id], h6[id]")) {
    for (const side of ["previousSibling", "nextSibling"] as const) {
      const beside = elementBeside(heading, side);
      if (beside?.tagName === "A" && leadsTo(beside, attribute(heading, "id"))) beside.remove();
    }
  }
}

/** Not where words stand between: a link may be the last of a sentence that no paragraph holds. */
function elementBeside(
  heading: PageElement,
  side: "previousSibling" | "nextSibling",
): PageElement | undefined {
  let node = heading[side];
  while (node && isText(node) && textOf(node) === "") node = node[side];
  return isElement(node) ? node : undefined;
}

const leadsTo = (link: PageElement, id: string): boolean =>
  [id, encodeURIComponent(id)].some((name) => attribute(link, "href") === `#${name}`);
