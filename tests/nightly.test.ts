import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Newspaper, startNewspaper } from "../src/demo/newspaper.ts";
import { writeDemoRoot } from "../src/demo/write-demo-root.ts";
import { parseStory } from "../src/story/file/story-file.ts";
import type { Story } from "../src/story/story.ts";
import { hashTree, type Ran, runCli } from "./run-cli.ts";

let newspaper: Newspaper;
let root: string;
let first: Ran;

const nightly = (...args: string[]): Promise<Ran> => runCli(["nightly", "--root", root, "--json", ...args]);

const dryRun = (): Promise<Ran> => runCli(["fetch", "--dry-run", "--root", root, "--json"]);

const storyPaths = (): string[] =>
  readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );

function readStory(word: string): Story {
  const path = storyPaths().find((one) => one.includes(word)) ?? "";
  const parsed = parseStory(path, readFileSync(join(root, "content/stories", path), "utf8"));
  if (!parsed.ok) throw new Error(parsed.mistake.what);
  return parsed.story;
}

const html = (path: string): string => readFileSync(join(root, "_site", path), "utf8");
const page = (word: string): string =>
  html(
    `stories/${storyPaths()
      .find((one) => one.includes(word))
      ?.slice(0, -3)}/index.html`,
  );

beforeAll(async () => {
  newspaper = await startNewspaper({ notes: 81 });
  root = mkdtempSync(join(tmpdir(), "night-"));
  writeDemoRoot(root, newspaper.origin);
  first = await nightly("--backfill");
});

afterAll(async () => {
  await newspaper.close();
  rmSync(root, { recursive: true, force: true });
});

describe("the first night", () => {
  it("ends with 0 and one JSON document, and tells each feed's fate", () => {
    expect(first.code).toBe(0);
    const { fetch, build } = JSON.parse(first.stdout);
    expect(fetch.stories).toEqual({ added: 96, updated: 0, total: 96 });
    expect(fetch.feeds.map(({ status }: { status: string }) => status)).toEqual([
      ...Array(6).fill("fetched"),
      ...Array(3).fill("failed"),
    ]);
    expect(fetch.feeds[6]).toMatchObject({ stage: "fetch", cause: "http 503" });
    expect(fetch.feeds[7]).toMatchObject({ stage: "parse", cause: "not a feed" });
    expect(fetch.feeds[7].error).toContain(`${newspaper.origin}/feeds/gazette`);
    expect(fetch.feeds[8]).toMatchObject({ stage: "fetch", cause: "timeout" });
    expect(fetch.articles).toMatchObject({ extracted: 13, fromFeed: 83, failed: 0 });
    expect(build.stories).toBe(96);
  });

  it("makes one story with two shares of what two feeds carry, in the order of feeds.yaml", () => {
    const story = readStory("the-lamp");
    expect(story.shares.map(({ by, feed }) => [by, feed])).toEqual([
      [undefined, `${newspaper.origin}/feeds/gazette`],
      ["Ilse", `${newspaper.origin}/feeds/tide`],
    ]);
    expect(story.origin.url).toBe(`${newspaper.origin}/articles/lighthouse`);
    expect(page("the-lamp")).toContain("2 Shares");
  });

  it("keeps the article and none of the page around it", () => {
    const { body } = readStory("eleven-miles");
    expect(body).toContain("The cows had turned round.");
    expect(body).not.toMatch(/Most read|cookies|newsletter|Never miss|Advertisement/i);
  });

  it("keeps text that looks like markup as text", () => {
    const text = page("why-we-write");
    expect(text).toContain("&lt;a href=&quot;https://example.com/&quot;&gt;here&lt;/a&gt;");
    expect(text).toContain("{{ 7*7 }} is not forty-nine");
    expect(text).toContain("{% include &quot;secrets.txt&quot; %}");
    expect(text).not.toContain("<script>alert");
  });

  it("keeps a headline of template syntax and YAML", () => {
    expect(readStory("7-7-title").title).toBe(`{{ 7*7 }}: --- title: a "quoted" 'story' # not a comment`);
  });

  it("keeps a title without a body, and a body without a title", () => {
    expect(readStory("harbour-closed")).toMatchObject({ body: "", origin: { text: "none" } });
    const untitled = storyPaths().find((path) => /\/story-[0-9a-f]{12}\.md$/.test(path)) ?? "";
    expect(readStory(untitled)).toMatchObject({
      title: "",
      body: "A seal on the slipway. It looked at us as if we were late.\n",
    });
  });

  it("gives each story its language and direction", () => {
    expect(page("lmqh-ldhy")).toMatch(/lang="ar" dir="rtl"/);
    expect(page("sem-mostov")).toMatch(/lang="ru" dir="ltr"/);
    expect(page("cha-shan")).toMatch(/lang="zh" dir="ltr"/);
  });
});

