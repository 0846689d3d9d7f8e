import { spawn } from "node:child_process";
import { once } from "node:events";
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
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIN, hashTree, NOW, runCli } from "./run-cli.ts";

const FEEDS = "site: { title: Exchange, url: https://example.org/ }\nfeeds: []\n";
let folder: string;

const story = (n: number): object => ({
  url: `https://example.com/${n}`,
  title: `Story ${n} — «${"ё".repeat(n % 3)}» {{ 7*7 }}`,
  author: n % 4 ? `Ada ${n}` : undefined,
  shared: new Date(Date.UTC(2022, 0, 1) + n * 3_600_000).toISOString(),
  published: n % 2 ? "2021-12-31T22:00:00+03:00" : undefined,
  source: { title: "A paper", url: "https://example.com/", feed: "https://example.com/feed.xml" },
  by: n % 5 === 0 ? "Ada" : undefined,
  comment: n % 5 === 0 ? "Why: *this*.\n\n---\n" : undefined,
  tags: n % 3 ? ["one", `tag ${n % 7}`] : undefined,
  markdown: n % 11 ? `Words of story ${n}.\n\n---\ntitle: not front matter\n---\n` : "",
});

const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify(story(n))}\n`).join("");

function newRoot(name: string): string {
  const root = join(folder, name);
  mkdirSync(root);
  writeFileSync(join(root, "feeds.yaml"), FEEDS);
  return root;
}

const importInto = (root: string, file: string) => runCli(["import", file, "--root", root, "--json"]);

async function exportOf(root: string): Promise<string> {
  const { code, stdout } = await runCli(["export", "--jsonl", "--root", root]);
  expect(code).toBe(0);
  return stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "exchange-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("export and import", () => {
  it("give the same bytes in an empty root, with what was hidden, edited and taken away", async () => {
    const root = newRoot("first");
    const file = join(folder, "stories.jsonl");
    writeFileSync(file, lines(60));
    expect(JSON.parse((await importInto(root, file)).stdout)).toMatchObject({ added: 60, bad: [] });
    await runCli(["hide", "https://example.com/7", "--root", root]);
    await runCli(["hide", "https://example.com/9", "--erase", "--root", root]);
    const [putBack = ""] = readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.includes("story-11-"))
      .map((path) => join(root, "content/stories", path));
    const text = readFileSync(putBack);
    await runCli(["hide", "https://example.com/11", "--erase", "--root", root]);
    writeFileSync(putBack, text);

    const exported = await exportOf(root);
    expect(exported.split("\n").filter((line) => line.startsWith('{"removed"'))).toHaveLength(1);
    writeFileSync(join(folder, "exported.jsonl"), exported);
    const second = newRoot("second");
    await importInto(second, join(folder, "exported.jsonl"));
    expect(await exportOf(second)).toBe(exported);
    for (const part of ["stories", ".state/stories"])
      expect(hashTree(join(second, "content", part))).toEqual(hashTree(join(root, "content", part)));
  });

  it("name a story that was given another day by hand, and taken away, with that day", async () => {
    const root = newRoot("another-day");
    const file = join(folder, "another-day.jsonl");
    writeFileSync(file, lines(3));
    await importInto(root, file);
    const [path = ""] = readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes("story-1-"))
      .map((name) => join(root, "content/stories", name));
    writeFileSync(path, readFileSync(path, "utf8").replace(/^shared: .*$/m, "shared: 2021-10-01T00:00:00Z"));
    await runCli(["hide", "https://example.com/1", "--erase", "--root", root]);
    expect(readFileSync(join(root, "content/removed.txt"), "utf8")).toMatch(/2021-10-01T00:00:00Z/);
    const ledger = join(root, "content/.state/stories");
    expect(readdirSync(ledger)).toEqual(["2021-10.txt", "2022-01.txt"]);
    expect(readFileSync(join(ledger, "2022-01.txt"), "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("tell a story's language from its words where the line does not", async () => {
    const root = newRoot("languages");
    const text = "Эта история рассказана по-русски, и её слов достаточно, чтобы узнать язык.";
    const stories = [
      { markdown: text },
      { html: `<p>${text}</p>` },
      { markdown: text, language: "uk" },
      { title: "?" },
    ];
    const file = join(folder, "languages.jsonl");
    const lines = stories.map((said, n) =>
      JSON.stringify({ url: `https://example.com/language/${n}`, ...said }),
    );
    writeFileSync(file, lines.join("\n"));
    await importInto(root, file);
    const languages = (await exportOf(root))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Map(languages.map(({ url, language }) => [url.at(-1), language]))).toEqual(
      new Map([
        ["0", "ru"],
        ["1", "ru"],
        ["2", "uk"],
        ["3", undefined],
      ]),
    );
  });

  it("add nothing the second time, and bring nothing back that was taken away", async () => {
    const root = join(folder, "first");
    const before = hashTree(join(root, "content"));
    const ran = await importInto(root, join(folder, "stories.jsonl"));
    expect(JSON.parse(ran.stdout)).toMatchObject({ added: 0, known: 59, removed: 1 });
    expect(hashTree(join(root, "content"))).toEqual(before);
  });

  it("keep a story whose path another one names, and find another for that", async () => {
    const root = newRoot("one-path");
    const file = join(folder, "one-path.jsonl");
    const path = "content/stories/about.md";
    writeFileSync(
      file,
      [1, 2]
        .map((n) => {
          const origin = { id: `00000000000${n}` };
          return JSON.stringify({ path, title: `Page ${n}`, shared: "2022-01-01", markdown: "", origin });
        })
        .join("\n"),
    );
    expect(JSON.parse((await importInto(root, file)).stdout)).toMatchObject({ added: 2, bad: [] });
    expect(Object.keys(hashTree(join(root, "content/stories")))).toEqual([
      "2022/01/01/page-2-000000000002.md",
      "about.md",
    ]);
    expect(JSON.parse((await importInto(root, file)).stdout)).toMatchObject({ added: 0, known: 2 });
  });

  it("tell a line whose path no file can have, and take the rest", async () => {
    const file = join(folder, "paths.jsonl");
    const paths = [
      "a.md",
      `${"x".repeat(260)}.md`,
      "a.md/b.md",
      "a.md/b/c.md",
      "d.md",
      "e\uFFFD.md",
      "f\uD83D.md",
      "g\n- h.md",
    ];
    const line = (path: string, n: number): string =>
      JSON.stringify({
        path: `content/stories/${path}`,
        shared: "2022-01-01",
        origin: { id: `00000000000${n}` },
      });
    writeFileSync(file, paths.map(line).join("\n"));
    const ran = await importInto(newRoot("paths"), file);
    expect(ran.stderr).toBe("");
    const report = JSON.parse(ran.stdout);
    expect(report.added).toBe(2);
    expect(report.bad.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 6, 7, 8]);
    for (const { why } of report.bad) expect(why).toMatch(/^path: .*; write content\/stories\/YYYY/);
  });

  it("tell each bad line with its number, and take the rest", async () => {
    const bad = ["{", "[]", '{"title":"no address"}', '{"url":"https://example.com/x","shared":"soon"}', ""];
    const file = join(folder, "bad.jsonl");
    writeFileSync(
      file,
      `\uFEFF${JSON.stringify(story(500))}\r\n${bad.join("\n")}\n${JSON.stringify(story(501))}`,
    );
    const ran = await importInto(newRoot("bad"), file);
    expect(ran.code).toBe(0);
    const report = JSON.parse(ran.stdout);
    expect(report.added).toBe(2);
    expect(report.bad.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5]);
    for (const { why } of report.bad) expect(why).toMatch(/\w{3}/);
  });
});

