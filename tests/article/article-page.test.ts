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

  it("is paragraphs where their tags stand as references, and their lines are wrapped", async () => {
    const wrapped = told.trim().replaceAll(" and", "\nand");
    expect(
      await textOf(teaser, article(`&lt;p&gt;${wrapped}&lt;/p&gt;\n\n&lt;p&gt;One more.&lt;/p&gt;`)),
    ).toBe(`<p>${told.trim()}</p><p>One more.</p>`);
  });

  it("has no tags of links and emphasis among its words", async () => {
    const linked = `<a href="https://post.example/b">One</a> <strong>more</strong>.`;
    expect(await textOf(teaser, article(`${told}\n\n${linked}`))).toBe(
      `<p>${told.trim()}</p><p>One more.</p>`,
    );
  });

  const more = `${told} Enough of it.`;
  const wall = (text: string): string => `${teaser}<div>${text}</div>`;
  const tier = `<meta property="article:content_tier" content="locked">`;

  it.each([
    ["the page shows most of it", [`<article><p>${told}</p></article>`, article(more)]],
    ["it must be paid for", [teaser, article(more, { isAccessibleForFree: false })]],
    [
      "its price has a full name",
      [teaser, article(more, { isAccessibleForFree: "http://schema.org/False" })],
    ],
    ["the page asks to pay", [wall("Subscribe to continue reading."), article(more)]],
    ["the page asks to log in", [wall("Already a subscriber? <a href='/l'>Log in</a>"), article(more)]],
    ["a wall stands before it", [`${teaser}<div class="paywall-box"></div>`, article(more)]],
    ["the page says that it is locked", [`${tier}${teaser}`, article(more)]],
    [
      "it is another article's",
      [teaser, { "@type": "NewsArticle", headline: "Sand" }, article(more, { headline: "A bridge" })],
    ],
    [
      "it is a live blog's only entry",
      [teaser, { "@type": "LiveBlogPosting", headline: "Sand", liveBlogUpdate: [article(more)] }],
    ],
    ["it is longer than any article", [teaser, article(more.repeat(600))]],
    ["it is one of several", [teaser, article(more), article(`Another one. ${more}`)]],
  ] as const)("is not taken where %s", async (_what, [body, ...articles]) => {
    expect(await textOf(body, ...articles)).not.toContain("Enough of it");
  });
});
