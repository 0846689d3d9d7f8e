/** Excerpts and word counts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { firstWords, plainText } from "../../../src/markdown/render/plain-text.ts";
import { renderMarkdown } from "../../../src/markdown/render/render-markdown.ts";
import { visibleText } from "../visible-text.ts";

test.each([
  [
    "Some *emphasized*, **strong**, ~~deleted~~ and `code` words.",
    "Some emphasized, strong, deleted and code words.",
  ],
  ["**_both_** and snake_case_name", "both and snake_case_name"],
  ["[link](https://example.org/a(b)c) and <https://example.org/>", "link and https://example.org/"],
  ["![alt](https://example.org/a.jpg)\n*Caption*\n\nText", "Text"],
  ["[![alt](https://example.org/a.jpg)](https://example.org/)\n\nText", "Text"],
  ["# Title\n\n> quoted\n>\n> - item\n\n1. one", "Title quoted item one"],
  ["Before\n\n```js\nlet x;\n```\n\nafter", "Before after"],
  ["| a | b |\n| - | -: |\n| 1 | x\\|y |", "a b 1 x|y"],
  ["Text[^1] here.\n\n[^1]: The note", "Text here."],
  ["1986\\. A \\*great\\* year\\\nindeed, \\<b>", "1986. A *great* year indeed, <b>"],
  ["- [x] done", "done"],
  ["one\n\n---\n\ntwo", "one two"],
  ["2 * 3 * 4 and {{ x }}", "2 * 3 * 4 and {{ x }}"],
  ["[![alt](https://example.org/a.jpg)](https://example.org/)\n*Caption*\n\nText", "Text"],
  ["![](https://example.org/a.jpg)\n[![](https://example.org/b.jpg)](/)\n_Caption_\n\nText", "Text"],
  ["- ```\n  code\n  ```\n- two\n\nafter", "two after"],
  ["1. ```js\n   code\n\n   more\n   ```\n2. two\n\nafter", "two after"],
  ["> 1. ```\n>    code\n>    ```\n\nafter", "after"],
  ["![](https://example.org/boat%20(1).jpg) A boat.", "A boat."],
  ['[![alt](https://example.org/f(a(b)).jpg "Title")](https://example.org/f_(x)) A boat.', "A boat."],
  ['[link](https://example.org/ "Title") of a person', "link of a person"],
  ["Text[^1] here.\n\n[^1]: The note\n\n    goes on\n\n    and on\n\nafter", "Text here. after"],
])("%j reads %j", (markdown, text) => {
  expect(plainText(markdown, 200)).toBe(text);
});

/** What a story's page shows of it, as one line. */
const shown = (markdown: string): string =>
  visibleText(renderMarkdown(markdown, { images: "link", headingOffset: 0, idPrefix: "" })).replace(
    /\s+/g,
    " ",
  );

test.each([
  ["Close it with `</div>` please", "Close it with </div> please"],
  ["Use \\</b> here and a\\<x/y>b.", "Use </b> here and a<x/y>b."],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["<ftp://example.org/> <a@b> <a/b@c> <MAILTO:a@b.c>", "<ftp://example.org/> a@b a/b@c MAILTO:a@b.c"],
  [
    "<https://example.org/_a_*b*`c`> `<https://example.org/>`",
    "https://example.org/_a_*b*`c` <https://example.org/>",
  ],
  ["a | b || c and `x || y` end", "a | b || c and x || y end"],
  ["`**kwargs`, `_x_`, `[a](b)`, `![a](b)`, `[^1]`", "**kwargs, _x_, [a](b), ![a](b), [^1]"],
  ["`\\*` \\`*a*\\` ``a`b`` `` ` `` x` y `z", "\\* `a` a`b ` xyz"],
  ["\\``*a*` ``b\\`` \\\\`c`", "`*a* b\\ \\c"],
  ["**`*a*`** _`_b_`_ ~~`~~c~~`~~ [`[d]`](https://example.org/e)", "*a* _b_ ~~c~~ [d]"],
  ["[![`a`](https://example.org/b)](https://example.org/) `c` \\*", "c *"],
  ["one ` and `` two\n\nthree ` and `` four", "one ` and `` two three ` and `` four"],
  ["- one ` *a*\n- two ` *b*", "one ` a two ` b"],
  ["one ` *a*\n> two `b\n> *c*`", "one ` a two b *c*"],
  ["`one\ntwo *a*`", "one two *a*"],
  ["``` a``b ``` starts\n\n*a*", "a``b starts a"],
  ["| a ` | `x \\| y` |\n| - | - |\n| b ` | \\`c\\` |\n\nd | e", "a ` x | y b ` `c` d | e"],
  ["> a | b\n> --- | ---\n> c | d", "a b c d"],
  ["a | b\n\n| - | - |", "a | b | - | - |"],
  ["un*believ*able, re*read*, *re*read, **b**c 5*3", "unbelievable, reread, reread, bc 5*3"],
  ["*__Photo:__ by __A__* and ***b*** __c__", "Photo: by A and b c"],
  ["&#x662F;**_a_**&#x5185; AT&amp;T \\&amp; `&amp;` &nope; &copy", "是a内 AT&T &amp; &amp; &nope; &copy"],
  ["\0 0\0 `a`", "\ufffd 0\ufffd a"],
  ["[a](https://example.org/(b(c))) d [e](https://example.org/?f[]=1)", "a d e"],
])("%j reads %j, as its page does", (markdown, text) => {
  expect(plainText(markdown, 200)).toBe(text);
  expect(shown(markdown)).toBe(text);
});

