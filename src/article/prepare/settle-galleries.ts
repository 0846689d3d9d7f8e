/**
 * Galleries, whatever shows them: extractors drop boxes that have more pictures than paragraphs, and of figures within
 * a figure all but one.
 */
import {
  attribute,
  isElement,
  type PageElement,
  type PageNode,
  stillBelow,
  textOf,
  upwards,
} from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";
import { ARTICLE_PARTS } from "./remove-comments.ts";

const TEXT = `main, article, [role=main], ${ARTICLE_PARTS}`;
const ELSEWHERE = /^(?:NAV|ASIDE|FOOTER|HEADER)$/;
/** What may stand beside the figures in their box. */
const CONTROL = /^(?:BUTTON|SVG|BR|HR)$/;
const OTHER = /^(?:IMG|INPUT|FORM|IFRAME|VIDEO|AUDIO)$/;

/** Below `body`, once its images are settled: their figures stand by themselves afterwards, each picture in a paragraph. */
export function settleGalleries(body: PageElement): void {
  for (const item of stillBelow(body, "dl.gallery-item")) item.replaceWith(...figureOfItem(item));
  for (const box of galleriesIn(body)) {
    const figures = [...box.querySelectorAll("figure")].filter((figure) => !figure.querySelector("figure"));
    const captions = captionsOutside(box, new Set(figures));
    for (const image of figures.flatMap((figure) => [...figure.querySelectorAll("img")])) paragraph(image);
    box.replaceWith(...figures, ...captions.flatMap((caption) => asFigure(caption.outerHTML)));
  }
}

/** What is said of all pictures together. */
const captionsOutside = (box: PageElement, figures: ReadonlySet<PageElement>): PageElement[] =>
  [...box.querySelectorAll("figcaption")].filter(
    (caption) => ![...upwards(caption)].some((element) => figures.has(element)),
  );

/** An item of WordPress's galleries in HTML 4. */
function figureOfItem(item: PageElement): PageElement[] {
  const parts = [...item.children].map((part) => {
    const isCaption = /caption/.test(attribute(part, "class"));
    return isCaption ? `<figcaption>${part.innerHTML}</figcaption>` : `<p>${part.innerHTML}</p>`;
  });
  return asFigure(parts.join(""));
}

const asFigure = (html: string): PageElement[] => [...parseFragment(`<figure>${html}</figure>`).children];

function paragraph(image: PageElement): void {
  if ([...upwards(image)].some(({ tagName }) => tagName === "P")) return;
  image.replaceWith(...parseFragment(`<p>${image.outerHTML}</p>`).children);
}

/** The largest boxes in an article that hold two or more figures, and nothing else. */
function galleriesIn(body: PageElement): PageElement[] {
  const texts = new Set(body.querySelectorAll(TEXT));
  const frames = new Set([...texts].flatMap((text) => [...upwards(text)]));
  const holdsFigures = figureFinder();
  const boxes = new Set<PageElement>();
  for (const figure of body.querySelectorAll("figure")) {
    const around = [...upwards(figure)];
    if (!around.some((element) => texts.has(element)) || around.some(isElsewhere)) continue;
    const end = around.findIndex((element) => frames.has(element) || !holdsFigures(element));
    const box = around[end - 1];
    if (box) boxes.add(box);
  }
  return [...boxes].filter(isGallery);
}

const isElsewhere = ({ tagName }: PageElement): boolean => ELSEWHERE.test(tagName);

/** Cards that lead to other pages have links for captions. */
function isGallery(box: PageElement): boolean {
  const figures = [...box.querySelectorAll("figure")].filter((figure) => figure.querySelector("img"));
  const captions = [...box.querySelectorAll("figcaption")].filter((caption) => textOf(caption) !== "");
  const isLink = (caption: PageElement): boolean => textOf(caption.querySelector("a")) === textOf(caption);
  return figures.length > 1 && captions.length > 0 && !captions.every(isLink);
}

/** Whether an element holds figures and what turns them over alone, or is one; remembered. */
function figureFinder(): (element: PageElement) => boolean {
  const known = new Map<PageElement, boolean>();
  const isPart = (node: PageNode): boolean => {
    if (!isElement(node)) return !/\p{L}/u.test(node.textContent ?? "");
    return CONTROL.test(node.tagName) || attribute(node, "role") === "button" || find(node);
  };
  const find = (element: PageElement): boolean => {
    const before = known.get(element);
    if (before !== undefined) return before;
    const isLeaf = element.tagName === "FIGURE" && !element.querySelector("figure");
    const isCaption = element.tagName === "FIGCAPTION";
    const found = isLeaf || isCaption || (isShown(element) && [...element.childNodes].every(isPart));
    known.set(element, found);
    return found;
  };
  return find;
}

const isShown = (element: PageElement): boolean =>
  !OTHER.test(element.tagName) &&
  element.getAttribute("hidden") === null &&
  !/display\s*:\s*none/i.test(attribute(element, "style"));