describe("the site", () => {
  it("meets each story exactly once on a walk from the front page to the end", () => {
    const met: string[] = [];
    let path = "index.html";
    for (let steps = 0; steps < 50; steps++) {
      const text = html(path);
      met.push(
        ...[...text.matchAll(/<article class="story h-entry" id="([^"]+)"/g)].map(([, id]) => id ?? ""),
      );
      const next = /<a rel="next" id="next-page" href="\/([^"]+)">Next Page of Stories<\/a>/.exec(text)?.[1];
      if (!next) break;
      path = `${next}index.html`;
    }
    expect(met).toHaveLength(96);
    expect(new Set(met).size).toBe(96);
  });

  it("has no dead link to a page of its own", () => {
    const files = hashTree(join(root, "_site"));
    const dead = Object.keys(files)
      .filter((path) => path.endsWith(".html"))
      .flatMap((path) =>
        [...html(path).matchAll(/(?:href|src)="\/([^"?#]*)/g)].map(([, link]) =>
          decodeURIComponent(link ?? ""),
        ),
      )
      .filter((link) => !(link in files) && !(`${link}index.html` in files));
    expect([...new Set(dead)]).toEqual([]);
  });

  it("says the real count with separators, and on the front page only", () => {
    expect(html("index.html")).toContain("96 stories");
    expect(html("page/1/index.html")).not.toContain("96 stories");
  });
});

describe("a quiet night", () => {
  it("changes no byte of content/ or _site/, and every feed answers 304", async () => {
    const before = [hashTree(join(root, "content")), hashTree(join(root, "_site"))];
    const asked = newspaper.requests.length;
    const ran = await nightly();
    expect(ran.code).toBe(0);
    expect([hashTree(join(root, "content")), hashTree(join(root, "_site"))]).toEqual(before);
    const requests = newspaper.requests.slice(asked);
    const healthy = requests.filter(
      ({ path }) => !/\/(down|page|slow)$/.test(path) && path.startsWith("/feeds/"),
    );
    expect(healthy.map(({ status }) => status)).toEqual(Array(6).fill(304));
    expect(requests.filter(({ path }) => path.startsWith("/articles/"))).toEqual([]);
  });
});

describe("a night with news", () => {
  it("adds only what is new, and leaves the same site as a full build", async () => {
    newspaper.print(84);
    const ran = await nightly();
    const { fetch, build } = JSON.parse(ran.stdout);
    expect(fetch.stories).toMatchObject({ added: 3, total: 99 });
    expect(build.pages.written).toBeLessThan(40);
    const incremental = hashTree(join(root, "_site"));
    expect((await runCli(["build", "--root", root, "--full"])).code).toBe(0);
    expect(hashTree(join(root, "_site"))).toEqual(incremental);
  });

  it("writes nothing where it is only asked what it would do", async () => {
    newspaper.print(85);
    const before = hashTree(root);
    const { feeds, stories } = JSON.parse((await dryRun()).stdout);
    expect(stories).toMatchObject({ added: 1, total: 99 });
    expect(feeds.map(({ added }: { added: number }) => added)).toContain(1);
    expect(hashTree(root)).toEqual(before);
  });

  it("takes away what the curator deleted, and brings it back no more", async () => {
    const path = storyPaths().find((one) => one.includes("market")) ?? "";
    rmSync(join(root, "content/stories", path));
    const before = hashTree(root);
    await dryRun();
    expect(hashTree(root)).toEqual(before);

    const { fetch } = JSON.parse((await nightly("--backfill")).stdout);
    expect(fetch.stories).toMatchObject({ added: 1, total: 99 });
    expect(readFileSync(join(root, "content/removed.txt"), "utf8")).toContain(path.slice(-15, -3));
  });

  it("leaves a body that was edited by hand, and shows it", async () => {
    const path = join(
      root,
      "content/stories",
      storyPaths().find((one) => one.includes("reader-writes")) ?? "",
    );
    writeFileSync(path, readFileSync(path, "utf8").replace("Yours, etc.", "Yours, edited."));
    expect((await nightly()).code).toBe(0);
    expect(readFileSync(path, "utf8")).toContain("Yours, edited.");
    expect(page("reader-writes")).toContain("Yours, edited.");
  });

  it("builds without a story file that cannot be read, says why, and fails only where strict", async () => {
    const path = storyPaths().find((one) => one.includes("no-80")) ?? "";
    writeFileSync(join(root, "content/stories", path), "---js\n{ pwned: true }\n---\n");
    const ran = await runCli(["build", "--root", root]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(`${path}:1: front matter must be YAML`);
    expect((await runCli(["build", "--root", root, "--strict"])).code).toBe(1);
  });
});

describe("hide and unhide", () => {
  it("take a story off every page and feed, and show it again with the same bytes", async () => {
    const before = hashTree(join(root, "_site"));
    const { id } = readStory("the-lamp").origin;
    expect((await runCli(["hide", id, "--root", root])).code).toBe(0);
    await runCli(["build", "--root", root]);
    const files = Object.keys(hashTree(join(root, "_site")));
    expect(files.filter((path) => html(path).includes(id))).toEqual([]);
    await runCli(["unhide", `${newspaper.origin}/articles/lighthouse?utm_source=x`, "--root", root]);
    await runCli(["build", "--root", root]);
    expect(hashTree(join(root, "_site"))).toEqual(before);
  });
});
