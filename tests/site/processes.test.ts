/** A large build reads and renders in processes, and comes to what one process makes. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { MendableError } from "../../src/mendable-error.ts";
import { createFrontKeeper } from "../../src/page/catalogue/kept-fronts.ts";
import { lookAtFolders } from "../../src/page/catalogue/read-folders.ts";
import { loadSettings } from "../../src/pipeline.ts";
import { cacheFolder } from "../../src/site/build-folders.ts";
import { buildSite } from "../../src/site/build-site.ts";
import { parseStory } from "../../src/story/file/story-file.ts";
import { readStates } from "../../src/story/state/read-states.ts";
import { hashTree, runCli } from "../run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "processes-"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const DAYS = 320;
/** Fewer than there are: processes read and render them. */
const FEW = { stories: 300, pages: 1500 };

function stories(): string {
  const lines = Array.from({ length: DAYS }, (_, day) =>
    JSON.stringify({
      url: `https://example.com/${day}`,
      title: `Story ${day}`,
      shared: new Date(Date.UTC(2022, 0, 1 + day)).toISOString(),
      markdown: `Text of *${day}*.`,
      comment: day % 5 === 0 ? "Look." : undefined,
      tags: [`a${day}`, `b${day}`],
    }),
  );
  const file = join(folder, "stories.jsonl");
  writeFileSync(file, lines.join("\n"));
  return file;
}

const filesOf = (root: string): string[] =>
  readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join(root, "content/stories", path))
    .sort();

function commit(root: string): void {
  const git = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  for (const args of [
    ["init", "-q"],
    ["add", "content"],
    [...git, "commit", "-q", "-m", "Stories"],
  ])
    execFileSync("git", args, { cwd: root });
}

function change(file: string | undefined, how: (text: string) => string): void {
  if (file) writeFileSync(file, how(readFileSync(file, "utf8")));
}

/** What a killed build kept of a file that is another now, as long as before. */
function leave(fronts: string, root: string, file: string): void {
  const text = readFileSync(file, "utf8");
  const parsed = parseStory(relative(root, file), text);
  if (!parsed.ok) throw new Error(parsed.mistake.what);
  const keeper = createFrontKeeper(fronts);
  keeper.keep(relative(root, file), text, { ...parsed.story, title: "Of yesterday", extra: {} });
  keeper.flush();
}

async function buildWith(root: string, name: string, cores: number): Promise<void> {
  await buildSite({
    root,
    out: join(root, name),
    settings: await loadSettings({ root, env: process.env, allowShrink: false }),
    states: readStates(root).states,
    full: true,
    allowShrink: false,
    cores,
    few: FEW,
    readDigests: lookAtFolders(root),
    progress() {},
  });
}

it("two processes make what one makes, of files that were written by hand too", async () => {
  const root = join(folder, "root");
  mkdirSync(root);
  // Where the site lies is said in the environment alone.
  vi.stubEnv("SITE_URL", "https://example.org/");
  writeFileSync(join(root, "feeds.yaml"), "site: { title: C }\nfeeds: []\n");
  expect((await runCli(["import", stories(), "--root", root])).code).toBe(0);
  const files = filesOf(root);
  commit(root);
  change(files[3], (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`);
  change(files[4], (text) => text.replace("hidden: false", "hidden: false\nmine: [.nan, 0x10]"));
  // Whole days that git still lists, and that are gone: nobody trips over them.
  rmSync(dirname(files[6] ?? ""), { recursive: true });
  change(files[5], (text) => text.replace("hidden: false", "hidden: no"));
  const left = join(cacheFolder(root, join(root, "two")), "fronts");
  leave(left, root, files[4] ?? "");

  await buildWith(root, "one", 1);
  await buildWith(root, "two", 2);
  const two = hashTree(join(root, "two"));
  expect(Object.keys(two).length).toBeGreaterThan(2000);
  expect(two).toEqual(hashTree(join(root, "one")));
  expect(existsSync(left)).toBe(false);
});

it("what goes wrong in a process is told as it would be here", async () => {
  const root = join(folder, "mistaken");
  mkdirSync(join(root, "templates"), { recursive: true });
  writeFileSync(join(root, "feeds.yaml"), "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  expect((await runCli(["import", stories(), "--root", root])).code).toBe(0);
  writeFileSync(join(root, "templates/story.njk"), "{{ doc.title | unheard }}");
  const error = await buildWith(root, "out", 2).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(MendableError);
  expect(String(error)).toContain("unheard");
  rmSync(join(root, "templates"), { recursive: true });
  mkdirSync(join(root, "taken"));
  writeFileSync(join(root, "taken/page"), "Somebody's own.");
  await expect(buildWith(root, "taken", 2)).rejects.toMatchObject({ syscall: expect.any(String) });
});
