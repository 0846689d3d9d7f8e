/** One good address for every picture: lazy ones, `picture`, `srcset` and `noscript` settled, tracking pixels gone. */
import type { Element } from "hast";
import { imageAddress } from "./addresses.ts";
import {
  attribute,
  childrenOf,
  classesOf,
  element,
  find,
  has,
  isBlankText,
  isElement,
  type Node,
  type Parent,
  rewrite,
  text,
  textOf,
} from "./hast-nodes.ts";

export interface PictureSize {
  width: number;
  height: number;
}

/** Device pixels: sharp on any column of text, and not the print original. */
const WIDEST = 1600;

/** Where scripts that load pictures late keep the address, the surest first. */
const LAZY_SOURCES = ["data-src", "data-original", "data-lazy-src", "data-actualsrc"];
/** Copies for other uses, which may be the print original: only where nothing else is. */
const SPARE_SOURCES = [
  "data-hi-res-src",
  "data-full-url",
  "data-image",
  "data-url",
  "data-lazy",
  "data-orig-file",
];
const LAZY_SETS = ["data-srcset", "data-lazy-srcset", "srcset"];
const PLACEHOLDER =
  /^data:|^about:|^#|(?:^|[/_-])(?:blank|spacer|placeholder|transparent|trans|lazy(?:load)?|loading|loader|preload(?:er)?|1x1|pixel)\.(?:gif|png|svg)(?:\?|$)/i;
const PICTURE_ADDRESS = /^(?:https?:)?\/\/|^\.{0,2}\/|\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?|$)/i;
const TRACKER =
  /feeds\.feedburner\.com\/~r\/|feeds\.wordpress\.com\/1\.0\/|pixel\.(?:wp|quantserve)\.com|stats\.wordpress\.com\/[bg]\.gif|doubleclick\.net|b\.scorecardresearch\.com|google-analytics\.com/i;

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

/** A `noscript` with a picture is the plain version of the lazy one before it, and the better of the two. */
function settleNoscript(parent: Parent): void {
  const children: Node[] = [];
  for (const child of childrenOf(parent)) {
    if (child.type === "element") settleNoscript(child);
    if (!isElement(child, "noscript")) {
      children.push(child);
      continue;
    }
    const picture = find(child, (node) => isElement(node, "img"));
    if (!picture) children.push(...(/javascript/i.test(textOf(child)) ? [] : childrenOf(child)));
    else {
      dropLazyTwin(children);
      children.push(...childrenOf(child));
    }
  }
  parent.children = children;
}

function dropLazyTwin(before: Node[]): void {
  let at = before.length - 1;
  while (at >= 0 && isBlankText(before[at] ?? text("x"))) at -= 1;
  const twin = before[at];
  if (
    isElement(twin) &&
    (isElement(twin, "img", "picture", "amp-img") || (isBlankText(text(textOf(twin))) && isLazy(twin)))
  ) {
    before.splice(at);
  }
}

const isLazy = (node: Element): boolean =>
  find(node, (child) => isElement(child, "img") && !isElement(child, "noscript")) !== undefined;

function settlePictureElement(picture: Element): Node[] {
  const isOurs = (node: Node): boolean => !isElement(node) || isElement(node, "img", "amp-img", "source");
  if (!childrenOf(picture).every(isOurs)) return childrenOf(picture);
  const image = find(picture, (node) => isElement(node, "img", "amp-img")) ?? element("img");
  if (plainSource(image) === "" && bestOfSets(image) === "") {
    const source = find(picture, (node) => isElement(node, "source") && bestOfSets(node) !== "");
    if (source) image.properties.src = bestOfSets(source);
  }
  return [asImage(image)];
}

const asImage = (node: Element): Element => ({ ...node, tagName: "img", children: [] });

function settleImage(image: Element, base: string | undefined, sizes: Record<string, PictureSize>): Node[] {
  const alt = attribute(image, "alt").replace(/\s+/g, " ");
  if (isEmoji(image, alt)) return [text(alt)];
  if (isPixel(image)) return [];
  const src = imageAddress(bestSource(image), base);
  if (!src || TRACKER.test(src)) return [];
  const size = sizeOf(image);
  if (size) sizes[src] ??= size;
  const title = attribute(image, "title").replace(/\s+/g, " ");
  return [element("img", { src, alt, ...(title && title !== alt ? { title } : {}) })];
}

const isEmoji = (image: Element, alt: string): boolean =>
  /^\p{Extended_Pictographic}/u.test(alt) &&
  alt.length <= 16 &&
  classesOf(image).some((name) => /emoji|smiley/i.test(name));

function bestSource(image: Element): string {
  const set = bestOfSets(image);
  return set !== "" ? set : plainSource(image);
}

function plainSource(image: Element): string {
  const given = (names: string[]): string =>
    names.map((name) => attribute(image, name)).find((value) => PICTURE_ADDRESS.test(value)) ?? "";
  const src = attribute(image, "src");
  return given(LAZY_SOURCES) || (PLACEHOLDER.test(src) ? "" : src) || given(SPARE_SOURCES);
}

function bestOfSets(image: Element): string {
  for (const name of LAZY_SETS) {
    const best = bestCandidate(attribute(image, name));
    if (best !== "" && !PLACEHOLDER.test(best)) return best;
  }
  return "";
}

interface Candidate {
  url: string;
  /** Pixels; a density counts as so many times 800. */
  width: number;
}

/** HTML, section 4.8.4.2 (srcset): addresses may hold commas, but neither begin nor end with one. */
export function bestCandidate(srcset: string): string {
  const candidates: Candidate[] = [];
  for (const [, url = "", descriptor = ""] of srcset.matchAll(
    /([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+[wx])[^,]*)?\s*(?:,|$)/g,
  )) {
    const amount = Number.parseFloat(descriptor) || 1;
    candidates.push({ url, width: descriptor.endsWith("w") ? amount : amount * 800 });
  }
  const byWidth = candidates.sort((a, b) => a.width - b.width);
  return (byWidth.findLast(({ width }) => width <= WIDEST) ?? byWidth[0])?.url ?? "";
}

function sizeOf(image: Element): PictureSize | undefined {
  const [width, height] = [pixels(image, "width"), pixels(image, "height")];
  return width > 1 && height > 1 && width <= 20_000 && height <= 20_000 ? { width, height } : undefined;
}

const pixels = (image: Element, name: string): number => {
  const value = attribute(image, name);
  return /^\d+(?:\.\d+)?(?:px)?$/.test(value) ? Math.round(Number.parseFloat(value)) : 0;
};

function isPixel(image: Element): boolean {
  const isTiny = (name: string): boolean => has(image, name) && /^[01](?:px)?$/.test(attribute(image, name));
  const style = attribute(image, "style");
  return (
    (isTiny("width") && isTiny("height")) ||
    (/(?:^|;)\s*width:\s*[01]px/i.test(style) && /(?:^|;)\s*height:\s*[01]px/i.test(style))
  );
}
