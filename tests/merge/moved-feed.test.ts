/** A feed that moved, as one clone knows already and another does not. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashTree, NOW, runCli } from "../run-cli.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "moved-feed-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const OLD = "{ url: feeds/a.xml, fullText: never }";
const MOVED = "{ url: feeds/b.xml, previously: [feeds/a.xml], fullText: never }";

function follow(root: string, feed: string): void {
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Moves, url: https://example.org/ }\nfeeds:\n  - ${feed}\n`,
  );
}

/** Under both addresses. */
function print(root: string, items: number): void {
  const entries = Array.from(
    { length: items },
    (_, n) => `<item><title>Tells ${n}</title><link>https://paper.example/${n}</link>
      <pubDate>${new Date(Date.UTC(2026, 1, 1 + n)).toUTCString()}</pubDate></item>`,
  );
  mkdirSync(join(root, "feeds"), { recursive: true });
  for (const name of ["a", "b"])
    writeFileSync(
      join(root, `feeds/${name}.xml`),
      `<rss version="2.0"><channel><title>Paper</title>${entries.join("")}</channel></rss>`,
    );
}

async function run(root: string, ...args: string[]): Promise<void> {
  const ran = await runCli([...args, "--root", root], { SOURCE_DATE_EPOCH: NOW });
  expect(ran.stderr).toBe("");
  expect(ran.code).toBe(0);
}

it("a story that both met has one share, as one machine has it that knows of the move", async () => {
  const knows = join(folder, "knows");
  const knowsNot = join(folder, "knows-not");
  const one = join(folder, "one");
  mkdirSync(join(knows, "content"), { recursive: true });
  follow(knows, OLD);
  print(knows, 2);
  await run(knows, "fetch");
  cpSync(knows, knowsNot, { recursive: true });
  follow(knows, MOVED);
  for (const root of [knows, knowsNot]) print(root, 3);
  for (const root of [knows, knowsNot]) await run(root, "fetch");
  cpSync(knows, one, { recursive: true });
  await run(knows, "merge", knowsNot);
  expect(hashTree(join(knows, "content/stories"))).toEqual(hashTree(join(one, "content/stories")));
  follow(knowsNot, MOVED);
  await run(knowsNot, "merge", one);
  expect(hashTree(join(knowsNot, "content/stories"))).toEqual(hashTree(join(one, "content/stories")));
});
