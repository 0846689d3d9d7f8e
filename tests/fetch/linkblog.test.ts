/** A linkblog from its feed to the story's file, over real HTTP. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseStory } from "../../src/story/file/story-file.ts";
import type { Story } from "../../src/story/story.ts";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { runCli } from "../run-cli.ts";
import { png } from "./image-bytes.ts";

const PROSE =
  "The lamp was lit at dusk and answered by another on the far shore, which nobody had seen. ".repeat(9);
const PAGE = `<html lang="en"><head><title>The lamp that answers</title>
<meta property="article:published_time" content="2026-03-01T10:00:00Z"><meta name="author" content="Maren Oakes"></head>
<body><article><h1>The lamp that answers</h1><p>${PROSE}</p><p><img src="/lamp.png" alt="A lamp"></p><p>${PROSE}</p></article></body></html>`;

const post = (id: number, html: string): string =>
  `<item><guid isPermaLink="true">${blog.origin}/@ada/${id}</guid><link>${blog.origin}/@ada/${id}</link>
  <pubDate>Fri, 13 Mar 2026 20:00:00 +0000</pubDate><description><![CDATA[${html}]]></description></item>`;

let site: FaultyPublisher;
let blog: FaultyPublisher;
let root: string;
let stories: Story[];

const html = (body: string): Buffer => answer(200, { "content-type": "text/html; charset=utf-8" }, body);

beforeAll(async () => {
  site = await startFaultyPublisher({
    "/lamp.png": answer(200, { "content-type": "image/png" }, png(640, 400)),
    "/lamp": html(PAGE),
    "/ferry": html(PAGE.replaceAll("lamp", "ferry")),
  });
  site.scripts.set(
    "/feed",
    answer(
      200,
      {},
      `<rss version="2.0"><channel><title>Gazette</title><item><title>The ferry, by the Gazette</title><link>${site.origin}/ferry</link></item></channel></rss>`,
    ),
  );
  blog = await startFaultyPublisher();
  const link = (path: string): string => `<a href="${site.origin}${path}">${site.origin}${path}</a>`;
  const items = [
    post(3, `<p>Read <em>this</em>:</p><p>${link("/lamp?utm_source=ada")}</p>`),
    post(2, `<p>Late again. ${link("/ferry")}</p>`),
    post(1, "<p>Good night.</p>"),
  ];
  blog.scripts.set(
    "/@ada.rss",
    answer(
      200,
      {},
      `<rss version="2.0"><channel><title>Ada</title><link>${blog.origin}/@ada</link>${items.join("")}</channel></rss>`,
    ),
  );
  root = mkdtempSync(join(tmpdir(), "linkblog-"));
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Test, url: https://example.org/ }
network: { allowHosts: [127.0.0.1] }
feeds:
  - { url: "${site.origin}/feed", tags: [sea, news] }
  - { url: "${blog.origin}/@ada.rss", kind: linkblog, by: Ada, tags: [picked, news] }
`,
  );
  const ran = await runCli(["fetch", "--root", root]);
  if (ran.code !== 0) throw new Error(ran.stderr);
  const folder = join(root, "content/stories");
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  stories = paths.map((path) => {
    const parsed = parseStory(path, readFileSync(join(folder, path), "utf8"));
    if (!parsed.ok) throw new Error(parsed.mistake.what);
    return parsed.story;
  });
});

afterAll(async () => {
  await Promise.all([site.close(), blog.close()]);
  rmSync(root, { recursive: true, force: true });
});

it("keeps the page that a post links to, with the post's words as the sharer's comment", () => {
  const story = stories.find(({ origin }) => origin.url === `${site.origin}/lamp`);
  expect(story).toMatchObject({
    title: "The lamp that answers",
    shares: [{ by: "Ada", feed: `${blog.origin}/@ada.rss`, comment: "Read *this*:" }],
    origin: {
      text: "article",
      author: "Maren Oakes",
      published: "2026-03-01T10:00:00Z",
      images: { [`${site.origin}/lamp.png`]: { width: 640, height: 400 } },
    },
  });
  expect(story?.body).toContain("answered by another on the far shore");
  expect(story?.body).not.toContain("Read");
});

it("keeps the comment also where another feed brought the story first", () => {
  const story = stories.find(({ origin }) => origin.url === `${site.origin}/ferry`);
  expect(story?.title).toBe("The ferry, by the Gazette");
  expect(story?.shares).toMatchObject([
    { feed: `${site.origin}/feed` },
    { by: "Ada", feed: `${blog.origin}/@ada.rss`, comment: "Late again." },
  ]);
});

it("gives a story the tags of all feeds that bring it, in the order of feeds.yaml", () => {
  const story = stories.find(({ origin }) => origin.url === `${site.origin}/ferry`);
  expect(story?.tags).toEqual(["sea", "news", "picked"]);
});

it("keeps a post that links nowhere as a story of its own", () => {
  const story = stories.find(({ origin }) => origin.url === `${blog.origin}/@ada/1`);
  expect(story).toMatchObject({ title: "", body: "Good night.\n", origin: { text: "feed" } });
  expect(story?.shares[0]).not.toHaveProperty("comment");
  expect(stories).toHaveLength(3);
});
