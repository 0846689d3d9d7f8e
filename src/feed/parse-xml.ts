/** A forgiving reader of XML: what is not well-formed is read as far as it goes. */
import { legalText } from "../text/legal-text.ts";
import { decodeReferences } from "./decode-references.ts";
import { removeDoctype } from "./remove-doctype.ts";
import { resolveAddress } from "./resolve-address.ts";
import { scanXml } from "./scan-markup.ts";
import { elementsIn, holdsElements, type XmlElement } from "./xml-element.ts";
import { attributeName, elementName, type Prefixes, readPrefixes, UNDECLARED } from "./xml-names.ts";

/** Below this, elements are passed over and their text is kept: no honest feed goes so deep. */
const DEEPEST = 256;

/** What a document begins with. Servers print warnings above it, with markup of their own. */
const BEGINNING = /<(?:\?xml\s|!doctype\b|html\b|(?:[\w.-]+:)?(?:rss|rdf|feed|channel)\b)/i;

/** What a whole one ends with, in whichever spelling; servers print behind it, too. */
const ENDING = /<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*>/i;
/** Characters that are looked at for it. */
const TAIL = 4000;

/** Elements that cannot hold one another: one that was never closed ends where the next begins. */
const ENTRIES = new Set(["item", "atom:entry", "entry"]);
/** Except in a body, where Atom lets one carry another document. */
const BODIES = new Set(["atom:content", "content"]);

/** Elements that declare the namespace of what they hold as their own. */
const MISPLACED = new Set(["xhtml:title", "xhtml:summary", "xhtml:content", "xhtml:description"]);

export interface ParsedXml {
  /** `undefined` where the text has none. */
  root: XmlElement | undefined;
  /** True where the text breaks off before the root's end. An entry that was not whole is left out: half a link leads nowhere. */
  isCut: boolean;
}

/** @param url that relative `xml:base` values are resolved against */
export function parseXml(source: string, url: string): ParsedXml {
  const start = source.search(BEGINNING);
  const { text, entities } = removeDoctype(start < 0 ? source : source.slice(start));
  const tree = new TreeBuilder(url, entities);
  scanXml(text, {
    onOpen: (name, attributes) => tree.open(name, attributes),
    onClose: (name) => tree.close(name),
    onText: (piece) => tree.addText(piece),
    onCdata: (isOpen) => {
      tree.isInCdata = isOpen;
    },
    onEnd() {
      if (!ENDING.test(text.slice(-TAIL))) tree.breakOff();
    },
  });
  return { root: elementsIn(tree.top)[0], isCut: tree.isCut };
}

interface Level {
  element: XmlElement;
  /** The element's name as written. */
  written: string;
  prefixes: Prefixes;
}

class TreeBuilder {
  readonly top: XmlElement;
  isInCdata = false;
  isCut = false;
  readonly #entities: ReadonlyMap<string, string>;
  readonly #outermost: Level;
  /** Open elements, the innermost last. */
  readonly #open: Level[] = [];
  #passedOver = 0;

  constructor(url: string, entities: ReadonlyMap<string, string>) {
    this.top = { name: "", attributes: new Map(), children: [], base: url, language: "" };
    this.#outermost = { element: this.top, written: "", prefixes: UNDECLARED };
    this.#entities = entities;
  }

  get #innermost(): Level {
    return this.#open.at(-1) ?? this.#outermost;
  }

  open(written: string, raw: Record<string, string>): void {
    if (this.#open.length >= DEEPEST) {
      this.#passedOver++;
      return;
    }
    const outer = this.#innermost;
    const prefixes = readPrefixes(written, raw, outer.prefixes);
    const declared = elementName(written, prefixes);
    const isOfEntry = MISPLACED.has(declared) && ENTRIES.has(outer.element.name);
    const name = isOfEntry ? elementName(written, outer.prefixes) : declared;
    if (ENTRIES.has(name)) this.#endUnclosed(name);
    const { children, base, language } = this.#innermost.element;
    const attributes = new Map(
      Object.entries(raw).map(([key, value]) => [attributeName(key, prefixes), this.#read(value)]),
    );
    const element = {
      name,
      attributes,
      children: [],
      base: resolveAddress(attributes.get("xml:base"), base) ?? base,
      language: attributes.get("xml:lang") ?? language,
    };
    children.push(element);
    this.#open.push({ element, written, prefixes });
  }

  #endUnclosed(name: string): void {
    const lastOf = (is: (name: string) => boolean): number =>
      this.#open.findLastIndex(({ element }) => is(element.name));
    const unclosed = lastOf((other) => other === name);
    if (unclosed >= 0 && unclosed > lastOf((other) => BODIES.has(other))) this.#open.length = unclosed;
  }

  /** A name that is not open was ended before its time. */
  close(name: string): void {
    if (this.#passedOver > 0) {
      this.#passedOver--;
      return;
    }
    const at = this.#open.findLastIndex(({ written }) => written === name);
    if (at >= 0) this.#open.length = at;
  }

  /** Where the root was never closed, takes out what is not whole: the entry, or the words that are open. */
  breakOff(): void {
    const [outermost] = this.#open;
    if (!outermost || outermost.element !== elementsIn(this.top)[0]) return;
    this.isCut = true;
    const entry = this.#open.findIndex(({ element }) => ENTRIES.has(element.name));
    if (entry < 0 && holdsElements(this.#innermost.element)) return;
    this.#open.length = entry < 0 ? this.#open.length - 1 : entry;
    this.#innermost.element.children.pop();
  }

  addText(piece: string): void {
    const { children } = this.#innermost.element;
    const text = this.isInCdata ? legalText(piece) : this.#read(piece);
    const last = children.at(-1);
    if (typeof last === "string") children[children.length - 1] = last + text;
    else children.push(text);
  }

  /** Text whose references are resolved once: the document's own entities first, which may hold others. */
  #read(written: string): string {
    if (!written.includes("&")) return legalText(written);
    const expanded =
      this.#entities.size > 0
        ? written.replace(/&([\w.-]+);/g, (whole, name: string) => this.#entities.get(name) ?? whole)
        : written;
    return legalText(decodeReferences(expanded));
  }
}
