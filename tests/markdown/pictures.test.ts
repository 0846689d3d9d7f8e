/** Which pictures a text keeps, and which size is known of them. */
import { expect, test } from "vitest";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";

test("sizes come by absolute address, only where both are known and the picture is in the text", () => {
  const { images } = htmlToMarkdown(
    '<img src="/a.jpg" width="800" height="600px"><img src="/b.jpg" width="100%" height="5"><noscript><img src="/c.jpg" width="9" height="9"></noscript>',
    { base: "https://example.org/x/" },
  );
  expect(images).toEqual({
    "https://example.org/a.jpg": { width: 800, height: 600 },
    "https://example.org/c.jpg": { width: 9, height: 9 },
  });
});

test("without a page's address relative links and pictures are left out, absolute ones stay", () => {
  const { markdown } = htmlToMarkdown(
    '<p><a href="/a">a</a> <a href="https://example.org/b">b</a><img src="c.png"></p>',
  );
  expect(markdown).toBe("a [b](https://example.org/b)\n");
});

test.each(["google-pixel.png", "logo-transparent.png"])("the picture %s stays", (name) => {
  const { markdown } = htmlToMarkdown(`<img src="https://example.org/${name}">`);
  expect(markdown).toBe(`![](https://example.org/${name})\n`);
});

test("a spacer of one pixel goes, however high it is", () => {
  expect(htmlToMarkdown('<p>a<img src="https://example.org/a.jpg" width="1" height="24"></p>').markdown).toBe(
    "a\n",
  );
});

test("a counter in a noscript takes no picture's place", () => {
  const counter = '<img src="https://count.example/1" style="position:absolute;left:-9999px">';
  expect(
    htmlToMarkdown(`<img src="https://example.org/a.jpg"><noscript>${counter}</noscript>`).markdown,
  ).toBe("![](https://example.org/a.jpg)\n");
});

test("a noscript's picture takes the place of an image that stands alone before it, and of no gallery", () => {
  const image = (name: string): string => `<img src="https://example.org/${name}.jpg">`;
  const shown = (before: string): string[] =>
    htmlToMarkdown(`<div>${before}</div> <noscript>${image("map")}</noscript>`).markdown.match(
      /\w+(?=\.jpg)/g,
    ) ?? [];
  expect(shown(image("lazy"))).toEqual(["map"]);
  expect(shown(`<figure>${image("a")}</figure><figure>${image("b")}</figure>`)).toEqual(["a", "b", "map"]);
});

test("a ratio in the place of an AMP image's size is none, and makes it no spacer", () => {
  const image = (name: string, size: string): string =>
    `<amp-img src="https://example.org/${name}.jpg" ${size} layout="responsive"></amp-img>`;
  expect(htmlToMarkdown(image("a", 'width="1" height="0.66"') + image("b", 'width="16" height="9"'))).toEqual(
    { markdown: "![](https://example.org/a.jpg)![](https://example.org/b.jpg)\n", images: {} },
  );
  expect(htmlToMarkdown(image("c", 'width="1200" height="800"')).images).toEqual({
    "https://example.org/c.jpg": { width: 1200, height: 800 },
  });
});
