import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

it("keys of one's own reach templates, wherever in the front matter they stand", async () => {
  const root = mkdtempSync(join(tmpdir(), "own-keys-"));
  const day = join(root, "content/stories/2022/01/18");
  mkdirSync(day, { recursive: true });
  mkdirSync(join(root, "templates"));
  writeFileSync(join(root, "feeds.yaml"), "site: { title: K, url: https://example.org/ }\nfeeds: []\n");
  writeFileSync(
    join(day, "one-000000000001.md"),
    `---
title: One
mood: calm
shared: 2022-01-18T03:00:00Z
shares:
  - { by: Ada, at: 2022-01-18T03:00:00Z, via: Bob }
origin: { id: "000000000001", url: https://example.com/, rank: 5, source: { title: A paper, kind: daily } }
---
Words.
`,
  );
  writeFileSync(
    join(root, "templates/story.njk"),
    "{% set story = doc.story %}{{ story.extra.mood }} {{ story.extra.rank }} {{ story.shares[0].extra.via }} {{ story.source.extra.kind }}",
  );
  expect((await runCli(["build", "--root", root])).code).toBe(0);
  expect(readFileSync(join(root, "_site/stories/2022/01/18/one-000000000001/index.html"), "utf8")).toBe(
    "calm 5 Bob daily",
  );
  rmSync(root, { recursive: true });
});
