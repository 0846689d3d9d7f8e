/** Pages made to break a converter, or to get something past it. */
import { expect, test } from "vitest";
import { fillPlaces } from "../../src/markdown/fill-places.ts";
import { elementsIn } from "../../src/markdown/hast-nodes.ts";
import { parseHtml } from "../../src/markdown/parse-html.ts";
import { renderMarkdown } from "../../src/markdown/render/render-markdown.ts";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";
import { tagsOf } from "./visible-text.ts";

const convert = (html: string): string => htmlToMarkdown(html, { base: "https://example.org/" }).markdown;
const render = (markdown: string): string =>
  renderMarkdown(markdown, { images: "link", headingOffset: 1, idPrefix: "s-" });

const ATTACKS = [
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>",
  '<img src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="https://example.org/&quot;onmouseover=&quot;alert(1)">x</a>',
  '<img src="https://example.org/x.png" alt="&quot; onload=&quot;alert(1)" title="&quot;><script>">',
  '<svg onload="alert(1)"><script>alert(1)</script></svg>',
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<video src="javascript:alert(1)" poster="data:image/svg+xml,x"></video>',
  '<form action="https://evil.example/"><input autofocus onfocus=alert(1)></form>',
  '<base href="javascript:alert(1)//"><a href="x">x</a>',
  '<object data="javascript:alert(1)"></object><embed src="data:text/html,x">',
  '<pre><code class="language-x&quot; onclick=&quot;alert(1)">x</code></pre>',
  '<ol start="1&quot; onclick=&quot;x"><li>x</li></ol>',
  "<footnoteDefinition number='9'>x</footnoteDefinition><story-x>y</story-x>",
  "[x](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
];

const TAGS = new Set(
  "p h2 h3 h4 h5 h6 ul ol li blockquote pre code table thead tbody tr th td div hr figure figcaption strong em del a br img sup section input".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  "href rel src alt title width height loading decoding referrerpolicy class dir tabindex start align id role type disabled checked".split(
    " ",
  ),
);

test.each(ATTACKS)("%s leaves nothing that runs", (attack) => {
  for (const { name, attributes } of tagsOf(render(convert(attack)))) {
    expect(TAGS).toContain(name);
    for (const attribute of Object.keys(attributes)) expect(ATTRIBUTES).toContain(attribute);
    expect(attributes.href ?? "https://").toMatch(/^(?:https?:\/\/|mailto:|#)/);
    expect(attributes.src ?? "https://").toMatch(/^https?:\/\//);
  }
});

test.each(ATTACKS)("%s as somebody's Markdown leaves nothing that runs", (attack) => {
  for (const { name, attributes } of tagsOf(render(attack))) {
    expect(TAGS).toContain(name);
    expect(attributes.href ?? "https://").toMatch(/^(?:https?:\/\/|mailto:|#)/);
    expect(attributes.src ?? "https://").toMatch(/^https?:\/\//);
  }
});

test.each(["div", "b", "blockquote", "ul><li", "span", "table><tr><td"])(
  "60,000 nested <%s> keep their text",
  (tag) => {
    expect(convert(`${`<${tag}>`.repeat(60_000)}the text`)).toContain("the text");
  },
);

test.each(["div", "em", "blockquote"])("3,000 nested <%s> keep their text", (tag) => {
  expect(convert(`${`<${tag}>`.repeat(3_000)}the text`)).toContain("the text");
});

test("of what is nested too deep the words are left, without scripts and styles", () => {
  const page = `${"<div>".repeat(5_000)}<p>One <script>no</script>two</p><STYLE>no</style ><p>three <style>four`;
  expect(convert(page)).toBe("One two\n\nthree four\n");
});

test("quotations deeper than any renderer reads are flattened, not lost", () => {
  const markdown = convert(`${"<blockquote>".repeat(200)}deep`);
  expect(markdown).toBe(`${"> ".repeat(16)}deep\n`);
  expect(render(markdown)).toContain("deep");
});

test("formatting that a parser would reopen in every paragraph ends in words", () => {
  const marks = Array.from({ length: 1_000 }, (_, at) => `<b id="${at}">`).join("");
  const paragraphs = Array.from({ length: 1_000 }, (_, at) => `<p>word${at}`).join("");
  const words = convert(`<p>${marks}${paragraphs}`);
  expect(words).toContain("word0\n\nword1\n");
  expect(words).toContain("word999\n");
});

test("text in hundreds of thousands of pieces, parted by comments, is read at once", () => {
  expect(convert(`<p>a</p>${" <!---->".repeat(200_000)}<p>b</p>`)).toBe("a\n\nb\n");
});

test("a tag with thousands of attributes is read without them", () => {
  const attributes = Array.from({ length: 20_000 }, (_, at) => `a${at}="${at}"`).join(" ");
  expect(convert(`<p><a href="/x" ${attributes}>Text</a> <a href="/y">y</a></p>`)).toBe(
    "Text [y](https://example.org/y)\n",
  );
});

test.each([
  ["300 tables within each other", "<table><tr><td>x".repeat(300), 300],
  ["200 unclosed marks around 500 blocks", `${"<b><i>".repeat(100)}${"<div>x</div>".repeat(500)}`, 500],
])("%s are converted at once, and keep their words", (_, page, words) => {
  expect(convert(page).match(/x/g)).toHaveLength(words);
});

test("empty places together are filled with no more elements than a document may have", () => {
  const text = JSON.stringify({ full_text: "<i>x</i>".repeat(15_000) });
  const { root } = parseHtml(`<div data-attrs='${text}'></div>`.repeat(10));
  fillPlaces(root);
  expect([...elementsIn(root)].length).toBeLessThan(40_000);
});

test("what comes after 20,000 elements loses its tags and keeps its words", () => {
  const markdown = convert(`${"<b>a</b> ".repeat(20_000)}<b>last</b> <a href="/x">word</a>`);
  expect(markdown).toMatch(/\*\* last word\n$/);
});

test.each([
  ["asterisks", "*_".repeat(50_000)],
  ["brackets", "[".repeat(50_000)],
  ["links", "](".repeat(50_000)],
  ["less-than signs", "&lt;".repeat(50_000)],
  ["backticks", Array.from({ length: 300 }, (_, at) => "`".repeat(at)).join(" ")],
  ["references", "&amp;amp;".repeat(50_000)],
])("a bait of %s comes back as it was", (_, bait) => {
  const html = render(convert(`<p>${bait}x</p>`));
  const text = html.replace(/<[^>]*>/g, "").trim();
  expect(text).toHaveLength(bait.replace(/ +/g, " ").replace(/^ /, "").length + 1);
});

test.each([
  ["its folder is", `https://example.org/${"a".repeat(5000)}/b`, "w"],
  ["its query is", `https://example.org/a/b?${"q".repeat(5000)}`, "[w](https://example.org/a/c)"],
])("a base that is long does not stand in each of a page's links: where %s", (_what, base, link) => {
  const html = `<base href="${base}"><p><a href="c">w</a></p>`;
  expect(convert(html)).toBe(`${link}\n`);
});
