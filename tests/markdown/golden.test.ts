/** Pairs of HTML and the Markdown that it becomes; a new case is two new files. Those named literal-… are plain text that looks like markup. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../src/markdown/render/render-markdown.ts";
import { htmlToMarkdown } from "../../src/markdown/to-markdown.ts";
import { visibleText } from "./visible-text.ts";

const FOLDER = join(import.meta.dirname, "golden");
const BASE = "https://example.org/dir/page.html";

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.slice(0, -".html".length))
  .sort();

const read = (name: string, kind: "html" | "md"): string =>
  readFileSync(join(FOLDER, `${name}.${kind}`), "utf8");
const convert = (html: string): string => htmlToMarkdown(html, { base: BASE }).markdown;
const render = (markdown: string): string =>
  renderMarkdown(markdown, { images: "link", headingOffset: 0, idPrefix: "s-" });

describe.each(names)("%s", (name) => {
  test("becomes the Markdown beside it", () => {
    expect(convert(read(name, "html"))).toBe(read(name, "md"));
  });

  test("is the same after rendering and converting again", () => {
    expect(convert(render(read(name, "md")))).toBe(read(name, "md"));
  });
});

describe.each(names.filter((name) => name.startsWith("literal-")))("%s", (name) => {
  test("reads word for word as written", () => {
    expect(visibleText(render(convert(read(name, "html"))))).toBe(visibleText(read(name, "html")));
  });
});
