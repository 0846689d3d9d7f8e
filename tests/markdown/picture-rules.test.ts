/** What tells a picture from a stand-in and from a counter of readers, and which of its sizes is taken. */
import { describe, expect, it } from "vitest";
import { bestOfSet, bestSource, isTracker } from "../../src/markdown/picture-rules.ts";

const reading =
  (attributes: Record<string, string>) =>
  (name: string): string =>
    attributes[name] ?? "";

describe("choosing from a srcset", () => {
  it.each([
    ["of three the nearest to the width wanted", "/a.jpg 400w, /b.jpg 1600w, /c.jpg 3200w", "/b.jpg"],
    ["a little less before far more", "/a.jpg 400w, /b.jpg 1200w, /c.jpg 3000w", "/b.jpg"],
    ["a little more before far less", "/a.jpg 400w, /b.jpg 2000w", "/b.jpg"],
    ["the widest of small ones", "/a.jpg 400w, /b.jpg 800w", "/b.jpg"],
    ["a single one", "/c.jpg 3000w", "/c.jpg"],
    ["by density", "/a.jpg, /b.jpg 2x", "/b.jpg"],
    [
      "addresses with commas inside",
      "https://example.org/a,b_c.jpg 800w,https://example.org/d,e.jpg 900w",
      "https://example.org/d,e.jpg",
    ],
    ["what has a height beside its width", "/a.jpg 400w 300h, /b.jpg 800w 600h", "/b.jpg"],
    ["a picture before a placeholder", "/a.jpg 400w, /placeholder.png 1600w", "/a.jpg"],
    ["nothing whose address has a blank inside", "/an old.jpg 800w, /b.jpg 400w", "/b.jpg"],
    ["no placeholder", "data:image/gif;base64,AAAA 1x", undefined],
    ["nothing from nothing", "", undefined],
  ])("takes %s", (_, set, expected) => {
    expect(bestOfSet(set)).toBe(expected);
  });

  it.each([
    ["word", `${"a".repeat(400_000)} b`],
    ["number", `a ${"1".repeat(400_000)}`],
    ["row of commas", `a${",".repeat(400_000)}b c`],
  ])("is done with an endless %s at once", (_, set) => {
    expect(bestOfSet(set)).toBeUndefined();
  });
});

describe("an image's address", () => {
  it.each([
    ["/2024/pixel-9-pro.jpg"],
    ["/google-pixel.png"],
    ["grey-heron.jpg"],
    ["loading-dock.jpg"],
    ["lazy-sunday.webp"],
    ["/logo_transparent-300x103.png"],
    ["/teaser-1x1.jpg"],
    ["/photo.jpg?fallback=/blank.gif"],
    ["/an old photo.jpg"],
    ["/photo.jpg?at=12:30"],
  ])("is %s where it stands in src", (src) => {
    expect(bestSource(reading({ src }))).toBe(src);
  });

  it.each([
    [""],
    ["#"],
    ["data:image/gif;base64,R0lGOD"],
    ["about:blank"],
    ["/blank.gif"],
    ["/blank_1x1.gif"],
    ["/img/transparent.gif"],
    ["spacer.gif"],
    ["pixel.gif?v=2"],
    ["/grey.gif"],
    ["nn-loading.png"],
    ["/preload.png"],
    ["/theme-placeholder.svg"],
    ["/placeholder-800x600.png"],
    ["/placeholder.jpg"],
    ["/placeholder-horizontal.gif"],
    ["{{ image }}"],
    [`/${"a".repeat(5000)}.jpg`],
  ])("is not %s", (src) => {
    expect(bestSource(reading({ src }))).toBeUndefined();
    expect(bestSource(reading({ src, "data-image": "/real.jpg" }))).toBe("/real.jpg");
  });

  it.each([
    ["a lazy set before a lazy address", { "data-srcset": "/a.jpg 800w", "data-src": "/b.jpg" }, "/a.jpg"],
    ["a lazy address before src", { "data-src": "/a.jpg", src: "/b.jpg" }, "/a.jpg"],
    [
      "src before what has other uses too",
      { "data-url": "https://example.org/page", src: "/a.jpg" },
      "/a.jpg",
    ],
    ["src before a word that is no address", { "data-src": "true", src: "/a.jpg" }, "/a.jpg"],
  ])("is %s", (_, attributes, expected) => {
    expect(bestSource(reading(attributes as Record<string, string>))).toBe(expected);
  });
});

describe("a counter of readers", () => {
  it.each([
    ["one pixel", { width: "1", height: "1" }],
    ["one pixel wide", { width: "1px", height: "24" }],
    ["without any size", { width: "0", height: "0" }],
    ["one pixel by its style", { style: "border:0; height:1px !important; width:1px" }],
    ["beside the screen", { style: "position:absolute; left:-9999px;" }],
    ["on a host that counts", { src: "https://sb.scorecardresearch.com/p?c1=2" }],
    ["a banner of an ad server", { src: "https://ads.example.org/www/delivery/avw.php?zoneid=1&n=a1" }],
    ["a banner of another", { src: "http://diff3.smartadserver.com/call/pubi/5/3/M/[timestamp]/?" }],
    ["the label above a banner", { src: "/global/misc/advertisement.gif" }],
    ["counted by a site's number", { src: "//stats.example.org/p.php?rec=1&idsite=1" }],
  ])("is %s", (_, attributes: Record<string, string>) => {
    expect(isTracker(reading(attributes), attributes.src ?? "/a.jpg")).toBe(true);
  });

  it.each([
    ["a picture of one known side", { width: "200", height: "0" }],
    ["a picture whose style gives the size", { width: "0", height: "0", style: "width:100%;height:auto" }],
    ["a picture that is a little aside", { style: "margin-left:-20px; border-width:1px" }],
  ])("is not %s", (_, attributes: Record<string, string>) => {
    expect(isTracker(reading(attributes), "/a.jpg")).toBe(false);
  });
});
