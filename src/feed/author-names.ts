/** Who wrote something: names alone, never addresses of the web or of a mailbox. */
import { titleFromHtml } from "./plain-title.ts";
import { childOf, childrenOf, holdsElements, textOf, type XmlElement } from "./xml-element.ts";

/** Several are joined by ", ", the first of thousands; undefined where there is none. */
export function joinNames(texts: readonly string[]): string | undefined {
  const signatures = texts.flatMap((text) => beginning(text).split(SIGNED));
  const names = signatures.map(authorName).filter((name) => name !== undefined);
  return beginning([...new Set(names)].join(", ")) || undefined;
}

/** Between two who both have a mailbox: "ada@example.com (Ada), bob@example.com (Bob)", "Ada <ada@example.com>, Bob …". */
const SIGNED = /(?<=\))[,;]?\s+(?=[^\s@]+@[^\s(]+\s*\()|(?<=<[^<>\s]+@[^<>\s]+>)\s*[,;]/;

/** Signs that are read of what may be a name, or a list of them in one text. */
const LONGEST = 300;

/** Whole names of a long list, as papers have it. */
function beginning(text: string): string {
  if (text.length <= LONGEST) return text;
  const end = text.lastIndexOf(",", LONGEST);
  return end < 0 ? text.slice(0, LONGEST) : `${text.slice(0, end)}, …`;
}

/** "ada@example.com (Ada)" (RSS 2.0, element author) and "Ada <ada@example.com>" are Ada. */
function authorName(text: string): string | undefined {
  const plain = titleFromHtml(text.replace(/<[^<>\s]+@[^<>\s]+>/g, ""));
  const inside = /^\S[^\s@]*@[^\s(]+\s*\((.*)\)$/.exec(plain)?.[1];
  const words = (inside ?? withoutMailboxes(plain)).replace(/[\s,;]+$/, "").trim();
  const name = withoutQuotes(words.replace(ACCOUNT, ""));
  return name && !ADDRESS.test(name) ? name : undefined;
}

/** As Discourse writes it before a name. */
const ACCOUNT = /^@[\w.-]+ (?=\p{L})/u;

/** In which mail puts a name that has a comma or a dot (RFC 5322, section 3.2.4). */
const withoutQuotes = (name: string): string => name.replace(/^"([^"]+)"$/, "$1");

/** A sign at least before the @, and on both sides of a dot behind it. */
const MAILBOX = /^.[^@]*@.+\../;

const withoutMailboxes = (line: string): string =>
  line
    .split(" ")
    .filter((word) => !MAILBOX.test(word))
    .join(" ");

const ADDRESS = /^(?:https?:\/\/.*|www\.\S+|[^\s@]+@\S+)$/i;

/** Elements that name authors, the surest first: an entry is often signed in several ways. */
const KINDS = ["atom:author", "author", "dc:creator", "itunes:author"];

/**
 * Of an entry; where it is not signed, of its source if it was taken from another feed, else of its own feed (RFC 4287,
 * section 4.2.1).
 */
export function authorsOf(item: XmlElement, ofFeed: string | undefined): string | undefined {
  const signatures = [...KINDS.map((kind) => childrenOf(item, kind)), creditedIn(item)].filter(
    ({ length }) => length > 0,
  );
  if (signatures.length > 0)
    return signatures.map((authors) => joinNames(authors.map(nameIn))).find((names) => names !== undefined);
  const source = childOf(item, "atom:source");
  return (source && feedAuthors(source)) ?? ofFeed;
}

/** Whom an entry's work is by, as DeviantArt says it (Media RSS 1.5.1, media:credit); photographers are others. */
const creditedIn = (item: XmlElement): XmlElement[] =>
  childrenOf(item, "media:credit").filter(({ attributes }) => attributes.get("role") === "author");

/** Of a feed: they stand for its entries, too, in Atom alone. */
export const feedAuthors = (head: XmlElement): string | undefined =>
  joinNames(childrenOf(head, "atom:author").map(nameIn));

/** A person construct's name, or the text of an element that has no parts. */
const nameIn = (author: XmlElement): string =>
  textOf(childOf(author, "atom:name", "name")) || (holdsElements(author) ? "" : textOf(author));
