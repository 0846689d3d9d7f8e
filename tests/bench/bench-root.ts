/** Roots to measure in: stories imported, and a snapshot of the engine that nobody edits meanwhile. */
import { execFileSync } from "node:child_process";
import { closeSync, cpSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const PARTS = ["package.json", "src", "templates", "eleventy.config.js", "eleventy.config.ts"];

/** Copies the engine: its code is part of what decides whether pages still hold. */
export function snapshotEngine(folder: string): string {
  const engine = join(folder, "engine");
  rmSync(engine, { recursive: true, force: true });
  mkdirSync(engine, { recursive: true });
  for (const part of PARTS) cpSync(join(PROJECT, part), join(engine, part), { recursive: true });
  symlinkSync(join(PROJECT, "node_modules"), join(engine, "node_modules"));
  return engine;
}

/** What a user types, as a list for `measure`. */
export const command = (engine: string, ...args: string[]): string[] => [
  "node",
  "--import",
  "tsx",
  join(engine, "src/cli.ts"),
  ...args,
];

/** Stories `start` to `start + count`, as JSON Lines. */
export function writeStories(generator: string, count: number, start: number, file: string): void {
  const output = openSync(file, "w");
  execFileSync("node", [generator, String(count), String(start)], { stdio: ["ignore", output, "inherit"] });
  closeSync(output);
}

export function writeRoot(root: string): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(
    join(root, "feeds.yaml"),
    "site: { title: Bench, url: https://example.org/shared/ }\nfeeds: []\n",
  );
  writeFileSync(join(root, ".gitignore"), "_site/\n.cache/\n");
}

/** Commits all of a root: from now on it is a checkout. */
export function commitRoot(root: string): void {
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=bench", "-c", "user.email=bench@example.org", ...args], {
      cwd: root,
      stdio: "ignore",
    });
  };
  git("init", "--quiet");
  // Else git tidies up behind the commit, while something is measured.
  git("config", "gc.auto", "0");
  git("add", "-A");
  git("commit", "--quiet", "-m", "stories");
}

/** A checkout as a CI job has it: every mtime new, the site and the cache of the last build copied along. */
export function cloneRoot(root: string, folder: string): void {
  execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${root}`, folder], { stdio: "ignore" });
  for (const part of [".cache", "_site"]) execFileSync("cp", ["-R", join(root, part), folder]);
}
