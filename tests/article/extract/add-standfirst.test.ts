/** The paragraph between a heading and the article's own column. */
import { describe, expect, it } from "vitest";
import { parsePage } from "../../../src/article/dom/parse-page.ts";
import { addStandfirst } from "../../../src/article/extract/add-standfirst.ts";

const LEAD = "Three councils promised a bridge, and none of them built it.";
const ARTICLE =
  "<p>The ferry between the two islands has run every morning since the harbour was built, in any weather.</p>";
const read = (above: string, head = ""): string =>
  addStandfirst(
    ARTICLE,
    parsePage(`<head>${head}</head><body>${above}<main><ul><li>${ARTICLE}</li></ul></main></body>`),
  );
const described = (words: string): string => `<meta name="description" content="${words}">`;

describe("a standfirst", () => {
  it.each([
    ["named so", `<h1>A</h1><p class="post-lead">${LEAD}</p>`, ""],
    ["in a box named so", `<h1>A</h1><div class="standfirst"><p>${LEAD}</p></div>`, ""],
    ["that is the page's description", `<h1>A</h1><h2>${LEAD}</h2>`, described(LEAD)],
    ["that begins as a cut description", `<h1>A</h1><p>${LEAD}</p>`, described(`${LEAD.slice(0, 56)}…`)],
    ["once, of two copies", `<h1>A</h1><p class="lead">${LEAD}</p><p class="lead">${LEAD}</p>`, ""],
  ])("comes before the article: %s", (_what, above, head) => {
    expect(read(above, head)).toBe(`<p>${LEAD}</p>${ARTICLE}`);
  });

  it("keeps its links and its signs", () => {
    const words = 'A bridge &amp; a ferry: <a href="/b">what was promised</a> in three elections.';
    expect(read(`<h1>A</h1><p class="lead">${words}</p>`)).toBe(`<p>${words}</p>${ARTICLE}`);
  });

  it.each([
    ["with a form", `<h1>A</h1><div><p class="lead">${LEAD}</p><form></form></div>`, ""],
    ["that asks for readers", `<h1>A</h1><p class="lead">${LEAD} Subscribe below!</p>`, ""],
    ["of a link alone", `<h1>A</h1><p class="lead"><a href="/">${LEAD}</a></p>`, ""],
    ["beside the text", `<h1>A</h1><aside class="lead">${LEAD}</aside>`, ""],
    ["below a picture", `<h1>A</h1><div class="lead-image">${LEAD}</div>`, ""],
    ["above the heading", `<p class="lead">${LEAD}</p><h1>A</h1>`, ""],
    [
      "without name or description",
      `<h1>A</h1><p>${LEAD}</p>`,
      described("Something else, as long as it is."),
    ],
    ["that is a label", '<h1>A</h1><p class="lead">News</p>', ""],
    ["that repeats the heading", `<h1>${LEAD}</h1><p>${LEAD}</p>`, described(LEAD)],
  ])("is no block %s", (_what, above, head) => {
    expect(read(above, head)).toBe(ARTICLE);
  });
});
