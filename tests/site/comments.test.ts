import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
