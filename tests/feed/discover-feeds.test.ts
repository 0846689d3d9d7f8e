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

  it("follows the page's base element", () => {
    expect(urls(`<base href="/de/"><a href="feed">Feed</a>`)).toEqual(["https://example.org/de/feed"]);
  });

  it("passes over alternates of other kinds, and addresses that are none of the web", () => {
    const html = `<link rel="alternate" hreflang="de" href="/de/">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
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
