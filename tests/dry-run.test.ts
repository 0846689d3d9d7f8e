/** A run that only says what it would do, as a person reads it. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashTree, runCli } from "./run-cli.ts";

let root: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "dry-run-"));
  writeFileSync(
    join(root, "feeds.yaml"),
    "site: { title: Dry, url: https://example.org/ }\nfeeds: [{ url: own.xml, fullText: never }]\n",
  );
  const items = ["one", "two"].map(
    (word) => `<item><title>${word}</title><link>https://example.com/${word}</link></item>`,
  );
  writeFileSync(
    join(root, "own.xml"),
    `<rss version="2.0"><channel><title>Own</title>${items.join("")}</channel></rss>`,
  );
  expect((await runCli(["fetch", "--root", root])).stdout).toContain("Stories  2 new, 0 updated, 2 in all");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it("does not say of a story that was deleted by hand that it is noted, since it is not", async () => {
  const file = readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" }).find(
    (path) => path.includes("one-"),
  );
  rmSync(join(root, "content/stories", file ?? ""));
  const { stdout } = await runCli(["fetch", "--dry-run", "--root", root]);
  expect(stdout).toContain("Stories  0 would be new, 0 updated, 1 in all\n");
  expect(stdout).toContain(
    "1 story deleted by hand: the next run writes it into content/removed.txt, unless the files are back by then\n",
  );
  expect(existsSync(join(root, "content/removed.txt"))).toBe(false);

  const { stdout: done } = await runCli(["fetch", "--root", root]);
  expect(done).toContain(
    "1 story deleted by hand: content/removed.txt says so, and no feed brings it back\n",
  );
  expect(existsSync(join(root, "content/removed.txt"))).toBe(true);
});

it("does not say of a broken file of state that it is made anew, since it is not", async () => {
  writeFileSync(join(root, "content/.state/own.yaml"), "---\n<<<<<<< ours\n");
  const before = hashTree(root);
  const { stdout } = await runCli(["fetch", "--dry-run", "--root", root]);
  expect(stdout).toMatch(
    /state content\/\.state\/own\.yaml: .*\. The next run makes it anew from the stories\.$/m,
  );
  expect(hashTree(root)).toEqual(before);
});
