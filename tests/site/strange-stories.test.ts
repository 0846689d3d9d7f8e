/** One site of stories that no publisher should make, and what their pages make of them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

const FEEDS = `site:
  title: Strange
  url: https://example.org/статьи/
feeds:
  - { url: https://example.com/links.xml, title: Links alone, show: link }
  - { url: https://example.com/excerpts.xml, title: Excerpts, show: excerpt }
`;

const STORIES = [
  {
    url: "https://example.com/half",
    title: "Half a sign",
    tags: [`${"a".repeat(59)}𠀀`],
    by: `${"b".repeat(59)}𠀀`,
  },
  { url: "https://example.com/named", title: "Named by hand" },
  {
    url: `https://example.com/${"long".repeat(1000)}/story`,
    title: "Of a long address",
    markdown: "[Next](next)",
  },
  { url: "https://example.com/blank", title: " \t ", tags: ["  ", " kept "], markdown: "Without a title." },
  {
    url: "https://example.com/control",
    title: "A bell\u0007 in\u0000 it\ufffe",
    author: "Ada\u0001",
    tags: ["ring\u0007"],
    comment: "Why\u0008?",
    markdown: "A\u0000 body\u0001 [with\u0002 a link](https://example.com/\uffff) `and\u0003 code`.",
  },
  {
    url: "https://example.com/farsi",
    title: "بدون زبان: متن فارسی",
    markdown: "این یک متن است.\n\n> نقل قول\n\n- یک",
  },
  { url: "https://example.com/tag", title: "A tag that is none", language: "english!!" },
  {
    url: "https://example.com/us",
    title: "A tag of old",
    language: "EN_us",
    published: "2022-01-01",
    comment: "چرا؟",
  },
  {
    url: "https://example.com/link",
    title: "A link alone",
    source: { title: "Links alone", feed: "https://example.com/links.xml" },
    tags: ["linked"],
    markdown: "Secret words.",
  },
  {
    url: "https://example.com/untitled-link",
    source: { title: "Links alone", feed: "https://example.com/links.xml" },
    markdown: "Secret words.",
  },
  { url: "https://www.sourceless.example/1", title: "Of no source", source: undefined },
  { url: "https://example.com/site", title: "Of a site", source: { url: "https://site.example/" } },
  {
    url: "https://example.com/notes",
    title: "With notes",
    markdown: "Said[^1] [so](#there).\n\n[^1]: A note.",
  },
  { url: "https://example.com/marks", markdown: "<script>alert(1)</script> \\*and\\* `_so_ | on`" },
  {
    url: "https://example.com/excerpt",
    title: "An excerpt",
    source: { title: "Excerpts", feed: "https://example.com/excerpts.xml" },
    markdown: "Close it with `</div>`, *please*, and give `**kwargs`.",
  },
];

const root = mkdtempSync(join(tmpdir(), "strange-"));
const site = join(root, "_site");

const pathOfStory = (title: string): string => {
  const files = readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" });
  const found = files.find((file) => file.endsWith(".md") && readStory(file).includes(`title: ${title}\n`));
  return join(root, "content/stories", found ?? "");
};

const readStory = (file: string): string => readFileSync(join(root, "content/stories", file), "utf8");

const pageOf = (path: string): string => readFileSync(join(site, path), "utf8");

/** Where links of all pages lead to within the site. */
function* linksOf(): Generator<string> {
  const base = "https://example.org/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D0%B8/";
  for (const file of readdirSync(site, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:html|xml|txt)$/.test(file)) continue;
    for (const [, href = ""] of pageOf(file).matchAll(/(?:href="|<loc>|<link>|Sitemap: )([^"<\n#]+)/g)) {
      const { origin, pathname } = new URL(href, base);
      if (origin === "https://example.org") yield decodeURIComponent(pathname);
    }
  }
}

const BY_HAND = "content/stories/2022/01/01/by-hand-aabbccddeeff.md";

beforeAll(async () => {
  writeFileSync(join(root, "feeds.yaml"), FEEDS);
  mkdirSync(join(root, dirname(BY_HAND)), { recursive: true });
  writeFileSync(join(root, BY_HAND), "---\ntitle: By hand\nshared: 2022-01-01T20:00:00Z\n---\nWords.\n");
  const lines = STORIES.map((story, at) => {
    const shared = new Date(Date.UTC(2022, 0, 1, at)).toISOString();
    return JSON.stringify({ markdown: "Words.", shared, source: { title: "A paper" }, ...story });
  });
  writeFileSync(join(root, "stories.jsonl"), lines.join("\n"));
  expect((await runCli(["import", join(root, "stories.jsonl"), "--root", root])).code).toBe(0);
  const named = pathOfStory("Named by hand");
  renameSync(named, join(dirname(named), "weird #1? 50% Ü.md"));
  const built = await runCli(["build", "--root", root]);
  expect(built.code, built.stderr).toBe(0);
});

afterAll(() => rmSync(root, { recursive: true }));

describe("addresses", () => {
  it("are all alive under a prefix that is not ASCII, with names of any signs", () => {
    const links = [...new Set(linksOf())].sort();
    expect(links.length).toBeGreaterThan(20);
    const alive = links.filter((link) => {
      if (!link.startsWith("/статьи/")) return false;
      const path = link.slice("/статьи/".length).replace(/(^|\/)$/, "$1index.html");
      return readdirSync(join(site, dirname(path))).includes(path.split("/").at(-1) ?? "");
    });
    expect(alive).toEqual(links);
    expect(links).toContain("/статьи/stories/2022/01/01/weird #1? 50% Ü/");
  });
});

describe("texts", () => {
  it("carry no sign that HTML and XML cannot", () => {
    const files = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.\w+$/.test(file),
    );
    const strange = files.filter((file) => /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\\u00[01]/.test(pageOf(file)));
    expect(strange).toEqual([]);
    expect(pageOf("tags/ring/index.html")).toContain("<bdi>A bell in it</bdi>");
  });

  it("of white space alone are none", () => {
    const page = pageOf("sources/a-paper/index.html");
    expect(page).toContain("<bdi>Without a title.</bdi>");
    expect(pageOf("page/1/index.html").match(/href="[^"]*\/tags\/[^"]*"/g)).toContain(
      'href="/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D0%B8/tags/kept/"',
    );
    expect(readdirSync(join(site, "tags")).sort()).toEqual([
      `${"a".repeat(59)}-08dae5`,
      "index.html",
      "kept",
      "linked",
      "ring",
    ]);
  });
});

