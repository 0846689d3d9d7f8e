/** Pictures, recordings and documents that belong to a story but stand outside its text. */
import type { Enclosure } from "../feed/entry.ts";
import { isDocument, isRecording } from "../feed/medium.ts";
import { webAddress } from "../feed/resolve-address.ts";
import { scanHtml } from "../feed/scan-markup.ts";
import { bestOfSet, isTracker, type ReadAttribute } from "../markdown/picture-rules.ts";
import { escapeHtml } from "../text/escape-html.ts";
import { attribute, type PageDocument, type PageElement, textOf, upwards } from "./dom/page-dom.ts";
import { bodyOf } from "./dom/parse-page.ts";

export interface Media {
  /** The page's document as prepared, and the picture it shares itself with. */
  page?: PageDocument;
  lead?: string | undefined;
  enclosures: readonly Enclosure[];
  /** Of the text's links. */
  base?: string | undefined;
  /** Whether the entry has no title: the pictures of a note are what it says, and not one that stands for it. */
  isNote?: boolean;
}

/** The text with its pictures before it, if it has none, and its recordings and documents linked after it. */
export function attachMedia(html: string, media: Media): string {
  const { enclosures, base } = media;
  const isNamed = (url: string): boolean => html.includes(url) || html.includes(escapeHtml(url));
  const others = enclosures.filter((one) => isRecording(one.medium) || isDocument(one));
  const unnamed = others.filter(({ url }) => !isNamed(url));
  const linked = unnamed.length > 0 ? addressesIn(html, base) : undefined;
  const missing = unnamed.filter(({ url }) => !linked?.has(url));
  return `${picturesBefore(html, media)}${html}${missing.map(linkTo).join("")}`;
}

/** As a browser reads them: a text may write them in short, or with signs that feeds escape. */
function addressesIn(html: string, base: string | undefined): Set<string | undefined> {
  const addresses = new Set<string | undefined>();
  scanHtml(html, {
    onOpen(_name, { href, src }) {
      addresses.add(webAddress(href ?? src, base));
    },
  });
  return addresses;
}

/** A picture of the article that the extraction left out, once; else what the feed attached. */
function picturesBefore(html: string, { page, lead, enclosures, isNote = false }: Media): string {
  const images = imagesIn(html);
  if (images.some(({ isPicture }) => isPicture)) return "";
  const shown = page && lead ? figureOf(bodyOf(page), lead) : undefined;
  if (shown) return shown;
  const there = new Set(images.map(({ url }) => url));
  const others = enclosures.filter(({ url }) => !there.has(url));
  return enclosedPictures(others, isNote)
    .map((picture) => `<p>${imageTag(picture)}</p>`)
    .join("");
}

/** What counts readers, and signs within a line of text, are no pictures of it. */
function imagesIn(html: string): { url: string; isPicture: boolean }[] {
  const images: { url: string; isPicture: boolean }[] = [];
  scanHtml(html, {
    onOpen(name, { src = "", ...rest }) {
      const read = (attribute: string): string => rest[attribute] ?? "";
      if (name === "img") images.push({ url: src, isPicture: !isTracker(read, src) && !isSign(read) });
    },
  });
  return images;
}

/** Emoji and smileys, by their size in pixels or in letters of the text. */
function isSign(read: ReadAttribute): boolean {
  const sides = ["width", "height"].map((name) => Number.parseInt(read(name), 10));
  return sides.every((side) => side < SMALLEST) || AS_LETTERS.test(read("style"));
}

const AS_LETTERS = /(?:^|[;\s])(?:height|width)\s*:\s*\d?(?:\.\d+)?em\b/i;

/** Portraits of authors, whose addresses say so: `0.gravatar.com/avatar/…`, `avatars.example.com/u/1`. */
const PORTRAIT = /^https?:\/\/(?:[^/]+\.)?(?:gravatar\.|avatars?\d*\.)[^/]+\/|\/avatars?\//i;
/** Pixels: what has less on both sides is a sign or a portrait, too. */
const SMALLEST = 100;

/**
 * Of a note, all; else the first, for the others are mostly the same once more. Where it says how wide it is, a feed may
 * give it in several sizes, often the smallest first.
 */
function enclosedPictures(enclosures: readonly Enclosure[], isNote: boolean): Enclosure[] {
  const pictures = enclosures.filter(
    ({ medium, url, width = SMALLEST, height = SMALLEST }) =>
      medium === "image" && !PORTRAIT.test(url) && Math.max(width, height) >= SMALLEST,
  );
  const sizes = pictures.flatMap(({ url, width }) => (width ? `${url} ${width}w` : []));
  if (isNote && sizes.length === 0) return pictures;
  const best = pictures[0]?.width ? bestOfSet(sizes.join(", ")) : undefined;
  const shown = pictures.find(({ url }) => url === best) ?? pictures[0];
  return shown ? [shown] : [];
}

/** Sharing pictures are often the site's sign: only one that the page itself shows is taken, with its caption. */
function figureOf(body: PageElement, lead: string): string | undefined {
  const name = pictureName(lead);
  const image = [...body.querySelectorAll("img")].find(
    (candidate) => pictureName(attribute(candidate, "src")) === name,
  );
  if (
    !image ||
    name.length < 4 ||
    [...upwards(image)].some(({ tagName }) => /^(?:NAV|FOOTER|ASIDE)$/.test(tagName))
  ) {
    return undefined;
  }
  const figure = [...upwards(image)].find(({ tagName }) => tagName === "FIGURE");
  const caption = textOf(figure?.querySelector("figcaption") ?? null);
  const picture = imageTag({ url: attribute(image, "src"), title: attribute(image, "alt") });
  return caption
    ? `<figure>${picture}<figcaption>${escapeHtml(caption)}</figcaption></figure>`
    : `<p>${picture}</p>`;
}

/** Publishers keep a picture in many sizes under one name: `photo-800x600.jpg`, `photo_large.jpg?w=640`. */
const pictureName = (address: string): string =>
  (address.split(/[?#]/)[0]?.split("/").at(-1) ?? "")
    .replace(/\.[a-z]+$/i, "")
    .replace(/(?:[-_@.](?:\d+x\d+|\d+w|\dx|scaled|large|medium|small|thumb(?:nail)?|og|share))+$/i, "");

const imageTag = ({
  url,
  title,
  width,
  height,
}: Pick<Enclosure, "url" | "title" | "width" | "height">): string => {
  const sizes = width && height ? ` width="${width}" height="${height}"` : "";
  return `<img src="${escapeHtml(url)}" alt="${escapeHtml(title ?? "")}"${sizes}>`;
};

/** By its title, else by its file's name. */
function linkTo({ url, title }: Enclosure): string {
  const file = URL.canParse(url) ? decode(new URL(url).pathname.split("/").at(-1) ?? "") : "";
  return `<p><a href="${escapeHtml(url)}">${escapeHtml(title || file || url)}</a></p>`;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
