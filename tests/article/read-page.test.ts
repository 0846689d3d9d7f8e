/** What stands in an article's place, known by what a page shows. */
import { expect, it } from "vitest";
import { readPage } from "../../src/article/read-page.ts";

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
