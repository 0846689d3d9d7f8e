/** What the attributes of an image say: where its picture is, and whether it is one at all. Elements stay the callers'. */

/** An attribute of the element in question, without surrounding white space; "" where there is none. */
export type ReadAttribute = (name: string) => string;

/** Device pixels: sharp on a column of text on a dense screen, and not the print original. */
const WIDTH_WANTED = 1600;

/** Where scripts that load pictures late keep the address, the surest first. */
const LAZY_SOURCES = [
  "data-src",
  "data-original",
  "data-lazy-src",
  "data-original-src",
  "data-actualsrc",
  "data-echo",
  "data-img-src",
];
/** Copies for other uses, which may be the print original: only where nothing else is. */
const SPARE_SOURCES = [
  "data-hi-res-src",
  "data-full-src",
  "data-full-url",
  "data-image",
  "data-url",
  "data-lazy",
  "data-orig-file",
];
const SOURCE_SETS = ["data-srcset", "data-lazy-srcset", "data-original-set", "srcset"];

/** Attributes that say nothing more once the picture's address stands in `src`. */
export const SPENT = [...LAZY_SOURCES, ...SPARE_SOURCES, ...SOURCE_SETS, "sizes", "data-sizes", "loading"];

/** No server takes a longer address. */
const LONGEST = 4000;
/** Of the web, or relative and no template that a script fills in. */
const ADDRESS = /^(?:https?:)?\/\/|^(?!#|[a-z][\w+.-]*:)[^{}<>]+$/i;
const PICTURE_ADDRESS = /\/|\.(?:avif|gif|jpe?g|png|svg|webp)(?:\?|$)/i;
/** Names of files that stand in for a picture. Pictures have such words in their names, too: `pixel-9-pro.jpg`. */
const PLACEHOLDER = [
  /(?:^|[_-])(?:lazy-?load|placeholder|spacer)(?:[_-]\d+x\d+)?\.(?:gif|jpe?g|png|svg|webp)$/i,
  /^placeholder[_-][\w-]+\.(?:gif|svg)$/i,
  /(?:^|[_-])(?:loader|loading|preload(?:er)?)\.(?:gif|png|svg)$/i,
  /^(?:1x1|blank|gr[ae]y|lazy|pixel|trans(?:parent)?)(?:[_-]\d+x\d+)?\.(?:gif|png|svg)$/i,
];
const COUNTER =
  /feeds\.feedburner\.com\/~r\/|feeds\.wordpress\.com\/1\.0\/|pixel\.(?:wp|quantserve)\.com|stats\.wordpress\.com\/[bg]\.gif|doubleclick\.net|b\.scorecardresearch\.com|google-analytics\.com|[?&]idsite=\d|\/www\/delivery\/(?:avw|lg)\.php|smartadserver\.com\/call\/|\/advertisement\.(?:gif|png|svg)/i;

export const bestSource = (read: ReadAttribute): string | undefined =>
  bestOfSets([read]) ?? plainSource(read);

/**
 * Of elements that offer the same picture, the first that has a set. In pages the sources of a `picture` come before
 * the `src` of its `img`, often the smallest of all; in feeds after it, since it is there for readers of feeds.
 */
export const bestOfSets = (reads: ReadAttribute[]): string | undefined =>
  reads
    .flatMap((read) => SOURCE_SETS.map((name) => bestOfSet(read(name))))
    .find((source) => source !== undefined);

export function plainSource(read: ReadAttribute): string | undefined {
  const given = (names: string[]): string | undefined =>
    names.map(read).find((value) => isPicture(value) && PICTURE_ADDRESS.test(value));
  const src = read("src");
  return given(LAZY_SOURCES) ?? (isPicture(src) ? src : given(SPARE_SOURCES));
}

/**
 * The candidate of a `srcset` (HTML, section 4.8.4.2) that is nearest to the width wanted; a density counts as that
 * many times 800 pixels. Addresses may hold commas, but neither begin nor end with one.
 */
export function bestOfSet(set: string): string | undefined {
  const candidates = [...set.matchAll(/([^\s,]\S*[^\s,]|[^\s,])(?:\s+([^,]*))?(?:,|$)/g)]
    .map(([, address = "", descriptors]) => ({ address, width: widthOf(descriptors || "1x") }))
    .filter(({ address, width }) => width > 0 && isPicture(address));
  const distance = (width: number): number => Math.abs(Math.log(width / WIDTH_WANTED));
  return candidates.sort((a, b) => distance(a.width) - distance(b.width))[0]?.address;
}

/** Pixels; 0 where a browser, too, would pass the candidate over. */
function widthOf(descriptors: string): number {
  const [, size = "0", unit] = /^(\d+(?:\.\d+)?|\.\d+)([wx])(?:\s|$)/.exec(descriptors) ?? [];
  return Number(size) * (unit === "w" ? 1 : 800);
}

const isPicture = (address: string): boolean =>
  address.length <= LONGEST &&
  ADDRESS.test(address) &&
  !PLACEHOLDER.some((name) => name.test(address.split(/[?#]/)[0]?.split("/").at(-1) ?? ""));

/** Layouts of AMP in which a picture takes the room that there is. */
const SCALED = /^(?:responsive|fill|flex-item|intrinsic)$/i;
const SMALLEST = 100;

/** Whether the width and height of an AMP image are a ratio, such as 16 to 9, and no pixels. */
export const isRatio = (read: ReadAttribute): boolean =>
  SCALED.test(read("layout")) &&
  ["width", "height"].every((side) => Number.parseFloat(read(side)) < SMALLEST);

/** An image that is none of the text: one pixel, beside the screen, or at an address that counts readers or advertises. */
export function isTracker(read: ReadAttribute, address: string): boolean {
  const style = read("style");
  const styled = (name: string): string =>
    new RegExp(`(?:^|;)\\s*${name}\\s*:([^;!]*)`, "i").exec(style)?.[1]?.trim() ?? "";
  const sides = ["width", "height"].map((name) => styled(name) || read(name));
  return (
    sides.some((side) => /^1(?:px)?$/i.test(side)) ||
    // One side of 0 is a size that nobody knew.
    sides.every((side) => /^0(?:px)?$/i.test(side)) ||
    ["left", "top"].some((edge) => /^-\d{3,}px$/i.test(styled(edge))) ||
    COUNTER.test(address)
  );
}
