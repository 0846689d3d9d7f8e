/** One plain `src` for every image: lazy attributes, `srcset`, `picture` and `noscript` copies are settled here. */
import {
  bestOfSets,
  isRatio,
  isTracker,
  plainSource,
  type ReadAttribute,
  SPENT,
} from "../../markdown/picture-rules.ts";
import { attribute, isElement, isText, type PageElement, textOf } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

/** Changes the images below `body` in place. */
export function settleImages(body: PageElement): void {
  for (const image of body.querySelectorAll("amp-img, amp-anim")) replaceAmp(image);
  for (const noscript of body.querySelectorAll("noscript")) settleNoscript(noscript);
  for (const image of body.querySelectorAll("img")) settleImage(image);
  for (const picture of body.querySelectorAll("picture")) settlePicture(picture);
  for (const figure of body.querySelectorAll("figure")) dropSmallCopies(figure);
}

/** With what stands in it: a plain copy for readers without scripts. */
function replaceAmp(amp: PageElement): void {
  const [image] = parseFragment("<img>").children;
  if (!image) return;
  for (const { name, value } of amp.attributes) image.setAttribute(name, value);
  if (isRatio(reading(amp))) for (const side of ["width", "height"]) image.removeAttribute(side);
  amp.replaceWith(image);
}

function settleImage(image: PageElement): void {
  const source = bestSource(image);
  if (source === undefined || isTracker(reading(image), source)) {
    image.remove();
    return;
  }
  for (const name of SPENT) image.removeAttribute(name);
  image.setAttribute("src", source);
}

const reading =
  (element: PageElement): ReadAttribute =>
  (name) =>
    attribute(element, name);

/** The best of the sets, its own and those of the `picture` around it, before what stands alone. */
function bestSource(image: PageElement): string | undefined {
  const picture =
    isElement(image.parentNode) && image.parentNode.tagName === "PICTURE" ? image.parentNode : undefined;
  const holders = [image, ...(picture?.querySelectorAll("source") ?? [])];
  return bestOfSets(holders.map(reading)) ?? plainSource(reading(image));
}

/** A `picture` whose image is settled becomes that image. */
function settlePicture(picture: PageElement): void {
  const image = picture.querySelector("img");
  if (image) picture.replaceWith(image);
  else picture.remove();
}

/**
 * A `noscript` that repeats the lazy image before it lends it its address, and one that stands before it takes its place;
 * one with an image of its own is unwrapped.
 */
function settleNoscript(noscript: PageElement): void {
  const copy = [...noscript.querySelectorAll("img")].find(
    (image) => !isTracker(reading(image), attribute(image, "src")),
  );
  if (!copy) {
    noscript.remove();
    return;
  }
  const lazy = imageBefore(noscript);
  if (!lazy) {
    imageAfter(noscript, copy)?.remove();
    noscript.replaceWith(copy);
    return;
  }
  for (const name of SPENT) lazy.removeAttribute(name);
  for (const name of ["src", "srcset", "alt"]) {
    const value = attribute(copy, name);
    if (value) lazy.setAttribute(name, value);
  }
  noscript.remove();
}

/** What stands before may be the whole article: only an image alone in it can be meant. */
function imageBefore(noscript: PageElement): PageElement | undefined {
  let before = noscript.previousSibling;
  while (before && isText(before) && textOf(before) === "") before = before.previousSibling;
  if (!isElement(before)) return undefined;
  const images = before.tagName === "IMG" ? [before] : [...before.querySelectorAll("img")];
  return images.length === 1 && textOf(before) === "" ? images[0] : undefined;
}

/** Squarespace has the lazy image after its plain copy. */
function imageAfter(noscript: PageElement, copy: PageElement): PageElement | undefined {
  let after = noscript.nextSibling;
  while (after && isText(after) && textOf(after) === "") after = after.nextSibling;
  if (!isElement(after) || after.tagName !== "IMG") return undefined;
  return bestSource(after) === bestSource(copy) ? after : undefined;
}

/** A blurred copy stands in until the picture is there: of one picture, a figure keeps the largest. */
function dropSmallCopies(figure: PageElement): void {
  const last = new Map<string, PageElement>();
  for (const image of figure.querySelectorAll("img")) {
    const name = nameWithoutSizes(attribute(image, "src"));
    const other = last.get(name);
    const copy = other && smallCopy(image, other);
    copy?.remove();
    if (copy !== image) last.set(name, image);
  }
}

/** A file's name with what its address says beside numbers: `/max/60/a.png?q=20` and `/max/1400/a.png` have one. */
function nameWithoutSizes(address: string): string {
  const [path = "", query = ""] = address.split("#")[0]?.split("?") ?? [];
  const file = path.lastIndexOf("/") + 1;
  const words = query.split("&").filter((part) => !/^$|=\d+$/.test(part));
  return [path.slice(0, file).replace(/\d+/g, ""), path.slice(file), ...words].join(" ");
}

/** Pixels: nobody shows a smaller one for the picture, so that lower numbers are no widths. */
const NARROWEST = 200;

/** The one that is half as wide or less. Two that are nearer to each other have numbers of another kind, such as ids. */
function smallCopy(image: PageElement, other: PageElement): PageElement | undefined {
  const [ours, theirs] = widthsOf(attribute(image, "src"), attribute(other, "src"));
  const wider = Math.max(ours, theirs);
  if (wider < NARROWEST || wider < 2 * Math.min(ours, theirs)) return undefined;
  return ours > theirs ? other : image;
}

/** The first numbers that two addresses differ in; what has none is the original. */
function widthsOf(one: string, other: string): [number, number] {
  const [ours, theirs] = [numbersOf(one), numbersOf(other)];
  const longer = ours.length > theirs.length ? ours : theirs;
  const at = longer.findIndex((_, index) => ours[index] !== theirs[index]);
  return [Number(ours[at] ?? Number.POSITIVE_INFINITY), Number(theirs[at] ?? Number.POSITIVE_INFINITY)];
}

const numbersOf = (address: string): string[] => address.match(/\d+/g) ?? [];
