/** Readable words for paths and addresses. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { normalText } from "../text/normal-text.ts";

const LONGEST = 60;

const load = createRequire(import.meta.url);
/** ASCII stays as it is. The tables are loaded with the first other text: to lay them out takes a while. */
const transliterate = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text
    : (load("transliteration") as typeof import("transliteration")).transliterate(text);

/** ASCII words of any language's text: "Блинкен и Лавров" is "blinken-i-lavrov". "" where nothing can be read. */
export function toSlug(text: string): string {
  // Transliteration of a whole 100,000-character title would be wasted work: only the beginning can stay.
  const ascii = transliterate(text.slice(0, 4 * LONGEST)).toLowerCase();
  const words = ascii
    .replace(/['’`]/g, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = "";
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word;
    if (longer.length > LONGEST) break;
    slug = longer;
  }
  return slug || (words[0] ?? "").slice(0, LONGEST);
}

/**
 * The path segment of a tag's or person's page: its own letters in lower case. Where other signs had to go, a short
 * hash tells "C++" from "C#", whatever other tags there are.
 */
export function toSegment(name: string): string {
  const folded = foldName(name);
  const readable = folded
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST)
    // Half of a sign is no text: no address can be made of it.
    .replace(/[\ud800-\udbff]$/, "");
  if (readable === folded.replaceAll(" ", "-")) return readable;
  const hash = createHash("sha256").update(folded).digest("hex").slice(0, 6);
  return readable ? `${readable}-${hash}` : hash;
}

/** Names that differ only in case, white space or composition are one. */
export const foldName = (name: string): string => normalText(name).trim().replace(/\s+/g, " ").toLowerCase();
