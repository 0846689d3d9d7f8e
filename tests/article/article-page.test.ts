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
