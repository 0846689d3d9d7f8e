/** Names of XML elements and attributes under the prefixes that everybody knows, whatever prefix a document uses. */

/** Namespaces by their known prefix; elements of RSS itself have none. */
const NAMESPACES: [RegExp, string][] = [
  [/^https?:\/\/www\.w3\.org\/2005\/atom\/?$/i, "atom"],
  [/^https?:\/\/purl\.org\/atom\//i, "atom"],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content/i, "content"],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/taxonomy/i, "taxo"],
  [/^https?:\/\/purl\.org\/dc\/(elements|terms)/i, "dc"],
  [/^https?:\/\/((tools\.)?search\.yahoo\.com\/mrss|www\.rssboard\.org\/media-rss)/i, "media"],
  [/^https?:\/\/www\.itunes\.com\/dtds\//i, "itunes"],
  [/^https?:\/\/rssnamespace\.org\/feedburner/i, "feedburner"],
  [/^https?:\/\/news\.yandex\.ru/i, "yandex"],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/i, "xhtml"],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/i, "rdf"],
  [/^https?:\/\/my\.netscape\.com\/rdf/i, ""],
  // Modules of RSS 1.0 live below its own address and are not RSS: `image:item` is no item.
  [/^https?:\/\/purl\.org\/(rss\/1\.0\/?|net\/rss1\.1#?)$/i, ""],
  [/^https?:\/\/(backend\.userland\.com|blogs\.law\.harvard\.edu|cyber\.harvard\.edu)/i, ""],
];

/** Known prefixes by the document's own, as declared so far. */
export type Prefixes = ReadonlyMap<string, string>;

/** What prefixes mean that a document forgot to declare. */
export const UNDECLARED: Prefixes = new Map([
  ["rss", ""],
  ["a10", "atom"],
]);

/** The prefixes in force inside an element, given those around it. */
export function readPrefixes(name: string, attributes: Record<string, string>, outer: Prefixes): Prefixes {
  const declared = Object.entries(attributes).flatMap(([key, uri]): [string, string][] => {
    const prefix = /^xmlns(?::(.+))?$/.exec(key);
    return prefix ? [[prefix[1] ?? "", knownPrefix(uri) ?? prefix[1] ?? ""]] : [];
  });
  // Some declare the namespace of an extension as the default, and mean RSS all the same.
  if (name.toLowerCase() === "rss") declared.push(["", ""]);
  return declared.length > 0 ? new Map([...outer, ...declared]) : outer;
}

const knownPrefix = (uri: string): string | undefined =>
  NAMESPACES.find(([pattern]) => pattern.test(uri.trim()))?.[1];

export function elementName(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(":");
  const [prefix, local] = colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
  const known = prefixes.get(prefix) ?? prefix;
  return (known ? `${known}:${local}` : local).toLowerCase();
}

/** Unlike an element, an attribute without a prefix is in no namespace (Namespaces in XML, section 6.2). */
export const attributeName = (name: string, prefixes: Prefixes): string =>
  name.includes(":") ? elementName(name, prefixes) : name.toLowerCase();
