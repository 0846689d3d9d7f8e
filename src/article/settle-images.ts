/** One plain `src` for every image: lazy attributes, `srcset`, `picture` and `noscript` copies are settled here. */
import { bestOfSets, isTracker, plainSource, type ReadAttribute, SPENT } from "../markdown/picture-rules.ts";
import { attribute, isElement, isText, type PageElement, textOf } from "./page-dom.ts";

/** Changes the images below `body` in place. */
export function settleImages(body: PageElement): void {
  for (const noscript of body.querySelectorAll("noscript")) settleNoscript(noscript);
  for (const image of body.querySelectorAll("img")) settleImage(image);
  for (const picture of body.querySelectorAll("picture")) settlePicture(picture);
  for (const figure of body.querySelectorAll("figure")) dropSmallCopies(figure);
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

/** A `noscript` that repeats the lazy image before it lends it its address; one with an image of its own is unwrapped. */
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

/** A blurred copy stands in until the picture is there: of one file, a figure keeps the largest. */
function dropSmallCopies(figure: PageElement): void {
  const largest = new Map<string, PageElement>();
  for (const image of figure.querySelectorAll("img")) {
    const name = fileName(attribute(image, "src"));
    const other = largest.get(name);
    const [kept, dropped] = other && !isLarger(image, other) ? [other, image] : [image, other];
    largest.set(name, kept);
    dropped?.remove();
  }
}

const fileName = (address: string): string => address.split(/[?#]/)[0]?.split("/").at(-1) ?? "";

/** By the first number that their addresses differ in: `/max/60/a.png` and `/max/1400/a.png`, `a.png?w=60`. */
function isLarger(image: PageElement, other: PageElement): boolean {
  const [ours, theirs] = [image, other].map((each) => attribute(each, "src").match(/\d+/g) ?? []);
  const at = ours?.findIndex((size, index) => size !== theirs?.[index]) ?? -1;
  return Number(ours?.[at] ?? 0) > Number(theirs?.[at] ?? 0);
}
