/** A story's Markdown as its pages show it. */
import { expect, test } from "vitest";
import { renderMarkdown } from "../../../src/markdown/render/render-markdown.ts";
import type { RenderOptions } from "../../../src/markdown/render/render-place.ts";

const render = (markdown: string, options: Partial<RenderOptions> = {}): string =>
  renderMarkdown(markdown, { images: "link", headingOffset: 0, idPrefix: "", ...options });

test("an empty body is empty", () => {
  expect(render("\n")).toBe("");
});

test("headings move below the story's own, and end at h6", () => {
  expect(render("# a\n\n##### b", { headingOffset: 2 })).toBe("<h3>a</h3>\n<h6>b</h6>\n");
});

test("a picture loads late, without referrer, in the size that is known", () => {
  const sizes = { "https://example.org/a.jpg": { width: 800, height: 600 } };
  expect(render("![Alt](https://example.org/a.jpg)", { sizes })).toBe(
    '<p><img src="https://example.org/a.jpg" alt="Alt" width="800" height="600" loading="lazy" decoding="async" referrerpolicy="no-referrer"></p>\n',
  );
});

test("addresses and words of pictures stand in attributes as text", () => {
  const picture = '![A <b> "quay" & more](https://example.org/a.jpg?b=1&copy=2)';
  const address = "https://example.org/a.jpg?b=1&amp;copy=2";
  const words = "A &lt;b&gt; &quot;quay&quot; &amp; more";
  expect(render(picture)).toContain(`<img src="${address}" alt="${words}"`);
  expect(render(picture, { images: "none" })).toContain(
    `<a href="${address}" rel="noopener noreferrer">${words}`,
  );
  expect(render("[a](https://example.org/?b=1&copy=2)")).toContain(
    'href="https://example.org/?b=1&amp;copy=2"',
  );
});

test.each(["w.jpg", "w.jpg?from=https://example.org/", "mailto:a@example.org?body=https://example.org/"])(
  "a picture at %s is its words, as text",
  (address) => {
    expect(render(`![A <img src=x onerror=alert(1)> b](${address})`)).toBe(
      "<p>A &lt;img src=x onerror=alert(1)&gt; b</p>\n",
    );
  },
);

test("a relative address with an absolute one in it is no link", () => {
  expect(render("[x](share?url=https://example.org/)")).toBe("<p>x</p>\n");
});

test("a picture's words are all that stands in its brackets, without its marks", () => {
  const words =
    "![A *fine* `quay` &amp; ![its cat](https://example.org/b.jpg)\nat noon](https://example.org/a.jpg)";
  expect(render(words)).toContain('alt="A fine quay &amp; its cat at noon"');
});

test("lists that begin with three digits have room for them", () => {
  expect(render("99. a")).toContain('<ol start="99">');
  expect(render("100. a")).toContain('<ol start="100" class="wide">');
});

test("without images a picture is a link named by its words, or by its file", () => {
  const html = render("![Alt](https://example.org/a.jpg) ![](https://example.org/b.jpg?x)", {
    images: "none",
  });
  expect(html).toBe(
    '<p><a href="https://example.org/a.jpg" rel="noopener noreferrer">Alt</a> <a href="https://example.org/b.jpg?x" rel="noopener noreferrer">b.jpg</a></p>\n',
  );
});

test("without images a linked picture is the link's words", () => {
  expect(render("[![Alt](https://example.org/a.jpg)](https://example.org/)", { images: "none" })).toBe(
    '<p><a href="https://example.org/" rel="noopener noreferrer">Alt</a></p>\n',
  );
});

test("the emphasized line under a picture is its caption", () => {
  expect(render("![](https://example.org/a.jpg)\n*A **fine** caption*")).toMatch(
    /^<figure><img [^>]*><figcaption>A <strong>fine<\/strong> caption<\/figcaption><\/figure>\n$/,
  );
});

test.each([
  "![](https://example.org/a.jpg)\n*two* *parts*",
  "![](https://example.org/a.jpg) *same line*",
  "text\n*emphasis*",
])("%j is no figure", (markdown) => {
  expect(render(markdown)).not.toContain("<figure>");
});

