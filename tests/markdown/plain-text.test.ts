/** Excerpts and word counts. */
import { expect, test } from "vitest";
import { plainText } from "../../src/markdown/plain-text.ts";

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
])("%j reads %j", (markdown, text) => {
  expect(plainText(markdown, 200)).toBe(text);
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