const ESCAPES = Array.from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", (sign) => `\\${sign}`);
/** Backticks among these may belong to any other. */
const CLOSE = [
  ...ESCAPES,
  ..."a 1 | || < </b> <a/b> <https://example.org/_a_> <a_b@example.org>".split(" "),
  ..."` `a` `a\\` `\\.` `</b>` `x||y` ``a`b``".split(" "),
  "`` ` ``",
  "` a `",
  " ",
];
const MARKED = [
  ...ESCAPES,
  ..."a`**b`c a`_b_`c a`[b](c)`d a`![b](c)`d a`[^1]`b a`\\*`b a`~~`b a``*`*``b".split(" "),
  " ",
];
const BREAKS = ["\na", "\\\na", "\n\na", "\n- a", "\n> a"];

const textOf = (bits: string[], breaks: string[]) =>
  fc.array(fc.constantFrom(...bits, ...breaks), { maxLength: 12 }).map((parts) => `a${parts.join("")}`);
const textIn = (...breaks: string[]) => fc.oneof(textOf(CLOSE, breaks), textOf(MARKED, breaks));

test("words, escapes, code and addresses read as their page does", () => {
  fc.assert(
    fc.property(textIn(...BREAKS), (markdown) => {
      expect(plainText(markdown, 1000)).toBe(shown(markdown));
    }),
    { numRuns: 3000, seed: 20220121 },
  );
});

test("so they do in a table", () => {
  const cell = textIn().map((text) => text.replace(/\\?\|/g, "\\|"));
  fc.assert(
    fc.property(cell, cell, cell, (a, b, c) => {
      const markdown = `| ${a} | ${b} |\n| - | - |\n| ${c} | d |\n`;
      expect(plainText(markdown, 1000)).toBe(shown(markdown));
    }),
    { numRuns: 2000, seed: 20220122 },
  );
});

test("words without marks are cut, and nothing else", () => {
  expect(firstWords("<b>`a` *b*</b> \\* | [c](d)", 80)).toBe("<b>`a` *b*</b> \\* | [c](d)");
  expect(firstWords("*one* two three", 10)).toBe("*one* two…");
});

test.each([
  "`",
  "` ",
  "\\``",
  "[",
  "![",
  "[^",
  "[a](b",
  "[a](b(",
  "|",
  "|\n",
  "a|\n-|\n",
  "*a **b ",
  "_a",
  "![](",
  "~",
  "<a@b.",
  "<https://",
  "\\",
  "\0",
])("a text of nothing but %j is read in one go", (bit) => {
  const markdown = bit.repeat(200_000 / bit.length);
  expect(plainText(markdown, markdown.length).length).toBeLessThanOrEqual(markdown.length);
});

test.each(["_", "*"])("an endless run of %j inside a word is read in one go", (sign) => {
  const markdown = `a${sign.repeat(200_000)}b`;
  expect(plainText(markdown, markdown.length).length).toBeLessThanOrEqual(markdown.length);
});

test("a long text is cut between words", () => {
  expect(plainText("one two three four", 10)).toBe("one two…");
  expect(plainText("one two, three", 8)).toBe("one two…");
});

test("a text without spaces is cut between characters, never within one", () => {
  expect(plainText("漢字".repeat(20), 5)).toBe("漢字漢字漢…");
  expect(plainText("😀".repeat(20), 5)).toBe("😀😀…");
});

test("a link that is cut off shows none of its marks", () => {
  const link = `[link](https://example.org/${"x".repeat(300)})`;
  expect(plainText(`word ${link} and ${link} more`, 12)).toBe("word link…");
});

test("only the beginning of a long body is looked at", () => {
  expect(plainText(`start ${"word ".repeat(100_000)}`, 11)).toBe("start word…");
});

test("a code block that doesn't end within reach is left out", () => {
  expect(plainText(`Intro\n\n\`\`\`\n${"x\n".repeat(5_000)}\`\`\`\n`, 50)).toBe("Intro");
});
