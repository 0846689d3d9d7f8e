/** What an entry has to say, as HTML, whichever way it is written. */
import { escapeHtml } from "../text/escape-html.ts";
import { withoutBookkeeping } from "./bookkeeping.ts";
import { decodeHtmlReferences } from "./decode-references.ts";
import { fromBase64 } from "./from-base64.ts";
import { holdsMarkup } from "./html-names.ts";
import { markupBeside, withoutSections } from "./loose-markup.ts";
import { mediaChild } from "./media-rss.ts";
import { wordsFromHtml } from "./plain-title.ts";
import {
  childOf,
  childrenOf,
  elementsIn,
  holdsElements,
  innerHtml,
  textOf,
  type XmlElement,
} from "./xml-element.ts";

/** Where bodies stand, the fullest first. */
const CONTENT = [
  "content:encoded",
  "atom:content",
  "xhtml:body",
  "content",
  "body",
  "fullitem",
  "yandex:full-text",
];
const SUMMARY = [
  "description",
  "atom:summary",
  "itunes:summary",
  "summary",
  "dc:description",
  "dc:abstract",
  "itunes:subtitle",
];

export interface Bodies {
  html?: string;
  /** Where there is another one besides, in words. */
  summary?: string;
  /** Of links in the first. */
  base: string;
}

/** @param isNote without a title, as posts in networks are: the lines of one that is plain are its author's own */
export function bodiesOf(item: XmlElement, isNote: boolean): Bodies {
  const content = contentOf(item, childOf(item, ...SUMMARY));
  const own = bodiesIn([content, ...childrenOf(item, ...SUMMARY)], isNote);
  // What describes a picture says more than a short description, and of something else.
  const [first, ...others] = [...own, ...bodiesIn([mediaChild(item, "description")], isNote)];
  if (!first) return { base: item.base };
  const body = own.length > 1 ? fullestOf(first, own) : first;
  const summary = [first, ...others].find(({ html }) => html !== body.html && wordsFromHtml(html) !== "");
  return summary ? { ...body, summary: summary.html } : body;
}

const bodiesIn = (elements: readonly (XmlElement | undefined)[], isNote: boolean): Body[] =>
  elements
    .filter((element) => element !== undefined)
    .map((element) => ({ html: bodyOf(element, isNote), base: baseOf(element) }))
    .filter(({ html }) => html.trim() !== "");

type Body = Pick<Required<Bodies>, "html" | "base">;

/** So many times the letters of what should be the fullest are more than a line on where a text comes from. */
const FULLER = 2;
const MEDIA = /<(?:img|picture|iframe|video|audio|object|embed)\b/i;

/**
 * Some feeds have a teaser, a picture or a film where the text belongs, and the text in the description; podcasts cut one
 * of theirs short. A picture alone stays above the text.
 */
function fullestOf(first: Body, bodies: readonly Body[]): Body {
  const [own = "", ...others] = bodies.map(({ html }) => wordsFromHtml(html));
  const most = others.reduce((longest, words) => (words.length > longest.length ? words : longest), own);
  const fullest = bodies[[own, ...others].indexOf(most)];
  const holdsMedia = MEDIA.test(first.html);
  const isFuller = most.length > own.length * FULLER || breaksOff(first.html, own, most);
  if (!fullest || !isFuller || (holdsMedia && own !== "")) return first;
  const mayMove = fullest.base === first.base || !holdsMarkup(fullest.html);
  const goesAbove = holdsMedia && !MEDIA.test(fullest.html) && mayMove;
  return goesAbove ? { ...first, html: `${first.html}\n${fullest.html}` } : fullest;
}

const ELLIPSIS = /\s*\[?\s*(?:…|\.{3})\s*\]?$/;

/**
 * Whether a body's words go on in another. What has markup is whole, unless it says that it is not: dots that stand in
 * the other one, too, are its author's.
 */
function breaksOff(html: string, words: string, other: string): boolean {
  const begun = words.replace(ELLIPSIS, "");
  const mayGoOn = !holdsMarkup(html) || (begun !== words && !other.startsWith(words));
  return mayGoOn && begun !== "" && other.length > words.length && other.startsWith(begun);
}

/** Yandex's full text is mostly without markup: a description that says as much has it, and the pictures. */
function contentOf(item: XmlElement, summary: XmlElement | undefined): XmlElement | undefined {
  const content = childOf(item, ...CONTENT);
  if (content?.name !== "yandex:full-text" || !summary || !isBare(content) || isBare(summary)) return content;
  return wordsIn(content).length > wordsIn(summary).length ? content : undefined;
}

