import { expect, it } from "vitest";
import { templateFilters } from "../../src/site/template-filters.ts";

const apply = (name: string, value: unknown): string => String(templateFilters[name]?.(value));

it.each([
  ["what XML cannot carry", "a\u0000b\u000bc\uFFFEd", "ab cd"],
  ["halves of surrogate pairs", "a\uD83Db\uDE00c", "abc"],
  ["nothing of whole pairs, tabs and lines", "a\t\u{1F600}\nb", "a\t\u{1F600}\nb"],
])("xml and cdata take away %s", (_, text, expected) => {
  expect(apply("xml", text)).toBe(expected);
  expect(apply("cdata", text)).toBe(`<![CDATA[${expected}]]>`);
});

it("xml escapes markup, and cdata cannot be ended by its content", () => {
  expect(apply("xml", `<a b="c">&'`)).toBe("&lt;a b=&quot;c&quot;&gt;&amp;&apos;");
  expect(apply("cdata", "a]]>b")).toBe("<![CDATA[a]]]]><![CDATA[>b]]>");
});

it("json cannot end a script element", () => {
  expect(apply("json", "</script><!--\u2028")).toBe('"\\u003c/script\\u003e\\u003c!--\\u2028"');
  expect(apply("json", undefined)).toBe("null");
});

it.each([
  ["https://example.com/", "https://example.com/"],
  ["/stories/", "/stories/"],
  ["#s-1", "#s-1"],
  ["mailto:a@example.com", "mailto:a@example.com"],
  ["javascript:alert(1)", ""],
  ["data:text/html,x", ""],
  ["//example.com/", ""],
  ["https://example.com/\u00001\u0000", "https://example.com/1"],
  [undefined, ""],
])("link takes %s for %j", (value, expected) => {
  expect(apply("link", value)).toBe(expected);
});

it("json has no halves of surrogate pairs, however deep", () => {
  expect(apply("json", { a: ["x\uD83D", "\u{1F600}"] })).toBe('{"a":["x","\u{1F600}"]}');
  expect(apply("json", templateFilters.notesAt?.("x\uD83D", "/"))).toBe('"x"');
});

it("leads a feed's notes to the page, whatever signs its address has", () => {
  const html = '<sup><a href="#s-1-fn1">1</a></sup>';
  expect(String(templateFilters.notesAt?.(html, "https://a.example/stories/50$$-or-$'/#s-1"))).toBe(
    `<sup><a href="https://a.example/stories/50$$-or-$'/#s-1-fn1">1</a></sup>`,
  );
});