describe("words that look like marks", () => {
  it("head a story without a title as they are", () => {
    expect(pageOf("sources/a-paper/index.html")).toContain(
      "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; *and* _so_ | on</bdi>",
    );
  });

  it("stand in an excerpt as in the text", () => {
    const excerpt = "Close it with &lt;/div&gt;, please, and give **kwargs.";
    expect(pageOf("index.html")).toContain(`<p>${excerpt}</p>`);
    expect(pageOf("sources/excerpts/index.html")).toContain(excerpt);
  });
});

describe("languages and directions", () => {
  const of = (url: string): string =>
    new RegExp(`<article(?:(?!</article>).)*https://example.com/${url}"(?:(?!</article>).)*`, "s").exec(
      pageOf("page/1/index.html"),
    )?.[0] ?? "";

  it("stand on every story: as its text runs, where its language is not known", () => {
    expect(of("farsi")).toContain('<div class="u-repost-of h-cite" lang="und" dir="rtl">');
    expect(of("tag")).toContain('<div class="u-repost-of h-cite" lang="und" dir="ltr">');
    expect(of("us")).toContain('<div class="u-repost-of h-cite" lang="en-US" dir="ltr">');
    const list = pageOf("archive/2022/01/index.html");
    expect(
      list.match(/<li class="item h-entry" id="s-[0-9a-f]+" lang="[\w-]+" dir="(?:rtl|ltr)">/g),
    ).toHaveLength(STORIES.length + 1);
  });

  it("of the site stand on its dates, and of its own on a comment", () => {
    expect(of("us")).toContain('<time class="dt-published published" lang="en" dir="ltr" datetime');
    expect(of("us")).toContain('<blockquote class="curator p-content" dir="rtl">');
  });

  it("are given by what holds a text, and never looked for in what holds blocks", () => {
    expect(of("farsi")).toMatch(/<blockquote>\s*<p dir="auto">/);
    expect(of("farsi")).toContain("<li>یک</li>");
    expect(pageOf("feed.xml")).toContain('<div dir="rtl">\n<p dir="auto">این');
  });
});

it("of a story that only its title may be shown of, no word of the text is anywhere", () => {
  const files = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.\w+$/.test(file),
  );
  expect(files.filter((file) => pageOf(file).includes("Secret"))).toEqual([]);
  expect(pageOf("tags/linked/index.html")).toContain("<bdi>A link alone</bdi>");
});

it("a story without a source is its host's", () => {
  expect(pageOf("sources/sourceless-example/index.html")).toContain("<bdi>Of no source</bdi>");
  expect(pageOf("index.html")).toContain("<bdi>sourceless.example</bdi></a>");
  const sources = pageOf("sources/index.html");
  expect(sources).toContain("<bdi>sourceless.example</bdi>");
  expect(sources).toContain('href="https://site.example/" rel="noopener noreferrer">Website</a>');
  // An address of a site is none of a feed.
  expect(sources).not.toMatch(/>Feed<\/a>.*site\.example|site\.example\/"[^>]*>Feed/);
});

it("links to notes lead to the story's page from a feed, and links to parts of the original to the original", () => {
  const feed = pageOf("feed.xml");
  const page = /<a href="([^"]*)#s-[0-9a-f]{12}-fn1"/.exec(feed)?.[1] ?? "";
  expect(page).toMatch(/^https:\/\/example.org\/%D1.*\/stories\/2022\/01\/01\/with-notes-/);
  expect(feed).not.toMatch(/href="#/);
  expect(feed).toContain('<a href="https://example.com/notes#there"');
});

it("a story's endless address is not repeated by each of its links", () => {
  const front = pageOf("index.html");
  expect(front).toContain("Next");
  expect(front).not.toContain("long/next");
});

it("a story of nobody, written by hand, is the site's own and in no list of a source", () => {
  const page = pageOf("stories/2022/01/01/by-hand-aabbccddeeff/index.html");
  expect(page).toContain('<bdi class="p-name">Strange</bdi>');
  expect(existsSync(join(site, "sources/e3b0c4"))).toBe(false);
  const names = pageOf("archive/2022/01/index.html") + page;
  expect(names).not.toContain("<bdi></bdi>");
  expect(pageOf("feed.xml")).not.toMatch(/<p>\s*[,·]|·\s*·/);
});

it("a tag turns none that stand beside it", () => {
  expect(pageOf("index.html")).toMatch(/rel="tag" href="[^"]*"><bdi>kept<\/bdi><\/a>/);
});
