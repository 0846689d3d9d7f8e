/** What strangers write steers neither a terminal nor the machine that runs the job, whichever command tells it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { runCli } from "../run-cli.ts";

/** Clears the screen and names the window, in both spellings that terminals know. */
const STEERING = "\u001b[2J\u001b]0;owned\u0007\u009b2J\u009d0;owned\u009c";
const STEERS = /[^\P{Cc}\t\n]/u;
const TITLE = "::stop-commands::owned ##[error]all is lost \u009b2J";

let publisher: FaultyPublisher;
let root: string;

beforeAll(async () => {
  publisher = await startFaultyPublisher();
  const item = `<item><title>${TITLE}</title><link>http://a.example/1</link><description>Words.</description></item>`;
  publisher.scripts.set(
    "/feed",
    // It breaks off: the run has something to say of it.
    answer(
      200,
      { "content-type": "application/rss+xml; charset=utf-8" },
      `<?xml version="1.0"?><rss version="2.0"><channel><title>${TITLE}</title>${item}`,
    ),
  );
  root = mkdtempSync(join(tmpdir(), "plain-lines-"));
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: Plain, url: "https://plain.example/" }
network: { allowHosts: [127.0.0.1] }
feeds: [{ url: "${publisher.origin}/feed", fullText: never }]
`,
  );
});

afterAll(async () => {
  await publisher?.close();
  rmSync(root, { recursive: true, force: true });
});

it("shows a feed's titles as text", async () => {
  const { code, stdout } = await runCli(["fetch", "--dry-run", "--root", root], { GITHUB_ACTIONS: "true" });
  expect(code).toBe(0);
  expect(stdout).not.toMatch(STEERS);
  expect(stdout).toContain(
    "  \\u003a:stop-commands::owned ##\\u005berror]all is lost \\u009b2J: the document breaks off",
  );
  expect(stdout).toContain("would add  ::stop-commands::owned ##\\u005berror]all is lost \\u009b2J  http");
});

it("says the same in JSON", async () => {
  const { stdout } = await runCli(["fetch", "--dry-run", "--json", "--root", root]);
  expect(stdout).not.toMatch(STEERS);
  expect(stdout).not.toContain("##[");
  expect(JSON.parse(stdout)).toMatchObject({ feeds: [{ title: TITLE }], wouldAdd: [{ title: TITLE }] });
});

it("shows what lines of an import hold", async () => {
  const file = join(root, "stories.jsonl");
  writeFileSync(file, `${STEERING}\n${JSON.stringify({ url: "https://a.example/", shared: STEERING })}\n`);
  const { stdout } = await runCli(["import", file, "--root", root]);
  expect(stdout).not.toMatch(STEERS);
  expect(stdout).toMatch(/:1: is no JSON: .*\\u001b/);
});

it("shows what story files and their names hold", async () => {
  const folder = join(root, "content/stories");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `a${STEERING}-00000000000a.md`), "---\ntitle: a: b\n---\n");
  for (const args of [["build"], ["doctor"], ["export", "--jsonl"]]) {
    const { stdout, stderr } = await runCli([...args, "--root", root], { GITHUB_ACTIONS: "true" });
    expect(`${stdout}${stderr}`).toContain("a\\u001b[2J");
    expect(`${stdout}${stderr}`).not.toMatch(STEERS);
  }
  const { stderr } = await runCli(["hide", STEERING, "--root", root]);
  expect(stderr).toContain("there is no story \\u001b[2J");
  expect(stderr).not.toMatch(STEERS);
});
