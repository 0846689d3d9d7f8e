/** JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1). What has the wrong type is taken as not said. */
import { failure, type Result, success } from "../failure.ts";
import { given } from "../given.ts";
import type { Enclosure, Entry, ParsedFeed } from "./entry.ts";
import { authorName, titleFromText } from "./plain-title.ts";
import { readDate } from "./read-date.ts";
import { mediumOf } from "./read-entry.ts";
import { escapeHtml, resolve } from "./xml-tree.ts";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() ? value : undefined;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function readJsonFeed(source: string, url: string, maxEntries: number): Result<ParsedFeed> {
  const feed = parse(source);
  if (!isObject(feed) || !(Array.isArray(feed.items) || typeof feed.version === "string")) {
    return failure("parse", "not a feed", "the address answers JSON that is no JSON Feed");
  }
  const items = list(feed.items).filter(isObject);
  const language = text(feed.language);
  return success({
    title: titleFromText(text(feed.title) ?? ""),
    ...given({ description: text(feed.description), home: absolute(feed.home_page_url, url), language }),
    entries: items.slice(0, maxEntries).flatMap((item) => readItem(item, url, authorsOf(feed), language)),
    passedOver: Math.max(0, items.length - maxEntries),
  });
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function absolute(value: unknown, base: string): string | undefined {
  const address = text(value);
  const resolved = address && resolve(address, base);
  return resolved && /^https?:/.test(resolved) ? resolved : undefined;
}

/** An item that says nothing at all is none. */
function readItem(
  item: Json,
  url: string,
  authors: string | undefined,
  feedLanguage: string | undefined,
): Entry[] {
  const guid = text(item.id) ?? (typeof item.id === "number" ? String(item.id) : undefined);
  const plain = text(item.content_text);
  const html = text(item.content_html) ?? (plain && paragraphs(plain));
  const summary = text(item.summary);
  const link =
    absolute(item.url, url) ??
    absolute(item.external_url, url) ??
    (guid && /^https?:\/\//.test(guid) ? absolute(guid, url) : undefined);
  const title = titleFromText(text(item.title) ?? "");
  if (!guid && !link && !title && !html) return [];
  return [
    {
      ...given({ guid, link }),
      title,
      ...given({
        html: html ?? (summary && escapeHtml(summary)),
        summary: html && summary && escapeHtml(summary),
        base: link ?? url,
      }),
      ...given({ author: authorsOf(item) ?? authors, language: text(item.language) ?? feedLanguage }),
      ...given({
        published: readDate(text(item.date_published)) ?? readDate(text(item.date_modified)),
        updated: readDate(text(item.date_modified)),
      }),
      categories: [...new Set(list(item.tags).flatMap((tag) => text(tag)?.trim() ?? []))],
      enclosures: [
        ...pictures(item, url),
        ...list(item.attachments)
          .filter(isObject)
          .flatMap((one) => attachment(one, url)),
      ],
    },
  ];
}

const paragraphs = (plain: string): string =>
  plain
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeHtml(part.trim()).replaceAll("\n", "<br>")}</p>`)
    .join("\n");

function authorsOf(of: Json): string | undefined {
  const people = [...list(of.authors), of.author].filter(isObject);
  const names = people.flatMap(({ name }) => (text(name) ? (authorName(text(name) ?? "") ?? []) : []));
  return [...new Set(names)].join(", ") || undefined;
}

function pictures(item: Json, url: string): Enclosure[] {
  const image = absolute(item.image, url) ?? absolute(item.banner_image, url);
  return image ? [{ url: image, medium: "image" }] : [];
}

function attachment(one: Json, base: string): Enclosure[] {
  const url = absolute(one.url, base);
  if (!url) return [];
  const type = text(one.mime_type)?.toLowerCase();
  const length =
    typeof one.size_in_bytes === "number" && one.size_in_bytes > 0 ? one.size_in_bytes : undefined;
  return [
    { url, ...given({ type, title: text(one.title), length }), medium: mediumOf(type, undefined, url) },
  ];
}
