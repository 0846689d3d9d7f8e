import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

const NEWEST = Date.parse("2022-01-18T03:00:00Z");
const HOUR = 3600 * 1000;
const root = mkdtempSync(join(tmpdir(), "feed-window-"));
let stories = 0;

/** JSON Lines of stories under one tag, each so many hours older than the one before. */
function under(tag: string, count: number, hoursApart: number, markdown = "Text.", values = {}): string[] {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      url: `https://example.com/${++stories}`,
      title: `${tag} ${index}`,
      shared: new Date(NEWEST - index * hoursApart * HOUR).toISOString(),
      markdown,
      tags: [tag],
      ...values,
    }),
  );
}

const titlesIn = (path: string): string[] =>
  JSON.parse(readFileSync(join(root, "_site", path), "utf8")).items.map(
    (item: { title: string }) => item.title,
  );

beforeAll(async () => {
  const lines = [
    ...under("quiet", 5, 24, "Text.", { hidden: true }),
    ...under("quiet", 9, 24 * 30),
    ...under("gone", 4, 24, "Text.", { hidden: true }),
    ...under("slow", 20, 24 * 7),
    ...under("lively", 60, 1),
    ...under("early", 10, -24 * 365, "Text.", { hidden: true }),
    ...under("early", 60, 1),
    ...under("flood", 520, 0.01),
    ...under("heavy", 12, 1, "word ".repeat(120_000)),
    ...under("тяжёлые", 12, 1, "слово ".repeat(80_000)),
  ];
  writeFileSync(
    join(root, "feeds.yaml"),
    "site: { title: C, url: https://example.org/, feedSize: 3 }\nfeeds: []\n",
  );
  writeFileSync(join(root, "stories.jsonl"), lines.join("\n"));
  await runCli(["import", join(root, "stories.jsonl"), "--root", root]);
  await runCli(["build", "--root", root]);
});

afterAll(() => rmSync(root, { recursive: true }));

it("has at least feedSize stories, newest first", () => {
  expect(titlesIn("tags/slow/feed.json")).toEqual(["slow 0", "slow 1", "slow 2"]);
});

it("has as many where the newest stories are hidden", () => {
  expect(titlesIn("tags/quiet/feed.json")).toEqual(["quiet 0", "quiet 1", "quiet 2"]);
  expect(existsSync(join(root, "_site/tags/gone/feed.json"))).toBe(false);
});

it("has everything of the two days before its newest story", () => {
  expect(titlesIn("tags/lively/feed.json")).toEqual(
    Array.from({ length: 49 }, (_, index) => `lively ${index}`),
  );
});

it("counts the two days from the newest story that is shown", () => {
  expect(titlesIn("tags/early/feed.json")).toEqual(
    Array.from({ length: 49 }, (_, index) => `early ${index}`),
  );
});

it("has no more than 500 stories of a flood", () => {
  expect(titlesIn("tags/flood/feed.json")).toHaveLength(500);
});

it("has no more than five megabytes of heavy texts, but never less than feedSize", () => {
  expect(titlesIn("tags/heavy/feed.json")).toHaveLength(8);
  // 880 kB each, though they have fewer signs than those.
  expect(titlesIn("tags/тяжёлые/feed.json")).toHaveLength(5);
});
