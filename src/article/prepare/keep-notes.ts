/**
 * Notes and quotations that an article sets into its text as `aside`: extractors drop all of these, since most hold what
 * stands beside an article.
 */
import { attribute, type PageElement, textOf } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

/** A class, or its last part, as documentation and blogs name them: `note`, `starlight-aside--tip`, `side-note`. */
const NOTE =
  /(?:^|[\s_-])(?:(?:side|margin|foot)?notes?|tip|warning|caution|danger|important|hint|admonition|callout)(?!\S)|(?:^|\s)info(?!\S)/i;
const FOOTNOTES = /(?:^|\s)footnotes?(?:-list)?(?!\S)/i;
const ROLE = /^(?:note|doc-(?:footnote|tip|notice))$/;
/** What Discourse makes of a quotation. */
const QUOTATION = /(?:^|\s)quote(?!\S)/;
/** Names of what asks for something, or leads on. */
const ELSEWHERE =
  /newsletter|subscri|sign-?up|promo|sponsor|advert|\bads?\b|donat|membership|affiliate|author|\bbio\b|related|share|social|comment|cookie|consent|sidebar|\bcta\b|\btoc\b/i;
const ASKING = "form, input";
const MOST_LINK = 0.5;
const PORTRAIT = "img.avatar";

/** The innermost first, since what holds notes may be one itself. */
export function keepNotes(body: PageElement): void {
  for (const aside of [...body.querySelectorAll("aside")].reverse()) {
    const isQuotation = isQuoting(aside);
    if (!isQuotation && !isNote(aside)) continue;
    for (const portrait of isQuotation ? aside.querySelectorAll(PORTRAIT) : []) portrait.remove();
    // A note's label is hidden from those who hear the page: the note's role says it to them.
    for (const label of aside.querySelectorAll("p[aria-hidden]")) label.removeAttribute("aria-hidden");
    unwrap(aside);
  }
}

const isQuoting = (aside: PageElement): boolean =>
  QUOTATION.test(attribute(aside, "class")) && aside.querySelector("blockquote") !== null;

function isNote(aside: PageElement): boolean {
  const names = attribute(aside, "class");
  if (ELSEWHERE.test(`${names} ${attribute(aside, "id")}`) || aside.querySelector(ASKING)) return false;
  if (ROLE.test(attribute(aside, "role")) || FOOTNOTES.test(names)) return true;
  return NOTE.test(names) && shareOfLinks(aside) < MOST_LINK;
}

function shareOfLinks(element: PageElement): number {
  const links = [...element.querySelectorAll("a[href]")].map((link) => textOf(link).length);
  return links.reduce((sum, length) => sum + length, 0) / Math.max(1, textOf(element).length);
}

/** What footnotes are known by stays. */
function unwrap(aside: PageElement): void {
  const [box] = parseFragment("<div><br></div>").children;
  const [place] = box?.children ?? [];
  if (!box || !place) return;
  place.replaceWith(...aside.childNodes);
  for (const name of ["id", "role"])
    if (attribute(aside, name)) box.setAttribute(name, attribute(aside, name));
  if (FOOTNOTES.test(attribute(aside, "class"))) box.setAttribute("class", "footnotes");
  aside.replaceWith(box);
}
