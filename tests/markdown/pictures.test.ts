/** Which address a picture gets, and which size is known of it. */
import { expect, test } from "vitest";
import { bestCandidate } from "../../src/markdown/settle-pictures.ts";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";

test.each([
  ["/a.jpg 400w, /b.jpg 1200w, /c.jpg 3000w", "/b.jpg"],
  ["/c.jpg 3000w", "/c.jpg"],
  ["/a.jpg, /b.jpg 2x", "/b.jpg"],
  ["https://example.org/a,b_c.jpg 800w,https://example.org/d,e.jpg 900w", "https://example.org/d,e.jpg"],
  ["", ""],
])("of %j the best is %j", (srcset, best) => {
  expect(bestCandidate(srcset)).toBe(best);
});

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
