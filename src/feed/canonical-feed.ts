/**
 * The one door to rss-parser. It reads well-formed RSS 2.0 truly and quickly, and much else not at all; so a feed is
 * first written anew as the RSS that it should have been, and what RSS has no element for in a namespace of ours.
 */
import Parser from "rss-parser";
import { given } from "../given.ts";
import type { Enclosure, Entry, ParsedFeed } from "./entry.ts";

const OWN = [
  // As `content:encoded` rss-parser would make a snippet of it, in time by the square of its length.
  "html",
  "about",
  "base",
  "author",
  "published",
  "language",
  "summary",
  "enclosures",
  "categories",
] as const;

type OwnField = (typeof OWN)[number];

const parser = new Parser<object, Partial<Record<OwnField, string>>>({
  customFields: { item: OWN.map((name) => [`own:${name}`, name]) },
});

/** The feed as rss-parser reads it. */
export async function parseCanonical(feed: ParsedFeed): Promise<ParsedFeed> {
  const parsed = await parser.parseString(writeCanonical(feed));
  return {
    title: parsed.title ?? "",
    ...given({ home: parsed.link || undefined, language: feed.language }),
    entries: parsed.items.map(readItem),
    passedOver: feed.passedOver,
  };
}

type Item = Awaited<ReturnType<typeof parser.parseString>>["items"][number];

function readItem(item: Item): Entry {
  return {
    ...given({ guid: item.guid, link: item.link, about: item.about }),
    title: item.title ?? "",
    ...given({ html: item.html, summary: item.summary, base: item.base }),
    ...given({ author: item.author, published: item.published, language: item.language }),
    categories: readJson<string[]>(item.categories),
    enclosures: readJson<Enclosure[]>(item.enclosures),
  };
}

/** Written by `writeCanonical` a moment before. */
const readJson = <T>(text: unknown): T => JSON.parse(typeof text === "string" ? text : "[]");

function writeCanonical(feed: ParsedFeed): string {
  const items = feed.entries.map(
    (entry) =>
      `<item>${element("guid", entry.guid)}${element("link", entry.link)}${element("own:about", entry.about)}` +
      `${element("title", entry.title)}` +
      `${element("own:html", entry.html)}${element("own:summary", entry.summary)}${element("own:base", entry.base)}` +
      `${element("own:author", entry.author)}${element("own:published", entry.published)}` +
      `${element("own:language", entry.language)}${element("own:categories", JSON.stringify(entry.categories))}` +
      `${element("own:enclosures", JSON.stringify(entry.enclosures))}</item>`,
  );
  const head = `${element("title", feed.title)}${element("link", feed.home)}`;
  return `<rss version="2.0" xmlns:own="urn:own"><channel>${head}${items.join("")}</channel></rss>`;
}

/** Left out where there is nothing to say. Carriage returns as references: an XML reader would turn them to line feeds. */
const element = (name: string, text: string | undefined): string =>
  text ? `<${name}>${escapeText(text)}</${name}>` : "";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };
const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (sign) => ESCAPES[sign] ?? sign);
