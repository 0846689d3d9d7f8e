/** What stands in an article's place, known by what a page shows. */
import { describe, expect, it } from "vitest";
import { readPage } from "../../src/article/article-page.ts";

const data = (description: string): string =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "WebPage", description })}</script>`;

async function barrierOf(body: string): Promise<string | undefined> {
  const html = `<html><head><title>The Morning Post</title></head><body>${body}</body></html>`;
  const { barrier } = await readPage({ html, url: "https://post.example/boat" }, { title: "A boat" });
  return barrier?.name;
}

it("a page is known by its words, however its lines are broken", async () => {
  const rest = "All who live by the harbour have heard of it, and most have gone to see it. ".repeat(4);
  expect(await barrierOf(`<article><p>${rest}</p><p>Subscribe to\n  continue reading.</p></article>`)).toBe(
    "paywall or login page",
  );
});

describe("a page of next to no text", () => {
  it("is known by its words, however much data stands before them", async () => {
    const words = "<p>Please enable JavaScript to read this.</p>";
    expect(await barrierOf(`${data("All of the harbour. ".repeat(300))}${words}`)).toBe(
      "page that needs JavaScript",
    );
  });

  it("is not known by its data", async () => {
    expect(
      await barrierOf(`<p>The ferry is late.</p>${data("Subscribe now to read more.")}`),
    ).toBeUndefined();
  });
});

describe("the text that a page gives to programs", () => {
  const told = "The harbour was dredged again in spring, and the boats came back to the quay. ".repeat(5);
  const teaser = "<article><p>The harbour was dredged again in spring.</p></article>";
  const article = (articleBody: string, terms = {}) => ({ "@type": "NewsArticle", articleBody, ...terms });

  async function textOf(body: string, ...articles: object[]): Promise<string | undefined> {
    const linked = `<script type="application/ld+json">${JSON.stringify(articles)}</script>`;
    const page = { html: `<title>Sand</title>${linked}<body>${body}</body>`, url: "https://post.example/a" };
    return (await readPage(page, { title: "Sand" })).html;
  }

  it("is the article where the page shows a small part of it", async () => {
    expect(await textOf(teaser, article(told))).toBe(`<p>${told.trim()}</p>`);
  });

  it("is paragraphs also where it has their tags", async () => {
    expect(await textOf(teaser, article(`<p>${told}</p><p>One <i>more</i> &lt;b&gt;.</p>`))).toBe(
      `<p>${told.trim()}</p><p>One more &lt;b&gt;.</p>`,
    );
  });

  const more = `${told} Enough of it.`;

  it.each([
    ["the page shows most of it", [`<article><p>${told}</p></article>`, article(more)]],
    ["it must be paid for", [teaser, article(more, { isAccessibleForFree: false })]],
    ["it is one of several", [teaser, article(more), article(`Another one. ${more}`)]],
  ] as const)("is not taken where %s", async (_what, [body, ...articles]) => {
    expect(await textOf(body, ...articles)).not.toContain("Enough of it");
  });
});
