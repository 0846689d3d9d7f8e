/** Feeds that a web page names: for the person whose feeds.yaml points to the page. */
import { webAddress } from "./resolve-address.ts";
import { scanHtml } from "./scan-markup.ts";

/** JSON Feed was served as `application/json` before it had a type of its own. */
const FEED_TYPES =
  /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/json|text\/xml|application\/xml)$/;
const FEED_PATHS = /\/(feed|rss|atom)(\.(xml|json|rdf))?\/?$|\.(rss|atom|rdf)$|\/index\.xml$/i;
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
    onOpen(name, { href, rel = "", type = "" }) {
      if (name === "base") from = webAddress(href, base) ?? from;
      const url = webAddress(href, from);
      const mime = type.toLowerCase().replace(/;.*/, "").trim();
      if (!url || NO_FEED_PATHS.test(url)) return;
      if (name === "link" && /\balternate\b/i.test(rel) && FEED_TYPES.test(mime)) named.push(url);
      if (name === "a" && FEED_PATHS.test(new URL(url).pathname)) linked.push(url);
    },
  });
  return [...new Set([...named, ...linked])].slice(0, MOST);
}
