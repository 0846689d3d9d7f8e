/**
 * Makes a page safe and plain before any extractor sees it: bounded in size and depth, addresses absolute, images in
 * `src`. Extractors recurse, ignore `<base>`, and drop what loads lazily.
 */
import { boundedBase } from "../../markdown/addresses.ts";
import { PLACE, placeHtml } from "../../markdown/fill-places.ts";
import { isPlayerScript } from "../../markdown/settle/settle-embeds.ts";
import { attribute, isElement, type PageDocument, type PageElement, type PageNode } from "../dom/page-dom.ts";
import { bodyOf, parseFragment, parsePage } from "../dom/parse-page.ts";
import { parseLinkedData } from "../metadata/linked-data.ts";
import { bareHeadings } from "./bare-headings.ts";
import { hidePlayers } from "./hide-players.ts";
import { keepCitations } from "./keep-citations.ts";
import { keepNotes } from "./keep-notes.ts";
import { keepSpokenButtons } from "./keep-spoken-buttons.ts";
import { openSections } from "./open-sections.ts";
import { openTabs } from "./open-tabs.ts";
import { removeClocks } from "./remove-clocks.ts";
import { removeComments } from "./remove-comments.ts";
import { removeConsent } from "./remove-consent.ts";
import { removeEnlarging } from "./remove-enlarging.ts";
import { removeSpoken } from "./remove-spoken.ts";
import { replaceFormulas } from "./replace-formulas.ts";
import { settleCards } from "./settle-cards.ts";
import { settleGalleries } from "./settle-galleries.ts";
import { settleImages } from "./settle-images.ts";
import { unlinkCode } from "./unlink-code.ts";
import { unlinkToggles } from "./unlink-toggles.ts";

/** Measured as enough for every article met, and little enough that no extractor overflows its stack. */
export const LIMITS = { depth: 512, elements: 20_000, characters: 3 * 1024 * 1024 };

const UNREAD =
  "style, template, select, object, embed, applet, dialog, link[rel=stylesheet], .lightbox > .meta";

/** In the order in which they change the page. */
const PASSES: ((body: PageElement) => void)[] = [
  removeSpoken,
  removeClocks,
  removeConsent,
  removeEnlarging,
  openSections,
  removeComments,
  bareHeadings,
  openTabs,
  keepCitations,
  keepNotes,
  keepSpokenButtons,
  replaceFormulas,
  unlinkCode,
  unlinkToggles,
  settleCards,
  settleImages,
  settleGalleries,
];

export interface PreparedPage {
  document: PageDocument;
  /** What relative addresses were resolved against: the page's `<base>`, else its own address. */
  base: string;
  /** HTML of the players that pictures stand for in the document. */
  players: string[];
}

/** Parses, prunes and settles a page. Scripts go, save for data about the page (JSON-LD) and for players. */
export function preparePage(html: string, url: string): PreparedPage {
  const document = parsePage(html.slice(0, LIMITS.characters));
  for (const element of document.querySelectorAll(UNREAD)) element.remove();
  for (const script of document.querySelectorAll("script")) {
    if (!isData(script) && !isPlayerScript(attribute(script, "src"))) script.remove();
  }
  fillPlaces(bodyOf(document));
  // All of it: what a page has before its html element stands beside that.
  prune([...document.childNodes]);
  const base = resolve(attribute(document.querySelector("base[href]"), "href"), url) ?? url;
  for (const element of document.querySelectorAll("base")) element.remove();
  for (const pass of PASSES) pass(bodyOf(document));
  makeAbsolute(document, base);
  return { document, base, players: hidePlayers(bodyOf(document), base) };
}

/** Before the page is pruned: what stands in an attribute may be as large as any page. */
function fillPlaces(body: PageElement): void {
  for (const place of body.querySelectorAll(`div[${PLACE}], span[${PLACE}]`)) {
    const html = place.innerHTML.trim() === "" ? placeHtml(attribute(place, PLACE)) : "";
    if (html !== "") place.replaceWith(...parseFragment(html).childNodes);
  }
}

/** JSON-LD that is no JSON goes too: extractors complain about it. */
function isData(script: PageElement): boolean {
  const type = attribute(script, "type");
  return (
    /^math\//i.test(type) ||
    (/ld\+json/i.test(type) && parseLinkedData(script.textContent ?? "") !== undefined)
  );
}

/** Removes comments and everything beyond the depth and the number of elements allowed. */
function prune(roots: PageNode[]): void {
  let elements = 0;
  const waiting = roots.toReversed().map((node) => ({ node, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    if (node.nodeType === 8) node.remove();
    if (!isElement(node)) continue;
    elements += 1;
    if (depth > LIMITS.depth || elements > LIMITS.elements) {
      node.remove();
      continue;
    }
    for (const child of [...node.childNodes].reverse()) waiting.push({ node: child, depth: depth + 1 });
  }
}

function makeAbsolute(document: PageDocument, declared: string): void {
  const base = boundedBase(declared);
  if (base === undefined) return;
  for (const name of ["href", "src", "poster", "cite"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const value = attribute(element, name);
      if (!value.startsWith("#")) element.setAttribute(name, resolve(value, base) ?? value);
    }
  }
}

function resolve(address: string, base: string): string | undefined {
  return address !== "" && URL.canParse(address, base) ? new URL(address, base).href : undefined;
}
