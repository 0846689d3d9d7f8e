/** Where a feed is. */
import { describe, expect, it } from "vitest";
import { feedKey, parseFeedAddress } from "../../src/config/feed-address.ts";

const addressOf = (said: string, root = "/pages/mine"): unknown => {
  const result = parseFeedAddress(said, root);
  return result.ok ? result.address : result.what;
};

describe("an address on the web", () => {
  it.each([
    ["https://a.example/feed", "https://a.example/feed"],
    ["HTTP://A.Example", "http://a.example/"],
    ["https://a.example/feed#top", "https://a.example/feed"],
    ["https://a.example/?feed=rss2", "https://a.example/?feed=rss2"],
    ["https://пример.рф/лента", "https://xn--e1afmkfd.xn--p1ai/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0"],
    ["http://localhost:8080/feed.xml", "http://localhost:8080/feed.xml"],
  ])("%s is known by and read from %s", (said, url) => {
    expect(addressOf(said)).toEqual({ url, location: url });
  });
});

describe("a file", () => {
  it.each([
    ["feeds/own.xml", "file:feeds/own.xml", "file:///pages/mine/feeds/own.xml"],
    ["./own.xml", "file:own.xml", "file:///pages/mine/own.xml"],
    ["own.xml", "file:own.xml", "file:///pages/mine/own.xml"],
    ["file:own.xml", "file:own.xml", "file:///pages/mine/own.xml"],
    ["/pages/mine/own.xml", "file:own.xml", "file:///pages/mine/own.xml"],
    ["my feeds/а#1.xml", "file:my%20feeds/%D0%B0%231.xml", "file:///pages/mine/my%20feeds/%D0%B0%231.xml"],
    ["../other/own.xml", "file:///pages/other/own.xml", "file:///pages/other/own.xml"],
    ["file:///srv/own.xml", "file:///srv/own.xml", "file:///srv/own.xml"],
    ["./a.example/feed", "file:a.example/feed", "file:///pages/mine/a.example/feed"],
  ])("%s is known by %s", (said, url, location) => {
    expect(addressOf(said)).toEqual({ url, location });
  });

  it("beside feeds.yaml is known by the same name in every clone", () => {
    const names = ["/pages/mine", "/home/ada/clone"].map((root) => {
      const result = parseFeedAddress("feeds/own.xml", root);
      return result.ok && result.address.url;
    });
    expect(names).toEqual(["file:feeds/own.xml", "file:feeds/own.xml"]);
  });
});

it("takes http for https and a default port for none, and nothing else for the same feed", () => {
  const keys = [
    "http://a.example/f",
    "https://a.example/f",
    "https://a.example:80/f",
    "http://a.example:443/f",
  ].map(feedKey);
  expect(new Set(keys).size).toBe(1);
  const others = [
    "https://a.example/f/",
    "https://a.example:8080/f",
    "https://a.example/f?x",
    "https://a.example/F",
  ].map(feedKey);
  expect(new Set([...others, ...keys]).size).toBe(5);
  expect(feedKey("file:a.xml")).toBe("file:a.xml");
});
