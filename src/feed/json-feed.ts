/** JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1). What has the wrong type is taken as not said. */
import { failure, type Result, success } from "../failure.ts";
import { given } from "../given.ts";
import { escapeHtml } from "../text/escape-html.ts";
import { legalText } from "../text/legal-text.ts";
import { joinNames } from "./author-names.ts";
import type { Enclosure, Entry, ParsedFeed } from "./entry.ts";
import { paragraphsWithLines } from "./entry-body.ts";
import { baseOfBody } from "./entry-links.ts";
import { mediumOf } from "./medium.ts";
import { parseDate } from "./parse-date.ts";
import type { FeedDefaults } from "./parse-entry.ts";
import { titleFromText } from "./plain-title.ts";
import { webAddress } from "./resolve-address.ts";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function text(value: unknown): string | undefined {
  const legal = typeof value === "string" ? legalText(value) : "";
  return legal.trim() ? legal : undefined;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const objects = (value: unknown): Json[] => list(value).filter(isObject);

export function readJsonFeed(source: string, url: string, maxEntries: number): Result<ParsedFeed> {
  const feed = parse(source);
  if (!isObject(feed) || !(Array.isArray(feed.items) || typeof feed.version === "string")) {
    return failure("parse", "not a feed", "the address answers JSON that is no JSON Feed");
  }
  const items = objects(feed.items);
  const home = absolute(feed.home_page_url, url);
  const language = text(feed.language);
  const defaults = { url, ...given({ home, language, author: joinNames(namesOf(peopleOf(feed))) }) };
  return success({
    title: titleFromText(text(feed.title) ?? ""),
    ...given({ home, language }),
    entries: items.slice(0, maxEntries).map((item) => readItem(item, defaults)),
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

const absolute = (value: unknown, base: string): string | undefined => webAddress(text(value), base);

function readItem(item: Json, defaults: FeedDefaults): Entry {
  const { url } = defaults;
  const guid = text(item.id) ?? (typeof item.id === "number" ? String(item.id) : undefined);
  const about = absolute(item.external_url, url);
  const link = absolute(item.url, url) ?? about ?? webAddress(guid);
  return {
    ...given({ guid, link, about }),
    title: titleFromText(text(item.title) ?? ""),
    ...bodiesOf(item),
    base: baseOfBody(link, defaults),
    ...given({ author: authorsOf(item, defaults.author) }),
    ...given({ published: parseDate(text(item.date_published)) ?? parseDate(text(item.date_modified)) }),
    categories: [...new Set(list(item.tags).flatMap((tag) => text(tag)?.trim() ?? []))],
    ...given({ language: text(item.language) ?? defaults.language }),
    enclosures: [...pictures(item, url), ...objects(item.attachments).flatMap((one) => attachment(one, url))],
  };
}

function bodiesOf(item: Json): Pick<Entry, "html" | "summary"> {
  const plain = text(item.content_text);
  const html = text(item.content_html) ?? (plain && paragraphsWithLines(plain));
  const summary = text(item.summary);
  const escaped = summary && escapeHtml(summary);
  return html ? given({ html, summary: escaped }) : given({ html: escaped });
}

const peopleOf = (of: Json): Json[] => [...objects(of.authors), ...objects([of.author])];
const namesOf = (people: Json[]): string[] => people.flatMap(({ name }) => text(name) ?? []);

/** The feed's stand for the items that name nobody. */
function authorsOf(item: Json, ofFeed: string | undefined): string | undefined {
  const people = peopleOf(item);
  return people.length > 0 ? joinNames(namesOf(people)) : ofFeed;
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
