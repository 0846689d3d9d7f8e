import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashTree, NOW, runCli } from "../run-cli.ts";
import { type HostPublisher, startHostPublisher } from "./host-publisher.ts";

const SHARDS = [1, 2, 3, 4];
const TOMORROW = String(Number(NOW) + 86_400);

let publisher: HostPublisher;
let folder: string;

const content = (root: string): Record<string, string> => hashTree(join(root, "content"));

beforeAll(async () => {
  publisher = await startHostPublisher();
  folder = mkdtempSync(join(tmpdir(), "fetch-shards-"));
  // Some read articles; for all others it is the feeds alone that count.
  const feeds = publisher.feeds.map(
    (url, n) => `  - { url: "${url}", tags: [tag ${n % 3}], fullText: ${n % 3 ? "never" : "auto"} }`,
  );
  mkdirSync(join(folder, "one/content"), { recursive: true });
  writeFileSync(
    join(folder, "one/feeds.yaml"),
    `site: { title: Shards, url: https://example.org/ }
network: { perHost: 4, allowHosts: [${publisher.hosts.map((host) => `"${host}"`).join(", ")}] }
feeds:
${feeds.join("\n")}
`,
  );
});

afterAll(async () => {
  await publisher.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A night in four clones, each a process of its own, merged into the first. */
async function fetchInShards(from: string, night: string, now: string, order: number[]): Promise<string> {
  const clones = await Promise.all(
    SHARDS.map(async (index) => {
      const clone = join(folder, `${night}-${order.join("")}-${index}`);
      cpSync(from, clone, { recursive: true });
      const ran = await runCli(["fetch", "--root", clone, "--shard", `${index}/4`], {
        SOURCE_DATE_EPOCH: now,
      });
      expect(ran.code).toBe(0);
      return clone;
    }),
  );
  const [into = "", ...others] = order.map((index) => clones[index - 1] ?? "");
  const ran = await runCli(["merge", ...others, "--root", into], { SOURCE_DATE_EPOCH: now });
  expect(ran.stderr).toBe("");
  expect(ran.code).toBe(0);
  return into;
}

it("four machines that fetch a part each and merge, in any order, have what one machine has", async () => {
  const base = join(folder, "base");
  const one = join(folder, "one");
  cpSync(one, base, { recursive: true });
  await runCli(["fetch", "--root", one]);
  const expected = content(one);
  expect(Object.keys(expected).length).toBeGreaterThan(30);
  for (const order of [SHARDS, [3, 1, 4, 2]])
    expect(content(await fetchInShards(base, "first", NOW, order))).toEqual(expected);
});

it("and again on a night with news, with articles that are tried again", async () => {
  const one = join(folder, "one");
  const base = join(folder, "base-2");
  cpSync(one, base, { recursive: true });
  publisher.print(8);
  await runCli(["fetch", "--root", one], { SOURCE_DATE_EPOCH: TOMORROW });
  const expected = content(one);
  expect(Object.keys(expected).length).toBeGreaterThan(Object.keys(content(base)).length);
  for (const order of [SHARDS.toReversed()])
    expect(content(await fetchInShards(base, "second", TOMORROW, order))).toEqual(expected);
});

it("a folder that is no clone is named", async () => {
  const ran = await runCli(["merge", join(folder, "nowhere"), "--root", join(folder, "one")]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("nowhere is no clone: there is no content/ in it");
});
