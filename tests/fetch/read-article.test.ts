/** What a story says where its article cannot be read, and no thread can make Markdown of the feed's body. */
import { expect, it } from "vitest";
import { failure } from "../../src/failure.ts";
import { type ReadArticle, readArticle } from "../../src/fetch/read-article.ts";
import type { HttpClient } from "../../src/http/response.ts";
import { plainText } from "../../src/markdown/render/plain-text.ts";
import { renderMarkdown } from "../../src/markdown/render/render-markdown.ts";

const TOO_SLOW = failure("article", "too slow", "took longer than 10 seconds and was ended");
const client: HttpClient = {
  get: () => Promise.reject(new Error("nothing is to be asked for")),
  close: () => Promise.resolve(),
};

const RENDERED = { images: "link", headingOffset: 2, idPrefix: "" } as const;

const readSlow = (html: string): Promise<ReadArticle> =>
  readArticle({ title: "A boat", html }, undefined, {
    client,
    compose: () => Promise.resolve(TOO_SLOW),
    timeout: 1,
    isOver: () => false,
  });

it.each([
  ["# 1 is no heading", "# 1 is no heading"],
  ["<p>See [1](x), [2] and *not* `this`_too_.</p>", "See [1](x), [2] and *not* `this`_too_."],
  ["<p>1. Rock &amp; <b>ro</b>ll &lt;br&gt;</p>", "1. Rock & roll <br>"],
  ["<script>let a = 1;</script><p>- One</p><p>two</p>", "- One two"],
  [`<img src="data:image/png;base64,${"A".repeat(30_000)}"><p>Under it</p>`, "Under it"],
])("its words stand as they are: %.60s", async (html, words) => {
  const { text, outcome } = await readSlow(html);
  expect(outcome).toBe(TOO_SLOW);
  expect(text).toMatchObject({ text: "summary", title: "A boat", note: TOO_SLOW.message });
  expect(text.markdown).toMatch(/[^\n]\n$/);
  expect(plainText(text.markdown, 1000)).toBe(words);
  const escaped = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  expect(renderMarkdown(text.markdown, RENDERED).trim()).toBe(`<p>${escaped}</p>`);
});

it("it says nothing where there is nothing to read", async () => {
  const { text } = await readSlow("<p> </p>");
  expect(text).toMatchObject({ text: "none", markdown: "" });
});

it("it says the first words of many", async () => {
  const { text } = await readSlow("<p>words </p>".repeat(100_000));
  expect(plainText(text.markdown, 2000)).toMatch(/^(?:words )+words…$/);
  expect(text.markdown.length).toBeLessThan(1010);
});
