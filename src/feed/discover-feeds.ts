/** Feeds that a web page names: for the person whose feeds.yaml points to the page. */
import { webAddress } from "./resolve-address.ts";
import { scanHtml } from "./scan-markup.ts";

export interface FoundFeed {
  /** Absolute. */
  url: string;
  title: string;
  /** MIME type as the page gives it, without parameters, or "". */
  type: string;
}

/** JSON Feed was served as `application/json` before it had a type of its own. */
const FEED_TYPES =
  /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/json|text\/xml|application\/xml)$/;
const FEED_PATHS = /\/(feed|rss|atom)(\.(xml|json|rdf))?\/?$|\.(rss|atom|rdf)$|\/index\.xml$/i;
/** WordPress names the data of a page as its alternate, under the same type. */
const NO_FEED_PATHS = /\/wp-json\//;
/** Addresses that are looked at: a page lists few feeds. */
const MOST = 50;

/** In the page's order; `link rel=alternate` first, then links that look like feeds. */
export function discoverFeeds(html: string, base: string): FoundFeed[] {
  const named: FoundFeed[] = [];
  const linked: FoundFeed[] = [];
  let from = base;
  scanHtml(html, {
    onOpen(name, { href, rel = "", type = "", title = "" }) {
      if (name === "base") from = webAddress(href, base) ?? from;
      const url = webAddress(href, from);
      const mime = type.toLowerCase().replace(/;.*/, "").trim();
      if (!url || NO_FEED_PATHS.test(url)) return;
      if (name === "link" && /\balternate\b/i.test(rel) && FEED_TYPES.test(mime))
        named.push({ url, title, type: mime });
      if (name === "a" && FEED_PATHS.test(new URL(url).pathname)) linked.push({ url, title, type: "" });
    },
  });
  const found = new Map<string, FoundFeed>();
  for (const feed of [...named, ...linked]) if (!found.has(feed.url)) found.set(feed.url, feed);
  return [...found.values()].slice(0, MOST);
}
