/** Random text made of everything that Markdown could mistake for markup. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../src/markdown/render/render-markdown.ts";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";
import { visibleText } from "./visible-text.ts";

const BITS =
  "* ** _ __ ~ ~~ ` `` [ ] ( ) ! ![ ]( < > & &amp; # 1. 12) = === - --- | - + \\ \\\\ [^1] [^1]: [x] : a@b.c <b> {{x}} a b é 漢 「 」 “ ” . , ' \" ^ ^[ <!-- --> ``` ~~~ ::: 😀 &#35;".split(
    " ",
  );
const SPACES = [" ", "  ", "\u00a0", "\u200b", "\u2028", "\u3000"];

const written = fc
  .array(fc.constantFrom(...BITS, ...SPACES), { minLength: 1, maxLength: 9 })
  .map((bits) => bits.join("").replace(/&/g, "&amp;").replace(/</g, "&lt;"));

const within = (tag: string) => written.map((text) => `<${tag}>${text}</${tag}>`);
const inline = fc.oneof(
  { weight: 4, arbitrary: written },
  ...["b", "i", "del", "code"].map((tag) => ({ weight: 1, arbitrary: within(tag) })),
  { weight: 1, arbitrary: written.map((text) => `<a href="https://example.org/a_b(c)*d">${text}</a>`) },
  { weight: 1, arbitrary: fc.tuple(written, written).map(([a, b]) => `<b>${a}<i>${b}</i></b>`) },
  { weight: 1, arbitrary: fc.constantFrom("<br>", '<img src="/x.png" alt="a*b_[c]">') },
);
const line = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
const block = fc.oneof(
  ...["p", "h2", "li", "blockquote"].map((tag) => line.map((text) => `<${tag}>${text}</${tag}>`)),
  fc
    .tuple(line, line)
    .map(([a, b]) => `<table><tr><th>${a}</th><th>b</th></tr><tr><td>${b}</td><td>c</td></tr></table>`),
  fc.tuple(line, line).map(([a, b]) => `<ul><li>${a}<ul><li>${b}</li></ul></li></ul>`),
  line.map((text) => `<figure><img src="/x.png"><figcaption>${text}</figcaption></figure>`),
);
const page = fc.array(block, { minLength: 1, maxLength: 3 }).map((blocks) => blocks.join(""));

const convert = (html: string): string => htmlToMarkdown(html, { base: "https://example.org/" }).markdown;
const render = (markdown: string): string =>
  renderMarkdown(markdown, { images: "link", headingOffset: 0, idPrefix: "" });
const letters = (html: string): string => visibleText(html).replace(/\s/g, "");

test("whatever is written is what is read", () => {
  fc.assert(
    fc.property(page, (html) => {
      expect(letters(render(convert(html)))).toBe(letters(html));
    }),
    { numRuns: 400, seed: 20220118 },
  );
});

test("converting what was rendered changes nothing", () => {
  fc.assert(
    fc.property(page, (html) => {
      const markdown = convert(html);
      expect(convert(render(markdown))).toBe(markdown);
    }),
    { numRuns: 400, seed: 20220119 },
  );
});
