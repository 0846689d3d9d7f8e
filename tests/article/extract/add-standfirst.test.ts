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
    ["that begins the description", `<h1>A</h1><p>${LEAD}</p>`, described(`${LEAD} And the ferry?`)],
    ["once, of two copies", `<h1>A</h1><p class="lead">${LEAD}</p><p class="lead">${LEAD}</p>`, ""],
  ])("comes before the article: %s", (_what, above, head) => {
    expect(read(above, head)).toBe(`<p>${LEAD}</p>${ARTICLE}`);
  });

  it.each(
    "article-lead Lede leadin post-standfirst dek article_deck chapo chapeau intro strapline subheadline entradilla bajada copete vorspann ingress".split(
      " ",
    ),
  )("is named %s by some", (name) => {
    expect(read(`<h1>A</h1><p class="${name}">${LEAD}</p>`)).toBe(`<p>${LEAD}</p>${ARTICLE}`);
  });

  it("is known by what holds it alone, and not by what holds the article, too", () => {
    const page = (box: string, lead: string): string =>
      addStandfirst(ARTICLE, parsePage(`<body>${box}<h1>A</h1>${lead}${ARTICLE}</body>`));
    expect(page("<table><tr><td>", `<p class="lead">${LEAD}</p>`)).toBe(`<p>${LEAD}</p>${ARTICLE}`);
    expect(page('<div class="intro">', `<p>${LEAD}</p>`)).toBe(ARTICLE);
  });

  it("keeps its links and its signs", () => {
    const words = 'A bridge &amp; a ferry: <a href="/b">what was promised</a> in three elections.';
    expect(read(`<h1>A</h1><p class="lead">${words}</p>`)).toBe(`<p>${words}</p>${ARTICLE}`);
  });

  it.each([
    ["with a form", `<h1>A</h1><div><p class="lead">${LEAD}</p><form></form></div>`, ""],
    ["that asks for readers", `<h1>A</h1><p class="lead">${LEAD} Subscribe below!</p>`, ""],
    ["of a link alone", `<h1>A</h1><p class="lead"><a href="/">${LEAD}</a></p>`, ""],
    ["in a list", `<h1>A</h1><ul><li class="lead">${LEAD}</li></ul>`, ""],
    ["in a table", `<h1>A</h1><table><tr><td class="lead">${LEAD}</td></tr></table>`, ""],
    ["under a picture", `<h1>A</h1><figure><figcaption class="lead">${LEAD}</figcaption></figure>`, ""],
    ["in a menu", `<h1>A</h1><nav class="lead">${LEAD}</nav>`, ""],
    ["as long as a text", `<h1>A</h1><p class="lead">${`${LEAD} `.repeat(20)}</p>`, ""],
    ["beside the text", `<h1>A</h1><aside class="lead">${LEAD}</aside>`, ""],
    ...["image", "img", "photo", "picture", "media", "figure", "caption", "video"].map(
      (what): [string, string, string] => [
        `below a ${what}`,
        `<h1>A</h1><div class="lead-${what}">${LEAD}</div>`,
        "",
      ],
    ),
    ...[
      "abonnieren",
      "Abonnez-vous",
      "suscríbete",
      "assine",
      "inscreva-se",
      "iscriviti",
      "подпишитесь",
      "sign up",
    ].map((word): [string, string, string] => [
      `that says ${word}`,
      `<h1>A</h1><p class="lead">${LEAD} ${word}!</p>`,
      "",
    ]),
    ["above the heading", `<p class="lead">${LEAD}</p><h1>A</h1>`, ""],
    [
      "without name or description",
      `<h1>A</h1><p>${LEAD}</p>`,
      described("Something else that is as long as a paragraph on bridges and ferries."),
    ],
    ["that is a label", '<h1>A</h1><p class="lead">News</p>', ""],
    ["that repeats the heading", `<h1>${LEAD}</h1><p>${LEAD}</p>`, described(LEAD)],
  ])("is no block %s", (_what, above, head) => {
    expect(read(above, head)).toBe(ARTICLE);
  });
});
