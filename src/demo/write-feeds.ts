/** The newspaper's feeds, each in a format of its own. */
import type { Article } from "./articles.ts";

/** What a feed carries of an article or of the ticker. */
export interface FeedItem {
  id: string;
  link?: string;
  title: string;
  author?: string;
  published: string;
  categories: string[];
  html?: string;
}

export interface FeedHead {
  title: string;
  home: string;
  /** Of the feed itself. */
  self: string;
  language: string;
}

export const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export const articleItem = (article: Article, origin: string, tracking: string): FeedItem => ({
  id: `tag:gazette.example,2026:${article.name}`,
  link: `${origin}/articles/${article.name}${tracking}`,
  title: article.title,
  author: article.author,
  published: article.published,
  categories: article.categories,
  html: article.html,
});

const rfc822 = (iso: string): string => new Date(iso).toUTCString();

/** RSS 2.0, with teasers only: the texts stand on the pages. */
export function writeRss({ title, home, self, language }: FeedHead, items: FeedItem[]): string {
  const entries = items.map(
    (
      item,
    ) => `<item><title>${escapeXml(item.title)}</title>${item.link ? `<link>${escapeXml(item.link)}</link>` : ""}
<guid isPermaLink="false">${escapeXml(item.id)}</guid><pubDate>${rfc822(item.published)}</pubDate>
${item.author ? `<dc:creator>${escapeXml(item.author)}</dc:creator>` : ""}${item.categories.map((name) => `<category>${escapeXml(name)}</category>`).join("")}
${item.html ? `<description>${escapeXml(teaser(item.html))}</description>` : ""}</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>${escapeXml(title)}</title><link>${home}</link><description>${escapeXml(title)}</description><language>${language}</language>
<atom:link rel="self" href="${self}"/>
${entries.join("\n")}
</channel></rss>
`;
}

const teaser = (html: string): string => /<p>[\s\S]*?<\/p>/.exec(html)?.[0] ?? "";

/** RSS 1.0: RDF, with its items beside the channel. */
export function writeRdf({ title, home, self, language }: FeedHead, items: FeedItem[]): string {
  const entries = items.map(
    (
      item,
    ) => `<item rdf:about="${escapeXml(item.link ?? item.id)}"><title>${escapeXml(item.title)}</title><link>${escapeXml(item.link ?? "")}</link>
<dc:date>${item.published}</dc:date><dc:creator>${escapeXml(item.author ?? "")}</dc:creator>
<content:encoded><![CDATA[${item.html ?? ""}]]></content:encoded></item>`,
  );
  const list = items.map((item) => `<rdf:li rdf:resource="${escapeXml(item.link ?? item.id)}"/>`).join("");
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="${self}"><title>${escapeXml(title)}</title><link>${home}</link><description>${escapeXml(title)}</description><dc:language>${language}</dc:language><items><rdf:Seq>${list}</rdf:Seq></items></channel>
${entries.join("\n")}
</rdf:RDF>
`;
}

/** Atom 1.0, with whole texts. */
export function writeAtom({ title, home, self, language }: FeedHead, items: FeedItem[]): string {
  const entries = items.map(
    (item) => `<entry><title type="text">${escapeXml(item.title)}</title><id>${escapeXml(item.id)}</id>
${item.link ? `<link rel="alternate" type="text/html" href="${escapeXml(item.link)}"/>` : ""}
<author><name>${escapeXml(item.author ?? "")}</name></author><published>${item.published}</published><updated>${item.published}</updated>
${item.categories.map((name) => `<category term="${escapeXml(name)}"/>`).join("")}
${item.html ? `<content type="html">${escapeXml(item.html)}</content>` : ""}</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}" xml:base="${home}">
<title>${escapeXml(title)}</title><id>${self}</id><link rel="alternate" href="${home}"/><link rel="self" href="${self}"/><updated>${items[0]?.published ?? "2026-01-01T00:00:00Z"}</updated>
${entries.join("\n")}
</feed>
`;
}

/** JSON Feed 1.1. */
export function writeJsonFeed({ title, home, self, language }: FeedHead, items: FeedItem[]): string {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: home,
    feed_url: self,
    language,
    items: items.map((item) => ({
      id: item.id,
      url: item.link,
      title: item.title || undefined,
      content_html: item.html,
      date_published: item.published,
      authors: item.author ? [{ name: item.author }] : undefined,
      tags: item.categories,
    })),
  };
  return `${JSON.stringify(feed, undefined, 1)}\n`;
}
