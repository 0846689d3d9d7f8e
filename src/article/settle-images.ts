/** One plain `src` for every image: lazy attributes, `srcset`, `picture` and `noscript` copies are settled here. */
import { attribute, isElement, type PageElement } from "./page-dom.ts";

const LAZY_SOURCES = [
  "data-src",
  "data-original",
  "data-lazy-src",
  "data-lazy",
  "data-original-src",
  "data-hi-res-src",
  "data-actualsrc",
  "data-echo",
  "data-img-src",
  "data-full-src",
  "data-url",
];
const SOURCE_SETS = ["srcset", "data-srcset", "data-lazy-srcset", "data-original-set"];
const SPENT = [...LAZY_SOURCES, ...SOURCE_SETS, "sizes", "data-sizes", "loading"];

/** Wide enough for a reading column on a dense screen; more only costs the reader's line. */
const WIDTH_WANTED = 1600;

const PLACEHOLDER =
  /^(?:data:|about:|javascript:|#|$)|(?:^|[/_-])(?:blank|spacer|pixel|transparent|placeholder|lazy|1x1|grey|loading|loader)[\w-]*\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i;
/** No server takes a longer address. */
const LONGEST = 4000;
const IMAGE_ADDRESS = /^(?:https?:)?\/\/\S+$|^[^\s{}<>:]+$/i;

/** Changes the images below `body` in place. */
export function settleImages(body: PageElement): void {
  for (const noscript of body.querySelectorAll("noscript")) settleNoscript(noscript);
  for (const image of body.querySelectorAll("img")) settleImage(image);
  for (const picture of body.querySelectorAll("picture")) settlePicture(picture);
  for (const figure of body.querySelectorAll("figure")) dropSmallCopies(figure);
}

function settleImage(image: PageElement): void {
  const source = bestSource(image);
  if (source === undefined || isTracker(image)) {
    image.remove();
    return;
  }
  for (const name of SPENT) image.removeAttribute(name);
  image.setAttribute("src", source);
}

const isTracker = (image: PageElement): boolean =>
  ["width", "height"].some((side) => /^[01](?:px)?$/.test(attribute(image, side)));

/** A set's best picture, then a lazy address, then a `src` that is no placeholder. */
function bestSource(image: PageElement): string | undefined {
  const picture =
    isElement(image.parentNode) && image.parentNode.tagName === "PICTURE" ? image.parentNode : undefined;
  const holders = picture ? [image, ...picture.querySelectorAll("source")] : [image];
  const sets = holders.flatMap((holder) => SOURCE_SETS.map((name) => attribute(holder, name)));
  const fromSet = sets.map(bestOfSet).find((source) => source !== undefined);
  if (fromSet) return fromSet;
  const single = [...LAZY_SOURCES, "src"].map((name) => attribute(image, name));
  return single.find(isImage);
}

/**
 * The candidate of a `srcset` (HTML, section 4.8.4.3.9) that is nearest to the width wanted from above, else the
 * widest. A density counts as that many times 800 pixels.
 */
export function bestOfSet(set: string): string | undefined {
  const candidates = [...set.matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)/g)]
    .map(([, address = "", size = "1", unit = "x"]) => ({
      address,
      width: Number(size) * (unit === "w" ? 1 : 800),
    }))
    .filter(({ address }) => isImage(address));
  candidates.sort((a, b) => a.width - b.width);
  return (candidates.find(({ width }) => width >= WIDTH_WANTED) ?? candidates.at(-1))?.address;
}

const isImage = (address: string): boolean =>
  address.length <= LONGEST && !PLACEHOLDER.test(address) && IMAGE_ADDRESS.test(address);

/** A `picture` whose image is settled becomes that image. */
function settlePicture(picture: PageElement): void {
  const image = picture.querySelector("img");
  if (image) picture.replaceWith(image);
  else picture.remove();
}

/** A `noscript` that repeats the lazy image before it lends it its address; one with an image of its own is unwrapped. */
function settleNoscript(noscript: PageElement): void {
  const copy = noscript.querySelector("img");
  if (!copy) {
    noscript.remove();
    return;
  }
  const before = noscript.previousElementSibling;
  const lazy = before?.tagName === "IMG" ? before : before?.querySelector("img");
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
