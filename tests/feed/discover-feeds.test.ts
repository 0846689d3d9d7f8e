/** Feeds that a web page names. */
import { describe, expect, it } from "vitest";
import { discoverFeeds } from "../../src/feed/discover-feeds.ts";

const urls = (html: string): string[] => discoverFeeds(html, "https://example.org/blog/");

describe("discovering feeds", () => {
  it("takes alternates first and then links that look like feeds, each in the page's order and once", () => {
    const html = `<a href="/podcast/feed/">Podcast</a>
      <link rel="alternate" type="application/rss+xml" href="rss.xml" title="News">
      <link type='application/feed+json; charset=utf-8' rel='ALTERNATE' href='//other.example/feed.json'>
      <a href="rss.xml">RSS</a><a href="/about">About</a>`;
    expect(urls(html)).toEqual([
      "https://example.org/blog/rss.xml",
      "https://other.example/feed.json",
      "https://example.org/podcast/feed/",
    ]);
  });

  it.each([
    '<link rel="alternate" type="text/rss+xml" href="/news">',
    '<link rel="alternate" type="application/rss" href="/news">',
    '<link rel="alternate" type="application/x.atom+xml" href="/news">',
    '<link rel="feed" type="application/atom+xml" href="/news">',
    '<LINK REL=" Feed alternate" TYPE=" Application/RSS+XML " HREF=" /news ">',
  ])("knows a feed by its type, however it is spelled: %s", (link) => {
    expect(urls(link)).toEqual(["https://example.org/news"]);
  });

  it.each(["/news.xml", "/news.atom", "/feed", "/news.rss?lang=de"])(
    "knows a feed without a type by its address: %s",
    (address) => {
      const found = [`https://example.org${address}`];
      expect(urls(`<link rel="alternate" href="${address}">`)).toEqual(found);
      expect(urls(`<link rel="feed" href="${address}">`)).toEqual(found);
    },
  );

  it("follows the page's base element", () => {
    expect(urls(`<base href="/de/"><a href="feed">Feed</a>`)).toEqual(["https://example.org/de/feed"]);
  });

  it("passes over alternates of other kinds, and addresses that are none of the web", () => {
    const html = `<link rel="alternate" hreflang="de" href="/de/">
      <link rel="alternate" hreflang="de" href="/de/rss/">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
      <link rel="feed" type="text/html" href="/posts/">
      <link rel="alternate" type="application/xml+oembed" href="/oembed.xml">
      <link rel="sitemap" href="/sitemap.xml">
      <link rel="stylesheet" type="text/css" href="/feed.css">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
      <link rel="alternate" type="application/rss+xml" href="http://[">
      <link rel="alternate" type="application/rss+xml">`;
    expect(urls(html)).toEqual([]);
  });

  it("names no more than fifty", () => {
    const links = Array.from({ length: 60 }, (_, index) => `<a href="/${index}/feed">x</a>`);
    expect(urls(links.join(""))).toHaveLength(50);
  });
});
