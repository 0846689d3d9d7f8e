/**
 * Takes from headings, and from beside them, what is for authors and for addresses: extractors take a short heading with
 * links in its box for a menu, and one that is named `comments` or `http-headers` for what stands beside an article.
 */
import { attribute, isElement, isText, type PageElement, type PageNode, textOf } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";

/** MediaWiki's links to its editor. */
const EDITOR = ".mw-editsection";
/** What a class says of each heading, as Substack's `header-anchor-post`. */
const HEADER = /header/i;
/** Letters of a heading that others are named by. */
const LONGEST = 300;

export function bareHeadings(body: PageElement): void {
  for (const link of body.querySelectorAll(EDITOR)) link.remove();
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    for (const side of ["previousSibling", "nextSibling"] as const) {
      const beside = elementBeside(heading, side);
      if (beside?.tagName === "A" && leadsTo(beside, attribute(heading, "id"))) beside.remove();
    }
    unname(heading);
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
  id !== "" && [id, encodeURIComponent(id)].some((name) => attribute(link, "href") === `#${name}`);

function unname(heading: PageElement): void {
  const letters = lettersOf(heading);
  for (const part of [heading, ...heading.querySelectorAll("[id]")])
    if (isNamedBy(part, letters)) part.removeAttribute("id");
  const names = attribute(heading, "class").split(/\s+/);
  const kept = names.filter((name) => !HEADER.test(name));
  if (kept.length < names.length) heading.setAttribute("class", kept.join(" "));
}

/** A heading's letters, folded; "" where it is too long to name anything. */
export function lettersOf(heading: PageElement): string {
  let text = "";
  const waiting: PageNode[] = [heading];
  for (let node = waiting.pop(); node && text.length <= LONGEST; node = waiting.pop()) {
    if (isText(node)) text += node.textContent ?? "";
    waiting.push(...[...node.childNodes].reverse());
  }
  return text.length > LONGEST ? "" : foldText(text);
}

/** Whether an element's id is a heading's letters, and whatever a generator puts before and after them. */
export const isNamedBy = (element: PageElement, letters: string): boolean =>
  letters !== "" && foldText(attribute(element, "id")).includes(letters);
