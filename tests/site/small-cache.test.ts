import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "small-cache-"));
afterAll(() => rmSync(folder, { recursive: true }));

function stories(from: number, to: number): string {
  const file = join(folder, "stories.jsonl");
  const lines = Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const shared = new Date(Date.UTC(2022, 0, 1 + Math.floor(number / 4))).toISOString();
    return JSON.stringify({
      url: `https://example.com/${number}`,
      title: `Story ${number}`,
      shared,
      markdown: "Text.",
    });
  });
  writeFileSync(file, lines.join("\n"));
  return file;
}

/** Paths that the build wrote and removed, with what is in them now. */
async function buildAndRead(root: string): Promise<Map<string, string>> {
  const list = join(folder, "changed.txt");
  expect((await runCli(["build", "--root", root, "--changed", list])).code).toBe(0);
  const lines = readFileSync(list, "utf8").trim().split("\n");
  return new Map(
    lines.map((line) => [
      line,
      line.startsWith("+ ") ? readFileSync(join(root, "_site", line.slice(2)), "utf8") : "",
    ]),
  );
}

it("a job that keeps .cache and index.html alone writes the same pages as one that keeps them all", async () => {
  const whole = join(folder, "whole");
  const small = join(folder, "small");
  mkdirSync(whole);
  writeFileSync(join(whole, "feeds.yaml"), "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  await runCli(["import", stories(0, 45), "--root", whole]);
  await runCli(["build", "--root", whole]);
  for (const part of ["feeds.yaml", "content", ".cache", "_site/index.html"])
    cpSync(join(whole, part), join(small, part), { recursive: true, preserveTimestamps: true });
  const news = stories(45, 50);
  for (const root of [whole, small]) await runCli(["import", news, "--root", root]);
  const written = await buildAndRead(whole);
  expect([...written.keys()].filter((line) => line.startsWith("+ stories/"))).toHaveLength(5);
  expect(written.size).toBeLessThan(25);
  const again = await buildAndRead(small);
  // What did not change is written where it is missing, and is then the same.
  for (const [line, content] of written) expect(again.get(line)).toBe(content);
  expect(again.size).toBeLessThan(30);
});

it("such a job tells about as many bytes as the whole site has, however many nights it goes on", async () => {
  const root = join(folder, "nights");
  mkdirSync(root);
  writeFileSync(join(root, "feeds.yaml"), "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  const bytesOf = async (...flags: string[]): Promise<number> => {
    const { stdout } = await runCli(["build", "--json", "--root", root, ...flags]);
    return JSON.parse(stdout).bytes;
  };
  await runCli(["import", stories(0, 45), "--root", root]);
  await bytesOf();
  let told = 0;
  for (const night of [45, 46, 47, 48]) {
    const front = readFileSync(join(root, "_site/index.html"));
    rmSync(join(root, "_site"), { recursive: true });
    mkdirSync(join(root, "_site"));
    writeFileSync(join(root, "_site/index.html"), front);
    await runCli(["import", stories(night, night + 1), "--root", root]);
    told = await bytesOf();
  }
  const whole = await bytesOf("--full", "--out", join(folder, "nights-full"));
  expect(told / whole).toBeGreaterThan(0.9);
  expect(told / whole).toBeLessThan(1.1);
});

it("such a job lists the pages of a story that was hidden, so that they go where the site is", async () => {
  const [whole, small] = [join(folder, "whole"), join(folder, "small")];
  for (const root of [whole, small]) await runCli(["hide", "https://example.com/20", "--root", root]);
  for (const path of readdirSync(join(small, "_site")))
    if (path !== "index.html") rmSync(join(small, "_site", path), { recursive: true });
  const removed = async (root: string): Promise<string[]> =>
    [...(await buildAndRead(root)).keys()].filter((line) => line.startsWith("- "));
  expect(await removed(small)).toEqual([expect.stringMatching(/^- stories\/.*story-20-/)]);
  expect(await removed(whole)).toEqual([expect.stringMatching(/^- stories\/.*story-20-/)]);
});