describe("an import", () => {
  it("takes no line that is too long, or no UTF-8, and all others", async () => {
    const file = join(folder, "long.jsonl");
    const [first, last] = [500, 501].map((n) => Buffer.from(`${JSON.stringify(story(n))}\n`));
    const latin1 = Buffer.from('{"url":"https://example.com/x","title":"Café"}\n', "latin1");
    const long = Buffer.alloc(65 * 1024 * 1024, "x");
    writeFileSync(
      file,
      Buffer.concat([first, latin1, long, Buffer.from("\n"), last].map((part) => part ?? long)),
    );
    const report = JSON.parse((await importInto(newRoot("long"), file)).stdout);
    expect(report).toMatchObject({ added: 2, badLines: 2 });
    expect(report.bad).toEqual([
      { line: 2, why: expect.stringContaining("UTF-8") },
      { line: 3, why: expect.stringContaining("64 MB") },
    ]);
  });

  it("takes nothing away that the archive has", async () => {
    const file = join(folder, "kept.jsonl");
    const root = newRoot("kept");
    writeFileSync(file, `${JSON.stringify(story(500))}\n`);
    await importInto(root, file);
    const [path = ""] = Object.keys(hashTree(join(root, "content/stories")));
    const id = /([0-9a-f]{12})\.md$/.exec(path)?.[1];
    const removal = { id, shared: "2022-01-18T00:00:00Z", address: "-" };
    writeFileSync(file, `${JSON.stringify({ removed: removal })}\n`);
    const report = JSON.parse((await importInto(root, file)).stdout);
    expect(report).toMatchObject({ added: 0, known: 1, removed: 0 });
    expect(Object.keys(hashTree(join(root, "content/stories")))).toEqual([path]);
  });

  it("writes down one source where lines name its feed by http and by https, as they say it first", async () => {
    const root = newRoot("schemes");
    const file = join(folder, "schemes.jsonl");
    const feeds = ["http", "https"].map((scheme) => `${scheme}://paper.example/feed.xml`);
    const said = feeds.map((feed, n) => ({ ...story(n), source: { title: "The Paper", feed } }));
    writeFileSync(file, said.map((line) => JSON.stringify(line)).join("\n"));
    await importInto(root, file);
    const state = join(root, "content/.state");
    const [name = "", ...others] = readdirSync(state).filter((name) => name.endsWith(".yaml"));
    expect([name, ...others]).toEqual(["the-paper.yaml"]);
    expect(readFileSync(join(state, name), "utf8")).toContain(`feed: ${feeds[0]}\n`);
  });

  it("counts more bad lines than it tells", async () => {
    const file = join(folder, "nonsense.jsonl");
    writeFileSync(file, "x\n".repeat(2500));
    const report = JSON.parse((await importInto(newRoot("nonsense"), file)).stdout);
    expect([report.badLines, report.bad.length]).toEqual([2500, 1000]);
  });

  it("finishes what a killed one began to take away, and takes nothing that a removal before it names", async () => {
    const id = "00000000000a";
    const removal = { id, shared: "2022-01-18T00:00:00Z", published: "2022-01-17T00:00:00Z", address: "-" };
    const again = { title: "Again", shared: "2022-01-18", markdown: "", origin: { id } };
    const file = join(folder, "removals.jsonl");
    writeFileSync(file, `${JSON.stringify({ removed: removal })}\n${JSON.stringify(again)}\n`);
    const whole = newRoot("removals");
    const ran = await importInto(whole, file);
    expect(JSON.parse(ran.stdout)).toMatchObject({ added: 0, removed: 2 });
    const killed = newRoot("removals-killed");
    mkdirSync(join(killed, "content"));
    writeFileSync(join(killed, "content/removed.txt"), `${id} ${removal.shared} -\n`);
    await importInto(killed, file);
    expect(hashTree(join(killed, "content"))).toEqual(hashTree(join(whole, "content")));
  });
});

