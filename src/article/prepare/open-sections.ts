/**
 * Generators of pages name a section by its heading's words. Extractors take one that is called `comments`,
 * `related-work` or `http-headers` for what stands beside an article, and drop it: so it is taken apart.
 */
import { attribute, type PageElement, upwards } from "../dom/page-dom.ts";
import { isNamedBy, lettersOf } from "./bare-headings.ts";
import { ARTICLE_PARTS } from "./remove-comments.ts";

const TEXT = `main, article, [role=main], ${ARTICLE_PARTS}`;

/** Those in an article that stand beside or within others of their kind: one alone may hold what leads on. */
export function openSections(body: PageElement): void {
  const texts = new Set(body.querySelectorAll(TEXT));
  const kinds = new Map<PageElement, string>();
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const section = sectionOf(heading);
    if (section && [...upwards(section)].some((element) => texts.has(element)))
      kinds.set(section, kindOf(section));
  }
  for (const section of alike(kinds)) section.replaceWith(...section.childNodes);
}

/** The element that the heading begins, where it is named by the heading's words. */
function sectionOf(heading: PageElement): PageElement | undefined {
  const letters = lettersOf(heading);
  let first = heading;
  for (const element of upwards(heading.parentNode)) {
    if (first.previousElementSibling || !/^(?:DIV|SECTION)$/.test(element.tagName)) return undefined;
    if (isNamedBy(element, letters)) return element;
    first = element;
  }
  return undefined;
}

/** Some write the heading's level into the class. */
const kindOf = (section: PageElement): string =>
  `${section.tagName} ${attribute(section, "class").replace(/\d/g, "")}`;

/** Those that stand next to one of their kind, hold one or are held by one. */
function alike(kinds: ReadonlyMap<PageElement, string>): ReadonlySet<PageElement> {
  const found = new Set<PageElement>();
  for (const [section, kind] of kinds) {
    const [around] = upwards(section.parentNode);
    for (const other of [around, section.previousElementSibling])
      if (other && kinds.get(other) === kind) found.add(other).add(section);
  }
  return found;
}