test("footnotes of two stories on one page have ids of their own", () => {
  const html = render("Text[^a] and again[^a].\n\n[^a]: Note", { idPrefix: "s-1-" });
  expect(html).toContain('<sup><a href="#s-1-fn1" id="s-1-fnref1" role="doc-noteref">1</a></sup>');
  expect(html).toContain('id="s-1-fnref1-2"');
  expect(html).toContain('<li id="s-1-fn1"><p>Note <a href="#s-1-fnref1" role="doc-backlink">');
});

test("markup in the text is text", () => {
  expect(render("<b>x</b>\n\n<script>y</script>")).toBe(
    "<p>&lt;b&gt;x&lt;/b&gt;</p>\n<p>&lt;script&gt;y&lt;/script&gt;</p>\n",
  );
});

test("template syntax passes through untouched", () => {
  expect(render("{{ 7*7 }} {% include 'x' %}")).toBe("<p>{{ 7*7 }} {% include 'x' %}</p>\n");
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "//example.org/",
  "/relative",
  "file:///etc/passwd",
  "#part",
])("%s is no link", (href) => {
  expect(render(`[x](${href}) ![y](${href})`)).not.toMatch(/<a|<img/);
});

test("a relative address begins from the story's own; without one its words stand alone", () => {
  const base = "https://example.org/a/b";
  const markdown = "[x](c?d) [y](#part) [z](//cdn.example.org/z) ![w](/w.jpg) [v](javascript:alert(1))";
  const html = render(markdown, { base });
  for (const href of ["a/c?d", "a/b#part"]) expect(html).toContain(`<a href="https://example.org/${href}"`);
  expect(html).toContain('<a href="https://cdn.example.org/z"');
  expect(html).toContain('<img src="https://example.org/w.jpg"');
  expect(html.match(/<a /g)).toHaveLength(3);
  expect(render("[x](c?d) and ![w](/w.jpg)")).toBe("<p>x and w</p>\n");
});

test("a link holds no other link", () => {
  expect(render("[a <https://example.org/> b](https://example.org/)").match(/<a /g)).toHaveLength(1);
});

test("blocks say their own direction only where a script from right to left occurs", () => {
  expect(render("text")).toBe("<p>text</p>\n");
  expect(render("שלום\n\n- text")).toBe('<p dir="auto">שלום</p>\n<ul>\n<li>text</li>\n</ul>\n');
});

test("code among words from right to left runs from left to right", () => {
  expect(render("הפונקציה `a()`")).toContain('<code dir="ltr">a()</code>');
  expect(render("the function `a()`")).toContain("<code>a()</code>");
});

test("a table can be scrolled, and has no head where the head is empty", () => {
  const html = render("| | |\n| - | -: |\n| a | b |");
  expect(html).toContain('<div class="table" tabindex="0"><table>');
  expect(html).not.toContain("<th");
  expect(html).toContain('<td align="right">b</td>');
});

test("tasks have their boxes, escaped brackets don't", () => {
  expect(render("- [x] a\n- [ ] b\n- \\[ ] c")).toBe(
    '<ul>\n<li class="task"><label><input type="checkbox" disabled checked> a</label></li>\n<li class="task"><label><input type="checkbox" disabled> b</label></li>\n<li>[ ] c</li>\n</ul>\n',
  );
});

test("code keeps its language and every character", () => {
  expect(render("```c++ title\n\ta < b  \n\n```")).toBe(
    '<pre dir="ltr" tabindex="0"><code class="language-c++">\ta &lt; b  \n\n</code></pre>\n',
  );
});

test("links by reference repeat no long address a thousand times, and keep their words", () => {
  const address = `https://example.org/${"x".repeat(20_000)}`;
  const html = render(`[a]: ${address}\n\n${"[a] ![a] ".repeat(5_000)}`);
  expect(html.length).toBeLessThan(2_000_000);
  expect(html.match(/a/g)?.length).toBeGreaterThan(10_000);
  const named = render(`[i]: ${address}\n\n${"![i] ".repeat(20)}![a **b** \\*][i]`);
  expect(named).toContain("a b *</p>");
  expect(render("[a]: https://example.org/\n\n[a] [a]")).toContain(
    '<a href="https://example.org/" rel="noopener noreferrer">a</a> <a',
  );
});