it("an export changes nothing, and names what somebody deleted as taken away", async () => {
  const root = newRoot("deleted");
  const file = join(folder, "three.jsonl");
  writeFileSync(file, lines(3));
  await importInto(root, file);
  const [path = ""] = Object.keys(hashTree(join(root, "content/stories")));
  rmSync(join(root, "content/stories", path));
  const before = hashTree(join(root, "content"));
  const exported = (await exportOf(root)).trim().split("\n");
  expect(exported.map((line) => Object.keys(JSON.parse(line)).includes("removed"))).toEqual([
    false,
    false,
    true,
  ]);
  expect(hashTree(join(root, "content"))).toEqual(before);
});

it("an export takes along why a story was taken away, and an import writes it down again", async () => {
  const root = newRoot("reasons");
  const file = join(folder, "reasons.jsonl");
  writeFileSync(file, lines(2));
  await importInto(root, file);
  await runCli(["hide", "https://example.com/1", "--erase", "--root", root]);
  const removed = readFileSync(join(root, "content/removed.txt"), "utf8").replace(
    "\n",
    " asked  for\tby Ada\n",
  );
  writeFileSync(join(root, "content/removed.txt"), removed);
  writeFileSync(file, await exportOf(root));
  const second = newRoot("reasons-second");
  await importInto(second, file);
  expect(readFileSync(join(second, "content/removed.txt"), "utf8")).toBe(removed);
});

it("a line whose HTML says nothing has no article", async () => {
  const root = newRoot("empty");
  const file = join(folder, "empty.jsonl");
  writeFileSync(file, JSON.stringify({ url: "https://example.com/empty", title: "Empty", html: "<p></p>" }));
  await importInto(root, file);
  expect(JSON.parse(await exportOf(root)).origin.text).toBe("none");
});

it("an export that lacks a story says which, and ends with 1", async () => {
  const root = newRoot("unreadable");
  const file = join(folder, "two.jsonl");
  writeFileSync(file, lines(2));
  await importInto(root, file);
  const [path = ""] = Object.keys(hashTree(join(root, "content/stories")));
  writeFileSync(join(root, "content/stories", path), "---\ntitle: a: b\n---\n");
  const { code, stdout, stderr } = await runCli(["export", "--jsonl", "--root", root]);
  expect([code, stdout.split("\n").length]).toEqual([1, 2]);
  expect(stderr).toContain(`passed over content/stories/${path}:`);
});

it("an import that was killed is finished by running it again", async () => {
  const file = join(folder, "many.jsonl");
  writeFileSync(file, lines(3000));
  const whole = newRoot("whole");
  await importInto(whole, file);

  const killed = newRoot("killed");
  const child = spawn(process.execPath, [BIN, "import", file, "--root", killed], {
    env: { ...process.env, SOURCE_DATE_EPOCH: NOW },
    stdio: "ignore",
  });
  const stories = join(killed, "content/stories/2022/01");
  while (!existsSync(stories) || readdirSync(stories).length < 10)
    await new Promise((go) => setTimeout(go, 5));
  child.kill("SIGKILL");
  await once(child, "exit");
  const before = Object.keys(hashTree(join(killed, "content/stories"))).length;
  expect(before).toBeLessThan(3000);
  const ran = await importInto(killed, file);
  expect(JSON.parse(ran.stdout)).toMatchObject({ added: 3000 - before, known: before });
  expect(hashTree(join(killed, "content"))).toEqual(hashTree(join(whole, "content")));
});
