/** Our own rules find what markdown-it's find. */
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";
import { expect, test, vi } from "vitest";
import { parseMarkdown } from "../../../src/markdown/render/markdown-parser.ts";

const usual = new MarkdownIt({ html: false, linkify: false, typographer: false });
usual.use(footnotes);
usual.inline.ruler.disable("footnote_inline");
usual.validateLink = (url) => /^(?:https?:\/\/|mailto:|#)/i.test(url.trim());
usual.normalizeLink = (url) => url.trim();
usual.normalizeLinkText = (text) => text;

const BITS =
  '* ** _ __ ~ ~~ ` `` [ ] ( ) ! ![ ]( < > & &amp; &#60; # = - + $ % : @ { } ^ \\ | [^1] a@b.c <b> <https://a.b/c> [x](https://a.b/c "t") ![](https://a.b/c) [a][b] a b. é 漢 😀'.split(
    / (?!")/,
  );
const text = fc
  .array(fc.constantFrom(...BITS, " ", "\n", "\n\n", "\\\n", "  \n"), { minLength: 1, maxLength: 24 })
  .map((bits) => bits.join(""));

test("whatever signs a text is made of", () => {
  fc.assert(
    fc.property(text, (written) => {
      const markdown = `word ${written}\n\n[b]: https://a.b/d\n\n[^1]: Note.\n`;
      const html = (tokens: ReturnType<typeof parseMarkdown>): string =>
        usual.renderer.render(tokens, usual.options, {});
      expect(html(parseMarkdown(markdown))).toBe(html(usual.parse(markdown, {})));
    }),
    { numRuns: 3000, seed: 20220120 },
  );
});

test("many notes are not copied for each of them", () => {
  const numbers = Array.from({ length: 500 }, (_, number) => number);
  const markdown = [
    numbers.map((number) => `[^${number}]`).join(" "),
    ...numbers.map((number) => `[^${number}]: Note.`),
  ].join("\n\n");
  const wanted = usual.parse(markdown, {});
  const concat = vi.spyOn(Array.prototype, "concat");
  const tokens = parseMarkdown(markdown);
  const lengths = concat.mock.contexts.map((joined) => (joined as unknown[]).length);
  concat.mockRestore();
  expect(usual.renderer.render(tokens, usual.options, {})).toBe(
    usual.renderer.render(wanted, usual.options, {}),
  );
  expect(Math.max(0, ...lengths)).toBeLessThan(100);
});
