import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

it("a comment is Markdown on the page and in the feeds, and markup in it stays text", async () => {
  const root = mkdtempSync(join(tmpdir(), "comments-"));
  const story = {
    url: "https://example.com/1",
    title: "One",
    shared: "2022-01-18T03:00:00Z",
    markdown: "The text.",
    comment: "Why *this* <script>alert(1)</script> [matters](https://example.org/x) {{ 7*7 }}",
  };
  writeFileSync(join(root, "feeds.yaml"), "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  writeFileSync(join(root, "stories.jsonl"), JSON.stringify(story));
  await runCli(["import", join(root, "stories.jsonl"), "--root", root]);
  await runCli(["build", "--root", root]);
  const words =
    /Why <em>this<\/em> &lt;script&gt;alert\(1\)&lt;\/script&gt; <a href="https:\/\/example.org\/x"[^>]*>matters<\/a> \{\{ 7\*7 \}\}/;
  expect(readFileSync(join(root, "_site/index.html"), "utf8")).toMatch(words);
  expect(readFileSync(join(root, "_site/feed.xml"), "utf8")).toMatch(words);
  rmSync(root, { recursive: true });
});

it("what a curator writes links to the site itself, and shows its files", async () => {
  const root = mkdtempSync(join(tmpdir(), "own-links-"));
  const words = "[Earlier](stories/a/), [about](/about/) ![me](assets/ada.jpg)";
  writeFileSync(
    join(root, "feeds.yaml"),
    "site: { title: C, url: https://example.org/shared/ }\nfeeds: []\n",
  );
  mkdirSync(join(root, "content/stories"), { recursive: true });
  const stories = {
    "note-00000000000a": `shared: 2022-01-18\n---\n${words}\n`,
    theirs: `shared: 2022-01-17\ncomment: "${words}"\norigin: { url: https://example.com/a/b }\n---\n[Theirs](c)\n`,
  };
  for (const [name, text] of Object.entries(stories))
    writeFileSync(join(root, `content/stories/${name}.md`), `---\ntitle: ${name}\n${text}`);
  await runCli(["build", "--root", root]);
  for (const path of ["stories/note-00000000000a/index.html", "stories/theirs/index.html", "feed.xml"]) {
    const page = readFileSync(join(root, "_site", path), "utf8");
    for (const address of [
      'href="https://example.org/shared/stories/a/"',
      'href="https://example.org/about/"',
      'src="https://example.org/shared/assets/ada.jpg"',
    ])
      expect.soft(page, path).toContain(address);
    if (!path.includes("note")) expect(page).toContain('href="https://example.com/a/c"');
  }
  rmSync(root, { recursive: true });
});
