/** Captions of the days before `figure`, as WordPress and Blogger wrote them, brought into figures. */
import type { Element } from "hast";
import {
  childrenOf,
  classesOf,
  element,
  find,
  isBlank,
  isBlankText,
  isElement,
  type Node,
  type Parent,
  rewrite,
} from "../hast-nodes.ts";

const CAPTION =
  /^(?:wp-caption-text|caption|image-caption|photo-caption|img-caption|figcaption|caption-text|image__caption|tr-caption)$/;

export function settleCaptions(root: Parent): void {
  rewrite(root, (node) => {
    if (isElement(node, "table") && classesOf(node).includes("tr-caption-container"))
      return bloggerFigure(node);
    if (isElement(node, "dl") && classesOf(node).includes("gallery-item")) return galleryFigure(node);
    if (isElement(node, "figure")) return undefined;
    node.children = pairWithPictures(childrenOf(node));
    return undefined;
  });
  root.children = pairWithPictures(childrenOf(root));
}

function bloggerFigure(table: Element): Node[] {
  const picture = find(
    table,
    (node) => isElement(node, "td") && find(node, (child) => isElement(child, "img")) !== undefined,
  );
  const caption = find(table, (node) => classesOf(node).includes("tr-caption"));
  if (!picture || !caption || picture === caption) return [table];
  return [element("figure", {}, [...childrenOf(picture), element("figcaption", {}, childrenOf(caption))])];
}

/** An item of WordPress's galleries: the picture is its term, the caption its description. */
function galleryFigure(item: Element): Node[] {
  const parts = childrenOf(item).map((part) =>
    isElement(part, "dt", "dd") ? { ...part, tagName: isCaption(part) ? "figcaption" : "div" } : part,
  );
  return [element("figure", {}, parts)];
}

/** A caption by its name or class, right after something that holds nothing but a picture. */
function pairWithPictures(children: Node[]): Node[] {
  const paired: Node[] = [];
  for (const child of children) {
    const isUnder = isElement(child) && isCaption(child);
    const at = isUnder ? paired.findLastIndex((node) => !isBlankText(node)) : -1;
    const before = paired[at];
    if (isUnder && isElement(before) && isPictureBox(before)) {
      paired.splice(
        at,
        paired.length,
        element("figure", {}, [before, element("figcaption", {}, childrenOf(child))]),
      );
    } else paired.push(child);
  }
  return paired;
}

const isCaption = (node: Element): boolean =>
  isElement(node, "figcaption") ||
  (isElement(node, "p", "div", "span", "small", "dd") && classesOf(node).some((name) => CAPTION.test(name)));

const isPictureBox = (node: Element): boolean =>
  isBlank(node) && (isElement(node, "img") || find(node, (child) => isElement(child, "img")) !== undefined);
