/** What a run that was killed leaves of the file that it was writing. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "temp-files-"));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Ends the process where it would give a story's file its name. */
const KILLED = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const rename = fs.renameSync;
fs.renameSync = (from, to) => (to.endsWith(".md") ? process.kill(process.pid, "SIGKILL") : rename(from, to));
syncBuiltinESMExports();
`;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

it("is no part of what git adds, and the next run clears it away", async () => {
  const lines = join(root, "stories.jsonl");
  writeFileSync(lines, JSON.stringify({ url: "https://example.com/a", title: "A", markdown: "Text." }));
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  git("init", "--quiet");

  const run = ["import", lines, "--root", root];
  const preload = `data:text/javascript,${encodeURIComponent(KILLED)}`;
  expect((await runCli(run, { NODE_OPTIONS: `--import=${preload}` })).code).toBeNull();
  const writing = join(root, "content/.state/.writing");
  expect(filesBelow(writing).filter((name) => name !== ".gitignore")).toHaveLength(1);
  git("add", "-A", "content");
  expect(git("ls-files", "content")).not.toContain(".writing");

  expect((await runCli(run)).code).toBe(0);
  expect(readdirSync(join(root, "content/.state"))).not.toContain(".writing");
});
