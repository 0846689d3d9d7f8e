/** Articles that are never had, over as many nights as they are tried, on one machine and on two. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashTree, NOW, runCli } from "../run-cli.ts";
import { type HostPublisher, startHostPublisher } from "./host-publisher.ts";

let publisher: HostPublisher;
let folder: string;

beforeAll(async () => {
  publisher = await startHostPublisher();
  folder = mkdtempSync(join(tmpdir(), "failing-articles-"));
  mkdirSync(join(folder, "one/content"), { recursive: true });
  writeFileSync(
    join(folder, "one/feeds.yaml"),
    `site: { title: Failing, url: https://example.org/ }
network: { perHost: 4, allowHosts: [${publisher.hosts.map((host) => `"${host}"`).join(", ")}] }
feeds:
${publisher.feeds.map((url) => `  - { url: "${url}" }`).join("\n")}
`,
  );
  cpSync(join(folder, "one"), join(folder, "many"), { recursive: true });
});

afterAll(async () => {
  await publisher.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(root: string, now: string, ...args: string[]): Promise<void> {
  const ran = await runCli([...args, "--root", root], { SOURCE_DATE_EPOCH: now });
  expect(ran.stderr).toBe("");
  expect(ran.code).toBe(0);
}

/** @returns the pages that were asked for meanwhile */
async function pagesOf(act: () => Promise<void>): Promise<string[]> {
  publisher.asked.length = 0;
  await act();
  return publisher.asked.toSorted();
}

/** Two clones fetch a part each; the second is merged into the first, and that is where the next night begins. */
async function fetchInTwo(root: string, now: string): Promise<void> {
  const other = `${root}-other`;
  cpSync(root, other, { recursive: true });
  await Promise.all([run(root, now, "fetch", "--shard", "1/2"), run(other, now, "fetch", "--shard", "2/2")]);
  await run(root, now, "merge", other);
  rmSync(other, { recursive: true });
}

it("they are tried on five nights, by two machines as by one, and what is remembered of them is the same", async () => {
  const [one, many] = [join(folder, "one"), join(folder, "many")];
  for (const night of [1, 2, 3, 4, 5, 6]) {
    const now = String(Number(NOW) + night * 86_400);
    const alone = await pagesOf(() => run(one, now, "fetch"));
    const together = await pagesOf(() => fetchInTwo(many, now));
    expect(together.length > 0).toBe(night <= 5);
    if (night > 1) expect(together).toEqual(alone);
    expect(hashTree(join(many, "content"))).toEqual(hashTree(join(one, "content")));
  }
});
