/** What the story says elsewhere stands no more above its text; what the text begins with does. */
import { describe, expect, it } from "vitest";
import { trimHead } from "../../src/article/trim-head.ts";

const TEXT = "<p>The ferry has run every morning since the harbour was built.</p>";
const trim = (html: string, author = "Ann Lee"): string => trimHead(html, { title: "A boat", author });

describe("the head of an article", () => {
  it.each([
    ["its title", "<h1>A boat</h1>"],
    ["its byline", "<p>By Ann Lee</p>"],
    ["its author's name", "<p>Ann Lee</p>"],
    ["its date", "<p>5 March 2024, 17:05</p>"],
    ["a date as a heading", "<h2>5 March 2024</h2>"],
    ["all of them", "<h2>A boat</h2><p>Text: Ann Lee</p><p>Published 5 March 2024</p>"],
  ])("loses %s", (_what, head) => {
    expect(trim(head + TEXT)).toBe(TEXT);
  });

  it("loses what stands below the standfirst", () => {
    const lead = "<h3>A new engine for the old boat.</h3>";
    expect(trim(`${lead}<p>By Ann Lee</p><p>5 March 2024</p>${TEXT}`)).toBe(lead + TEXT);
  });

  it("loses a byline of two", () => {
    expect(trim(`<p>By Ann Lee and Bo Ek</p>${TEXT}`, "Ann Lee, Bo Ek")).toBe(TEXT);
  });

  it("loses the name of an author whose family name comes first", () => {
    expect(trim(`<p>By Lee, Ann</p>${TEXT}`, "Lee, Ann")).toBe(TEXT);
  });

  it.each([
    ["a diary's days", `<h2>12 May 2024</h2>${TEXT}<h2>11 May 2024</h2>${TEXT}`],
    ["a sentence that ends with the author", `<p>I’m Ann Lee.</p>${TEXT}`],
    ["a name that is another's", `<p>By Bo Ek</p>${TEXT}`],
  ])("keeps %s", (_what, html) => {
    expect(trim(html)).toBe(html);
  });
});
