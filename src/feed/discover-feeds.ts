/** Feeds that a web page names: for the person whose feeds.yaml points to the page. */
import { Parser } from "htmlparser2";

export interface FoundFeed {
  /** Absolute. */
  url: string;
  title: string;
  /** MIME type as the page gives it, or "". */
  type: string;
}

const FEED_TYPES =
  /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/json|text\/xml|application\/xml)$/i;
const FEED_PATHS = /\/(feed|rss|atom)(\.(xml|json|rdf))?\/?$|\.(rss|atom|rdf)$|\/index\.xml$/i;
/** Addresses that are looked at: a page lists few feeds. */
const MOST = 50;

/** In the page's order; `link rel=alternate` first, then links that look like feeds. */
export function discoverFeeds(html: string, base: string): FoundFeed[] {
  const named: FoundFeed[] = [];
  const linked: FoundFeed[] = [];
  let from = base;
  const parser = new Parser({
    onopentag(name, attributes) {
      const { href = "", rel = "", type = "", title = "" } = attributes;
      if (name === "base" && href && URL.canParse(href, base)) from = new URL(href, base).href;
      if (!href || !URL.canParse(href, from)) return;
      const url = new URL(href, from).href;
      if (!/^https?:/.test(url)) return;
      if (name === "link" && /\balternate\b/i.test(rel) && FEED_TYPES.test(type.trim()))
        named.push({ url, title, type: type.trim().toLowerCase() });
      if (name === "a" && FEED_PATHS.test(new URL(url).pathname)) linked.push({ url, title, type: "" });
    },
  });
  parser.end(html);
  const found = [...named, ...linked].map((feed): [string, FoundFeed] => [feed.url, feed]);
  return [...new Map(found.toReversed()).values()].toReversed().slice(0, MOST);
}
