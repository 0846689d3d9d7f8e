/** Feeds that a web page names: for the person whose feeds.yaml points to the page. */
import { webAddress } from "./resolve-address.ts";
import { scanHtml } from "./scan-markup.ts";

/**
 * JSON Feed was served as `application/json` before it had a type of its own; that of RSS was never registered, and pages
 * spell it in many ways.
 */
const FEED_TYPES =
  /^((application|text)\/(x[.-])?(rss|atom|rdf|feed)(\+(xml|json))?|application\/json|(text|application)\/xml)$/;
const FEED_PATHS = /\/(feed|rss|atom)(\.(xml|json|rdf))?\/?$|\.(rss|atom|rdf)$|\/index\.xml$/i;
/** What a page calls its feed or alternate without a type may be one by its name alone, but no translation of the page. */
const FEED_NAMES = /\.xml$/i;
/** WordPress names the data of a page as its alternate, under the same type. */
const NO_FEED_PATHS = /\/wp-json\//;
/** Addresses that are looked at: a page lists few feeds. */
const MOST = 50;

/** Absolute addresses in the page's order; `link rel=alternate` first, then links that look like feeds. */
export function discoverFeeds(html: string, base: string): string[] {
  const named: string[] = [];
  const linked: string[] = [];
  let from = base;
  scanHtml(html, {
    onOpen(name, { href, hreflang, rel = "", type = "" }) {
      if (name === "base") from = webAddress(href, base) ?? from;
      const url = webAddress(href, from);
      const mime = type.toLowerCase().replace(/;.*/, "").trim();
      if (!url || NO_FEED_PATHS.test(url)) return;
      const { pathname } = new URL(url);
      const looksLikeFeed = FEED_PATHS.test(pathname);
      const isNamedSo = !hreflang && (looksLikeFeed || FEED_NAMES.test(pathname));
      const isFeed = mime ? FEED_TYPES.test(mime) : isNamedSo;
      if (name === "link" && isFeed && /\b(?:alternate|feed)\b/i.test(rel)) named.push(url);
      if (name === "a" && looksLikeFeed) linked.push(url);
    },
  });
  return [...new Set([...named, ...linked])].slice(0, MOST);
}
