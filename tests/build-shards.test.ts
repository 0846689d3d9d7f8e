import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseShard } from "../src/commands/shard.ts";
import { hashTree, runCli } from "./run-cli.ts";

/** Enough that a build works in several processes. */
const STORIES = 1600;
let folder: string;

const story = (n: number): object => ({
  url: `https://example.com/${n}`,
  title: `Story ${n}`,
  shared: new Date(Date.UTC(2022, 0, 1) + n * 3_600_000 * 2).toISOString(),
  source: { title: `Paper ${n % 5}`, feed: `https://example.com/feed-${n % 5}.xml` },
  tags: [`tag ${n % 3}`],
  markdown: `Words of story ${n}.`,
});

/** A clone of one archive, as each machine has it. */
async function cloneRoot(name: string): Promise<string> {
  const root = join(folder, name);
  cpSync(join(folder, "root"), root, { recursive: true });
  return root;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shards-"));
  const lines = Array.from({ length: STORIES }, (_, n) => JSON.stringify(story(n)));
  writeFileSync(join(folder, "stories.jsonl"), lines.join("\n"));
  const feeds = "site: { title: Shards, url: https://example.org/ }\nfeeds: []\n";
  cpSync(new URL("../LICENSE", import.meta.url).pathname, join(folder, "root/LICENSE"));
  writeFileSync(join(folder, "root/feeds.yaml"), feeds);
  await runCli(["import", join(folder, "stories.jsonl"), "--root", join(folder, "root")]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("builds in parts that share nothing and, copied together, are the bytes of one run", async () => {
  const whole = join(folder, "whole");
  await runCli(["build", "--root", await cloneRoot("one"), "--out", whole]);
  const expected = hashTree(whole);
  expect(Object.keys(expected).length).toBeGreaterThan(STORIES);

  const parts = await Promise.all(
    [1, 2, 3].map(async (index) => {
      const out = join(folder, `part-${index}`);
      const root = await cloneRoot(`clone-${index}`);
      const ran = await runCli(["build", "--root", root, "--out", out, "--shard", `${index}/3`]);
      expect(ran.code).toBe(0);
      return out;
    }),
  );
  const pages = parts.map((part) =>
    Object.keys(hashTree(part)).filter((path) => !path.startsWith("assets/")),
  );
  expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  for (const part of parts.toReversed()) cpSync(part, join(folder, "merged"), { recursive: true });
  expect(hashTree(join(folder, "merged"))).toEqual(expected);
});

it("leaves no manifest behind: the next build of a part's folder is whole", async () => {
  const root = join(folder, "clone-1");
  const out = join(folder, "part-1");
  await runCli(["build", "--root", root, "--out", out]);
  expect(hashTree(out)).toEqual(hashTree(join(folder, "whole")));
});

it("takes a part's folder for its part alone: pages of other parts go", async () => {
  const ran = await runCli([
    "build",
    "--root",
    join(folder, "one"),
    "--out",
    join(folder, "whole"),
    "--shard",
    "2/3",
  ]);
  expect(ran.code).toBe(0);
  expect(hashTree(join(folder, "whole"))).toEqual(hashTree(join(folder, "part-2")));
});

it.each(["0/3", "4/3", "2", "a/b", "2/0"])("says what is wrong with --shard %s", (shard) => {
  expect(() => parseShard(shard)).toThrow(
    `--shard wants i/n with i from 1 to n, such as 2/4, and got "${shard}"`,
  );
});
