import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BIN, runCli } from "./run-cli.ts";

const root = mkdtempSync(join(tmpdir(), "closed-pipe-"));

/** A command whose output is read by another: both exit codes on the last line. */
const pipeInto = (reader: string, ...args: string[]) =>
  spawnSync(
    "bash",
    ["-c", `"$@" | ${reader}; echo "\${PIPESTATUS[*]}"`, "bash", process.execPath, BIN, ...args],
    {
      encoding: "utf8",
    },
  );

beforeAll(async () => {
  const lines = Array.from({ length: 3000 }, (_, n) =>
    JSON.stringify({
      url: `https://example.com/${n}`,
      title: `Story ${n}`,
      shared: "2022-01-18T03:00:00Z",
      markdown: "Text. ".repeat(60),
    }),
  );
  writeFileSync(join(root, "feeds.yaml"), "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  writeFileSync(join(root, "stories.jsonl"), lines.join("\n"));
  await runCli(["import", join(root, "stories.jsonl"), "--root", root]);
});

afterAll(() => rmSync(root, { recursive: true }));

it("a build whose reader goes away is finished", () => {
  const { stdout, stderr } = pipeInto("true", "build", "--root", root);
  expect([stdout, stderr]).toEqual(["0 0\n", ""]);
  expect(existsSync(join(root, "_site/index.html"))).toBe(true);
  const [cache = ""] = readdirSync(join(root, ".cache"));
  expect(readdirSync(join(root, ".cache", cache))).not.toContain("next.json");
});

it("an export whose reader goes away ends, and says no more", () => {
  const { stdout, stderr } = pipeInto("head -1", "export", "--jsonl", "--root", root);
  const [first = "", codes] = stdout.split("\n");
  expect(JSON.parse(first)).toHaveProperty("url");
  expect([codes, stderr]).toEqual(["1 0", ""]);
});
