import { expect, test } from "vitest";
import { attribute, isElement, isText, textOf } from "../../../src/article/dom/page-dom.ts";
import { bodyOf, parseFragment, parsePage, serializePage } from "../../../src/article/dom/parse-page.ts";
import { extractWithArticleExtractor } from "../../../src/article/extract/extract-with-article-extractor.ts";

/** More than a page may have before it is parsed in another way. */
const MANY = 2500;

const WRITTEN = "&lt;b&gt; &amp;amp; &quot;&eacute;&#8212;&#x3c;&nbsp;&nosuch; 1 < 2 & <";
const READ = `<b> &amp; "é—<\u00a0&nosuch; 1 < 2 & <`;

test.each([1, MANY])("references and stray signs are read as they are meant, %i times", (times) => {
  const body = parseFragment(`<p>${`${WRITTEN} `.repeat(times)}</p>`);
  expect(body.querySelector("p")?.textContent).toBe(`${READ} `.repeat(times));
});

test("where there are many, they are one text, not thousands", () => {
  const [paragraph] = parseFragment(`<p>${"&lt;".repeat(MANY)}</p>`).children;
  const texts = [...(paragraph?.childNodes ?? [])].filter(isText);
  expect(texts).toHaveLength(1);
});

test("many references change neither attributes nor scripts", () => {
  const data = '{"headline": "A &lt; B &amp; C", "less": 1 < 2}';
  const page = parsePage(
    `<head><script type="application/ld+json">${data}</script></head>` +
      `<body><p title="1 < 2 &lt; &eacute; &amp;">${"&lt;".repeat(MANY)}</p></body>`,
  );
  expect(page.querySelector("script")?.textContent).toBe(data);
  expect(attribute(page.querySelector("p"), "title")).toBe("1 < 2 < é &");
});

test("noncharacters of the page's own stand for nothing", () => {
  const body = parseFragment(`<p>a\uFDD3b${"&lt;".repeat(MANY)}</p>`);
  expect(textOf(body)).toBe(`ab${"<".repeat(MANY)}`);
});

test("article-extractor's text has all of them", async () => {
  const prose = "Some sentences of prose, with commas, which are long enough for an article. ".repeat(10);
  const html = `<html><head><title>T</title></head><body><article><p>${prose}</p><p>${"&lt;i&gt;&amp;".repeat(MANY)}</p></article></body></html>`;
  const found = await extractWithArticleExtractor(serializePage(parsePage(html)));
  expect(textOf(parseFragment(found ?? ""))).toContain("<i>&".repeat(MANY));
  expect(found).toContain("&lt;i&gt;&amp;");
});

test.each([
  ["its body", "<div>Ad</div></body><p>Words</p></html>"],
  ["both", "<div>Ad</div></body></html>\n<p>Words</p></body></html>"],
])("what follows the end of %s is part of the body", (_what, rest) => {
  const page = parsePage(`<html><head><title>T</title></head><body>${rest}`);
  expect(textOf(bodyOf(page)).replace(/\s/g, "")).toBe("AdWords");
  expect([...page.childNodes].filter(isElement)).toHaveLength(1);
});

test("a tag with thousands of attributes keeps none, and its words", () => {
  const attributes = Array.from({ length: MANY }, (_, index) => `data-a${index}="x"`).join(" ");
  const [paragraph] = bodyOf(parsePage(`<body><p ${attributes}>Words</p></body>`)).children;
  expect([...(paragraph?.attributes ?? [])]).toEqual([]);
  expect(textOf(paragraph ?? null)).toBe("Words");
});
