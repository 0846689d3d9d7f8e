/** What `merge` says to whoever typed it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { storyId } from "../../src/story/address.ts";
import { runCli } from "../run-cli.ts";

let folder: string;
let ours: string;
let theirs: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "merge-command-"));
  [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
  mkdirSync(ours);
  writeFileSync(join(ours, "feeds.yaml"), "site: { title: A page, url: https://example.org/ }\nfeeds: []\n");
  await importInto(ours, "one");
  cpSync(ours, theirs, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

async function importInto(root: string, name: string): Promise<void> {
  const file = join(folder, `${name}.jsonl`);
  const story = { url: `https://example.com/${name}`, title: name, shared: "2022-01-18T03:00:00Z" };
  writeFileSync(file, `${JSON.stringify({ ...story, markdown: `Words of ${name}.` })}\n`);
  expect((await runCli(["import", file, "--root", root])).code).toBe(0);
}

/** Of the story that both clones have. */
const ONE = `content/stories/2022/01/18/one-${storyId("https://example.com/one")}.md`;

function edit(root: string, from: string, to: string): void {
  const text = readFileSync(join(root, ONE), "utf8");
  writeFileSync(join(root, ONE), text.replace(from, to));
}

it("counts what came, and names what two people wrote differently, wherever a clone's content/ is given", async () => {
  for (const [root, name] of [
    [ours, "Ada"],
    [theirs, "Ben"],
  ] as const) {
    edit(root, "title: one\n", `title: As ${name} has it\ncomment: Says ${name}\n`);
    edit(root, "Words of one.", `Words of ${name}.`);
  }
  await importInto(theirs, "two");
  const ran = await runCli(["merge", join(theirs, "content"), "--root", ours]);
  expect(ran).toEqual({
    code: 0,
    stdout: [
      "Merged   1 new story, 0 updated, 0 taken away",
      `  ${ONE}: two people wrote another title and comment and text; one of them stands`,
      "",
    ].join("\n"),
    stderr: "",
  });
  expect((await runCli(["merge", theirs, "--root", ours])).stdout).toMatch(
    /^Merged {3}0 new stories, 0 updated/,
  );
});

it("names what could not be read of another clone, and ends with 1 where that is asked for", async () => {
  edit(theirs, "title: one\n", "title: [one\n");
  writeFileSync(join(theirs, "content/.state/a-feed.yaml"), "\0");
  for (const [flags, code] of [
    [[], 0],
    [["--strict"], 1],
  ] as const) {
    const ran = await runCli(["merge", theirs, "--root", ours, ...flags]);
    expect(ran.code).toBe(code);
    expect(ran.stdout).toContain(`  passed over ${join(theirs, ONE)}:`);
    expect(ran.stdout).toMatch(
      /a-feed\.yaml could not be read as state \(.+\): the next fetch makes it anew/,
    );
  }
});
