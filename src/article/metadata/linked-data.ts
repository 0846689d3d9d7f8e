/** What a page says of its article in JSON-LD (schema.org), whatever nesting it chose. */
import { given } from "../../given.ts";
import type { PageDocument } from "../dom/page-dom.ts";

export interface LinkedData {
  headline?: string;
  /** Names as written, in order. */
  authors: string[];
  published?: string;
  language?: string;
  /** Names of the site and its publisher. */
  names: string[];
  image?: string;
  /** The article's text as the page gives it to programs; absent where it gives several. */
  body?: string;
  /** False where the page says that its text must be paid for. */
  free: boolean;
}

type Thing = Record<string, unknown>;

const ARTICLE = /article|posting|report|review|recipe|creativework|interview|story/i;
const PAGE = /webpage|itempage|aboutpage/i;
const SITE = /website|organization|newsmediaorganization/i;

/** Enough for any page met; a list of ten thousand products is no article. */
const THINGS = 500;

export function readLinkedData(page: PageDocument): LinkedData {
  const things = [...page.querySelectorAll("script")]
    .filter((script) => /ld\+json/i.test(script.getAttribute("type") ?? ""))
    .flatMap((script) => thingsIn(parseLinkedData(script.textContent ?? "")));
  const articles = things.filter((thing) => isA(thing, ARTICLE));
  const about = articles.length > 0 ? articles : things.filter((thing) => isA(thing, PAGE));
  const byId = describedById(things);
  const first = (key: string): string | undefined =>
    about.map((thing) => words(thing[key])).find((value) => value !== undefined);
  return {
    ...given({
      headline: first("headline") ?? (articles.length > 0 ? first("name") : undefined),
      published: first("datePublished") ?? first("dateCreated") ?? first("uploadDate"),
      language: first("inLanguage"),
      body: bodyIn(articles, first("headline")),
      image: about.map((thing) => imageOf(thing.image, byId)).find((image) => image !== undefined),
    }),
    authors:
      about.map((thing) => namesOf(thing.author ?? thing.creator, byId)).find(({ length }) => length > 0) ??
      [],
    names: [
      ...things.filter((thing) => isA(thing, SITE)).flatMap((thing) => namesOf(thing, byId)),
      ...about.flatMap((thing) => [...namesOf(thing.publisher, byId), ...namesOf(thing.isPartOf, byId)]),
    ],
    free: !things.some((thing) =>
      /^(?:https?:\/\/schema\.org\/)?false$/i.test(String(thing.isAccessibleForFree ?? "")),
    ),
  };
}

/** Of a list of articles, of a live blog's entries, or of an article that the page leads on to, none is the page's text. */
function bodyIn(articles: readonly Thing[], headline: string | undefined): string | undefined {
  const told = articles.filter(({ articleBody }) => typeof articleBody === "string");
  const bodies = new Set(told.map(({ articleBody }) => String(articleBody).trim()));
  const [only] = bodies;
  const isOfPage = bodies.size === 1 && told.some((article) => words(article.headline) === headline);
  return isOfPage && only !== "" ? only : undefined;
}

/** Undefined where it is no JSON. Publishers leave line breaks inside strings and wrap the data into comments. */
export function parseLinkedData(text: string): unknown {
  const json = text
    .replace(/^\s*(?:<!--|\/\*|\/\/<!\[CDATA\[)|(?:-->|\*\/|\/\/\]\]>)\s*$/g, "")
    .replace(/\p{Cc}+/gu, " ");
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** All objects of a value, outermost first. */
function thingsIn(value: unknown): Thing[] {
  const found: Thing[] = [];
  const waiting = [value];
  for (let next = waiting.shift(); next !== undefined && found.length < THINGS; next = waiting.shift()) {
    if (Array.isArray(next)) waiting.push(...next.slice(0, THINGS));
    else if (isThing(next)) {
      found.push(next);
      waiting.push(...Object.values(next).filter((inner) => typeof inner === "object" && inner !== null));
    }
  }
  return found;
}

/** Things that others refer to, without the references themselves. */
function describedById(things: readonly Thing[]): ReadonlyMap<unknown, Thing> {
  const described = things.filter(
    ({ "@id": id, name, url }) => typeof id === "string" && Boolean(name ?? url),
  );
  return new Map(described.map((thing) => [thing["@id"], thing]));
}

const isThing = (value: unknown): value is Thing =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isA = (thing: Thing, kind: RegExp): boolean =>
  [thing["@type"]].flat().some((type) => kind.test(String(type)));

function words(value: unknown): string | undefined {
  const plain = Array.isArray(value) ? value[0] : value;
  const text = isThing(plain) ? (plain["@value"] ?? plain.name ?? plain.alternateName) : plain;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

/** Names of people or organisations: strings, objects, references, or lists of them. */
function namesOf(value: unknown, byId: ReadonlyMap<unknown, Thing>): string[] {
  return [value].flat().flatMap((person) => {
    if (typeof person === "string") return [person.trim()];
    if (!isThing(person)) return [];
    const whole = person.name === undefined ? (byId.get(person["@id"]) ?? person) : person;
    return [whole.name].flat().filter((name) => typeof name === "string");
  });
}

function imageOf(value: unknown, byId: ReadonlyMap<unknown, Thing>): string | undefined {
  const [first] = [value].flat();
  if (typeof first === "string") return first;
  if (!isThing(first)) return undefined;
  const whole = first.url === undefined ? (byId.get(first["@id"]) ?? first) : first;
  return words(whole.url ?? whole.contentUrl);
}
