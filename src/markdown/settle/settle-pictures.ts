/** One good address for every picture: lazy ones, `picture`, `srcset` and `noscript` settled, tracking pixels gone. */
import type { Element } from "hast";
import { imageAddress } from "../addresses.ts";
import {
  attribute,
  childrenOf,
  classesOf,
  element,
  elementsIn,
  find,
  isBlank,
  isBlankText,
  isElement,
  type Node,
  type Parent,
  rewrite,
  text,
  textOf,
} from "../hast-nodes.ts";
import { bestOfSets, bestSource, isRatio, isTracker, type ReadAttribute } from "../picture-rules.ts";

export interface PictureSize {
  width: number;
  height: number;
}

/** Leaves `img` with `src`, `alt` and `title` alone; the sizes that attributes give are returned by address. */
export function settlePictures(root: Parent, base: string | undefined): Record<string, PictureSize> {
  const sizes: Record<string, PictureSize> = {};
  settleNoscript(root);
  rewrite(root, (node) => {
    if (isElement(node, "picture")) return settlePictureElement(node);
    return isElement(node, "amp-img", "amp-anim", "image") ? [asImage(node)] : undefined;
  });
  rewrite(root, (node) => (isElement(node, "img") ? settleImage(node, base, sizes) : undefined));
  return sizes;
}

/** A `noscript` with a picture is the plain version of the lazy one beside it, and the better of the two. */
function settleNoscript(parent: Parent): void {
  const children: Node[] = [];
  let plain: Element | undefined;
  for (const child of childrenOf(parent)) {
    if (child.type === "element") settleNoscript(child);
    if (plain && isElement(child) && isTwin(child, plain)) continue;
    if (!isBlankText(child)) plain = undefined;
    if (!isElement(child, "noscript")) {
      children.push(child);
      continue;
    }
    const picture = find(
      child,
      (node) => isElement(node, "img") && !isTracker(reading(node), attribute(node, "src")),
    );
    if (!picture) children.push(...(/javascript/i.test(textOf(child)) ? [] : childrenOf(child)));
    else {
      dropLazyTwin(children);
      children.push(...childrenOf(child));
      plain = picture;
    }
  }
  parent.children = children;
}

/** Squarespace has the plain version before the lazy one. */
const isTwin = (lazy: Element, plain: Element): boolean =>
  isElement(lazy, "img") && bestSource(reading(lazy)) === bestSource(reading(plain));

/** What stands before may be a gallery: only an image alone in it can be meant. */
function dropLazyTwin(before: Node[]): void {
  const at = before.findLastIndex((node) => !isBlankText(node));
  const twin = before[at];
  if (isElement(twin) && (isElement(twin, "img", "picture", "amp-img") || isImageAlone(twin)))
    before.splice(at);
}

const isImageAlone = (node: Element): boolean =>
  isBlank(node) && [...elementsIn(node)].filter((child) => isElement(child, "img")).length === 1;

function settlePictureElement(picture: Element): Node[] {
  const isOurs = (node: Node): boolean => !isElement(node) || isElement(node, "img", "amp-img", "source");
  if (!childrenOf(picture).every(isOurs)) return childrenOf(picture);
  const image = find(picture, (node) => isElement(node, "img", "amp-img")) ?? element("img");
  if (bestSource(reading(image)) === undefined) {
    const sources = [...elementsIn(picture)].filter((node) => isElement(node, "source"));
    image.properties.src = bestOfSets(sources.map(reading));
  }
  return [asImage(image)];
}

function asImage(node: Element): Element {
  const { width, height, ...rest } = node.properties;
  const properties = isRatio(reading(node)) ? rest : { ...rest, width, height };
  return { ...node, tagName: "img", properties, children: [] };
}

function settleImage(image: Element, base: string | undefined, sizes: Record<string, PictureSize>): Node[] {
  const alt = attribute(image, "alt").replace(/\s+/g, " ");
  if (isEmoji(image, alt)) return [text(alt)];
  const src = imageAddress(bestSource(reading(image)) ?? "", base);
  if (!src || isTracker(reading(image), src)) return [];
  const size = sizeOf(image);
  if (size) sizes[src] ??= size;
  const title = attribute(image, "title").replace(/\s+/g, " ");
  return [element("img", { src, alt, ...(title && title !== alt ? { title } : {}) })];
}

const reading =
  (node: Element): ReadAttribute =>
  (name) =>
    attribute(node, name);

const isEmoji = (image: Element, alt: string): boolean =>
  /^\p{Extended_Pictographic}/u.test(alt) &&
  alt.length <= 16 &&
  classesOf(image).some((name) => /emoji|smiley/i.test(name));

function sizeOf(image: Element): PictureSize | undefined {
  const [width, height] = [pixels(image, "width"), pixels(image, "height")];
  return width > 1 && height > 1 && width <= 20_000 && height <= 20_000 ? { width, height } : undefined;
}

const pixels = (image: Element, name: string): number => {
  const value = attribute(image, name);
  return /^\d+(?:\.\d+)?(?:px)?$/.test(value) ? Math.round(Number.parseFloat(value)) : 0;
};
