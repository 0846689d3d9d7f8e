import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "source-names-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wordsOf = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, inner = ""]) => inner.replace(/<[^>]*>/g, "").trim());

it("a source without a title is called by its address, on stories, in lists and on its own page", async () => {
  const site = openSiteRoot(join(folder, "untitled"), "");
  const picture = { title: "", markdown: "![](https://example.com/a.jpg)", tags: ["seen"] };
  await site.add([
    storyOf(0, { ...picture, source: { feed: "https://a.example/feed" } }),
    storyOf(1, { ...picture, source: { url: "https://b.example/" } }),
  ]);
  const names = ["https://b.example/", "https://a.example/feed"];
  const labels = ["https://b.example/, 2 January 2022", "https://a.example/feed, 1 January 2022"];
  for (const states of ["as an import left them", "lost"]) {
    if (states === "lost") site.remember();
    await site.build();
    const [front, list] = [site.read("index.html"), site.read("tags/seen/index.html")];
    expect(wordsOf(front, /(<a class="source".*?<\/a>)/g)).toEqual(names);
    expect(wordsOf(front, /<h2 class="story-title[^>]*>(.*?)<\/h2>/gs)).toEqual(labels);
    expect(wordsOf(list, /<p class="item-origin">(<bdi>.*?<\/bdi>)/g)).toEqual(names);
    expect(wordsOf(list, /<h2 class="item-title">(.*?)<\/h2>/g)).toEqual(labels);
    const own = [...front.matchAll(/<a class="source" href="\/([^"]*)"/g)].map(([, path]) =>
      site.read(`${path}index.html`),
    );
    expect(own.map((page) => wordsOf(page, /<h1[^>]*>(.*?)<\/h1>/g))).toEqual(names.map((name) => [name]));
  }
});

it("signs that no page can hold are no part of a source's name, and bring no other story's line into a list", async () => {
  const site = openSiteRoot(join(folder, "signs"), "");
  const sign = "\u00000\u0000";
  const from = (number: number, source: object) => storyOf(number, { source, tags: ["seen"] });
  await site.add([
    from(0, { title: `The${sign} Paper`, feed: "https://a.example/feed" }),
    from(1, { title: "\u0000", url: "https://b.example/" }),
  ]);
  for (const number of [2, 3]) {
    await site.build();
    for (const path of ["index.html", "tags/seen/index.html", "sources/index.html"])
      expect(site.read(path)).not.toContain("\0");
    await site.add([from(number, { title: `The${sign} Paper`, feed: "https://a.example/feed" })]);
  }
  await site.build();
  const names = wordsOf(site.read("tags/seen/index.html"), /<p class="item-origin">(<bdi>.*?<\/bdi>)/g);
  expect(names).toEqual(["The0 Paper", "The0 Paper", "https://b.example/", "The0 Paper"]);
  await site.expectAsFull();
});
