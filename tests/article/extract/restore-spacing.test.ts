/** Signs of no width are written by their numbers. */
import { expect, it } from "vitest";
import { composeText } from "../../../src/article/compose-text.ts";

const PROSE = "The lamp was lit at dusk and answered by another on the far shore, which nobody had seen.";

/** The paragraph as it comes out of a page of which defuddle alone leaves the bar above the text. */
async function read(paragraph: string): Promise<string | undefined> {
  const html = `<html><head><title>The lamp that answers</title></head><body><main><div class="blog-content-box">
<div class="article-header-box"><div class="article-header"><div class="article-title-box"><h1>The lamp that answers</h1></div><div class="article-info-box"><div class="article-bar-top"><div class="bar-content"><a href="/maren">Maren Oakes</a><span class="time">Last of all changed on 2024-05-12 at 10:00:00</span><span>Read 1.2w</span><a>Kept 35</a></div></div></div></div></div>
<article><div class="article_content"><div class="markdown_views"><p>${PROSE}</p><p>${paragraph}</p><p>${PROSE}</p></div></div></article></div></main></body></html>`;
  const page = { html, url: "https://paper.example/lamp" };
  const { markdown } = await composeText({ entry: { title: "" }, page });
  return markdown.split("\n\n")[1];
}

it.each([
  [
    "marks and links in a script without spaces",
    "<b>注意：</b>集合不保证<a href='/s'>顺序</a>，如果需要保留，请看<b>方法二</b>。",
    "**注意**：集合不保证[顺序](https://paper.example/s)，如果需要保留，请看**方法二**。",
  ],
  [
    "marks inside words",
    "An un<b>believ</b>able, <i>so</i>-called lamp of <a href='/a'>Ada</a>'s",
    "An un**believ**able, *so*-called lamp of [Ada](https://paper.example/a)'s",
  ],
  [
    "spaces before punctuation",
    "Le code .NET, un <b>phare</b>\n! Et alors\u00A0?",
    "Le code .NET, un **phare** ! Et alors\u00A0?",
  ],
  [
    "signs that join letters and faces",
    "<b>ශ්\u200Dරී</b> ලංකා, نامه\u200Cها, 👨\u200D👩\u200D👧",
    "**ශ්\u200Dරී** ලංකා, نامه\u200Cها, 👨\u200D👩\u200D👧",
  ],
])("keeps %s as the page has them", async (_, html, markdown) => {
  expect(await read(html)).toBe(markdown);
});
