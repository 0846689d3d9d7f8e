import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, runCli } from "../run-cli.ts";

const DAY = "content/stories/2026/03/14";

let outer: string;
let root: string;
let canary: string;
let built: Ran;

const frontMatter = (title: string, more = ""): string =>
  `---\ntitle: ${title}\n${more}shared: 2026-03-14T09:00:00Z\norigin:\n  source: { title: Example }\n---\n`;

function write(path: string, text: string): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

/** Every file of the site as one text. */
const site = (): string =>
  readdirSync(join(root, "_site"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

beforeAll(async () => {
  outer = mkdtempSync(join(tmpdir(), "strangers-"));
  root = join(outer, "root");
  canary = join(outer, "canary");
  write("feeds.yaml", "site: { title: Picked, url: https://picked.example/ }\n");
  const run = `require("node:fs").writeFileSync(${JSON.stringify(canary)}, "run")`;

  write(`${DAY}/good-000000000001.md`, `${frontMatter("A good story")}Words of the good story.\n`);
  write(`${DAY}/unparsable-000000000002.md`, `${frontMatter("this: and that")}Words of the unparsable.\n`);
  write(
    `${DAY}/merged-000000000003.md`,
    frontMatter("x").replace(
      "title: x\n",
      "<<<<<<< HEAD\ntitle: Ours\n=======\ntitle: Theirs\n>>>>>>> feed\n",
    ),
  );
  write(
    `${DAY}/merged-text-000000000004.md`,
    `${frontMatter("Merged text")}One.\n\n<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> feed\n`,
  );
  write(`${DAY}/no-date-000000000005.md`, "---\ntitle: No date\norigin: {}\n---\nWords without a date.\n");
  write(`${DAY}/nameless.md`, `${frontMatter("No id")}Words without an id.\n`);
  write(`${DAY}/script-000000000006.md`, `---js\n{ title: ${run} }\n---\nWords behind a script.\n`);
  write(`${DAY}/spaced-000000000007.md`, `--- javascript\n{ title: ${run} }\n---\nWords behind another.\n`);
  write(
    `${DAY}/tagged-000000000008.md`,
    `${frontMatter(`!!js/function "() => ${run.replaceAll('"', "'")}"`)}Words.\n`,
  );
  write(`${DAY}/first-000000000009.md`, `${frontMatter("Twice")}Words of the first.\n`);
  write(`${DAY}/second-000000000009.md`, `${frontMatter("Twice")}Words of the second.\n`);
  write(
    `${DAY}/kept-00000000000a.md`,
    `${frontMatter("Strange keys", "rating: 5\nmood: { is: odd }\n")}Words.\n`,
  );
  const shares = 'shares:\n  - { by: Ada, at: "2026-03-14T09:00:00Z", mood: happy }\n';
  write(`${DAY}/moody-00000000000e.md`, `${frontMatter("Strange share", shares)}mood: great\n`);
  write(`${DAY}/first-place-00000000000f.md`, `${frontMatter("We're #1", "tags: [a] # mine\n")}Words.\n`);
  write(`${DAY}/quoted-000000000010.md`, `${frontMatter('"Quoted #2"')}title: x #3\n`);
  write(`${DAY}/hashtags-000000000011.md`, `${frontMatter("Hashtags", "comment: #mustread\n")}Words.\n`);
  write(`${DAY}/not-a-story-00000000000b.md`, "# A page of notes\n");

  writeFileSync(join(outer, "outside-00000000000c.md"), `${frontMatter("Outside")}Words from outside.\n`);
  symlinkSync(join(outer, "outside-00000000000c.md"), join(root, DAY, "outside-00000000000c.md"));
  mkdirSync(join(outer, "more"));
  writeFileSync(
    join(outer, "more/deep-00000000000d.md"),
    `${frontMatter("Deeper")}Words from deeper outside.\n`,
  );
  symlinkSync(join(outer, "more"), join(root, "content/stories/2026/03/15"));
  built = await runCli(["build", "--root", root]);
});

afterAll(() => rmSync(outer, { recursive: true, force: true }));

describe("content/ from strangers", () => {
  it("is built without the stories that cannot be read, and ends with 0", () => {
    expect(built.code).toBe(0);
    expect(site()).toContain("Words of the good story.");
  });

  it.each([
    ["unparsable-000000000002.md:2", "invalid YAML: a second colon", "in quotes"],
    ["merged-000000000003.md:2", "unresolved merge conflict", "keep one side of the merge"],
    ["merged-text-000000000004.md:9", "unresolved merge conflict", "keep one side of the merge"],
    ["no-date-000000000005.md:1", "shared: is missing", "shared: 2022-01-18T03:00:00Z"],
    ["nameless.md:4", "origin.id: is missing", "as origin.url"],
    ["script-000000000006.md:1", "front matter must be YAML", "mend it"],
    ["spaced-000000000007.md:1", "front matter must be YAML", "mend it"],
    ["tagged-000000000008.md:2", "invalid YAML: YAML's tags", "take the tag out"],
    ["second-000000000009.md:1", `is the same story as ${DAY}/first-000000000009.md`, "delete one"],
    ["not-a-story-00000000000b.md:1", "front matter must be YAML", "mend it"],
    ["outside-00000000000c.md:1", "is a link, and links are not followed", "put the file itself there"],
    ["moody-00000000000e.md:4", "has a key that is not known: mood", "mend the spelling"],
    ["first-place-00000000000f.md:2", "title: from #1 on it is a comment to YAML", "into quotes"],
    ["hashtags-000000000011.md:3", "comment: from #mustread on it is a comment", "into quotes"],
    ["kept-00000000000a.md:3", "has keys that are not known: rating, mood", "mend the spelling"],
  ])("tells of %s the line, why, and the cure", (place, what, cure) => {
    const line = built.stdout.split("\n").find((one) => one.includes(`${DAY}/${place}: `));
    expect(line).toContain(what);
    expect(line?.split("To mend it: ")[1]).toContain(cure);
  });

  it("takes a # in quotes, in a text or before a blank for what it is", () => {
    expect(built.stdout).not.toMatch(/quoted-0|# mine/);
    expect(site()).toContain("Quoted #2");
  });

  it("executes nothing, and shows nothing of what it passes over", () => {
    expect(existsSync(canary)).toBe(false);
    const text = site();
    expect(text).not.toMatch(/Words (of the unparsable|without|behind|of the second|from)/);
    expect(text).not.toMatch(/<<<<<<<|&lt;&lt;&lt;|writeFileSync|page of notes/);
  });

  it("shows the first of two files of one story", () => expect(site()).toContain("Words of the first."));

  it("tells of a linked folder too, and reads nothing outside of content/, where links lead", () => {
    expect(built.stdout).toContain("content/stories/2026/03/15:1: is a link");
    expect(site()).not.toContain("outside");
  });

  it("keeps keys that are none of ours as they stand, also where the story is hidden", async () => {
    expect((await runCli(["hide", "00000000000a", "--root", root])).code).toBe(0);
    const text = readFileSync(join(root, DAY, "kept-00000000000a.md"), "utf8");
    expect(text).toContain("hidden: true\n");
    expect(text).toContain("rating: 5\nmood: { is: odd }\n");
  });

  it("ends with 1 where the curator wants it strict", async () => {
    expect((await runCli(["build", "--root", root, "--strict"])).code).toBe(1);
    expect(existsSync(canary)).toBe(false);
  });
});