const isBare = (element: XmlElement): boolean => !holdsElements(element) && !holdsMarkup(textOf(element));
const wordsIn = (element: XmlElement): string => wordsFromHtml(bodyOf(element));

/** Escaped, CDATA, markup of its own, or plain text by what it says of itself or looks like. */
function bodyOf(element: XmlElement, isNote = false): string {
  if (holdsElements(element)) return mixedBody(element);
  const text = textOf(element);
  if (isBase64(element)) return bodyFromText(fromBase64(text), isNote);
  if (element.name.startsWith("media:")) return mediaText(element, text);
  return isPlainAtom(element, text) ? paragraphs(escapeHtml(text), isNote) : bodyFromText(text, isNote);
}

/** Markup of its own, and whatever a template put beside or into it as text. */
function mixedBody(element: XmlElement): string {
  const wrapper = wrapperIn(element);
  const isXhtml = typeOf(element).includes("xhtml") || element.name === "xhtml:body";
  if (!wrapper) return innerHtml(element, isXhtml ? undefined : markupBeside);
  const text = textOf(wrapper);
  return !holdsElements(wrapper) && isAllMarkup(text) ? text : innerHtml(wrapper);
}

/** The one `div` that Atom wants around XHTML and does not count (RFC 4287, section 3.1.1.3). */
function wrapperIn(element: XmlElement): XmlElement | undefined {
  const [only, ...others] = elementsIn(element);
  const isXhtml = typeOf(element).includes("xhtml");
  return isXhtml && others.length === 0 && only && /^(xhtml:)?div$/.test(only.name) ? only : undefined;
}

const baseOf = (element: XmlElement): string => (wrapperIn(element) ?? element).base;

const typeOf = ({ attributes }: XmlElement): string => attributes.get("type")?.trim().toLowerCase() ?? "";
const modeOf = ({ attributes }: XmlElement): string => attributes.get("mode")?.trim().toLowerCase() ?? "";

/** Atom 0.3 names the mode; in Atom 1.0 it is every type that is neither text nor XML (RFC 4287, section 4.1.3.3). */
function isBase64(element: XmlElement): boolean {
  const type = typeOf(element);
  const isBinary = type.includes("/") && !/^text\/|[+/]xml$|^application\/xhtml/.test(type);
  return modeOf(element) === "base64" || (element.name.startsWith("atom:") && isBinary);
}

/** Without a type it is plain (RFC 4287, section 3.1.1): where all of it is markup, that was forgotten. */
const isPlainAtom = (element: XmlElement, text: string): boolean =>
  element.name.startsWith("atom:") &&
  modeOf(element) === "" &&
  (["text", "text/plain"].includes(typeOf(element)) || (typeOf(element) === "" && !isAllMarkup(text)));

/** Plain unless it says otherwise (Media RSS 1.5.1, media:description); its lines mean something. */
const mediaText = (element: XmlElement, text: string): string =>
  typeOf(element) === "html" || (typeOf(element) === "" && holdsMarkup(text))
    ? bodyFromText(text)
    : paragraphsWithLines(text);

/** Text of which nobody says what it is. */
function bodyFromText(text: string, isNote = false): string {
  if (holdsMarkup(text)) return withoutBookkeeping(withoutSections(text));
  const resolved = decodeHtmlReferences(text);
  // Escaped twice: once more resolved.
  if (isAllMarkup(resolved)) return resolved;
  return paragraphs(resolved === text ? escapeHtml(text) : text.replaceAll("<", "&lt;"), isNote);
}

/** From its beginning to its end: what merely speaks of a tag begins or ends otherwise. */
const isAllMarkup = (text: string): boolean =>
  holdsMarkup(text) && /^\s*<[a-z][^<>]*>[\s\S]*<\/?[a-z][^<>]*>\s*$/i.test(text);

/** HTML without tags, where blank lines part it, and in a note the ends of lines, too. */
function paragraphs(html: string, isNote: boolean): string {
  const parts = html
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (isNote ? part.replace(/\n\s*/g, "<br>") : part));
  if (parts.length > 1) return parts.map((part) => `<p>${part}</p>`).join("\n");
  return isNote ? parts.join("") : html;
}

/** Plain text whose single line breaks count, too. */
export const paragraphsWithLines = (plain: string): string =>
  plain
    .trim()
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeHtml(part.trim()).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
