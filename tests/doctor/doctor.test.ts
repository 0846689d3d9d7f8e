/** The command on real folders. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../src/doctor/finding.ts";
import { storyId } from "../../src/story/address.ts";
import { hashTree, runCli } from "../run-cli.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "doctor-"));
  write("feeds.yaml", FEEDS);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const FEEDS = `site: { title: Sick, url: https://ada.github.io/shared/ }
feeds:
  - { url: https://example.com/feed.xml, title: A paper }
`;
const PROSE =
  "The lamp was lit at dusk and answered by another on the far shore which nobody had seen before. "
    .repeat(3)
    .concat(
      "Boats came in one after the other, each with a light of her own, and the keeper counted them twice as he was told to do. " +
        "When the last was moored he wrote their names into the book, blotted the page, shut it, and went up again to look at the far shore, " +
        "where by now there was nothing but the dark and a smell of rain over the marshes.",
    );

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Writes a story's file and gives its path. */
function writeStory(
  url: string,
  { title = url, body = `About ${url}.`, day = "10", name = "story" } = {},
): string {
  const id = storyId(url.replace(/^http:/, "https:"));
  const path = `content/stories/2026/03/${day}/${name}-${id}.md`;
  write(
    path,
    `---
title: ${title}
shared: 2026-03-${day}T03:00:00Z
shares:
  - { at: 2026-03-${day}T03:00:00Z, feed: https://example.com/feed.xml }
origin:
  format: 1
  id: ${id}
  url: ${url}
  source: { title: A paper, feed: https://example.com/feed.xml }
---
${body}
`,
  );
  return path;
}

interface Said extends Pick<Finding, "kind" | "where" | "what" | "cure"> {
  fixable: boolean;
  note: boolean;
}

interface Told {
  code: number | null;
  /** What is wrong; notes are for information. */
  findings: Said[];
  notes: Said[];
  fixed: number;
  messages: string;
}

async function doctor(...flags: string[]): Promise<Told> {
  const ran = await runCli(["doctor", "--root", root, "--json", ...flags]);
  if (ran.stdout === "") throw new Error(ran.stderr);
  const { findings, fixed }: { findings: Said[]; fixed: number } = JSON.parse(ran.stdout);
  return {
    code: ran.code,
    findings: findings.filter(({ note }) => !note),
    notes: findings.filter(({ note }) => note),
    fixed,
    messages: ran.stderr,
  };
}

describe("doctor", () => {
  it("finds nothing in a healthy root, changes nothing, and ends with 0", async () => {
    writeStory("https://example.com/a");
    writeStory("https://example.com/b");
    const before = hashTree(root);
    expect(await doctor()).toMatchObject({ code: 0, findings: [], notes: [], fixed: 0 });
    expect(hashTree(root)).toEqual(before);
  });

  it("names a feed that no night asks, since its slug is another's page", async () => {
    write("feeds.yaml", `${FEEDS}  - { url: https://other.example/feed.xml, title: Other, slug: paper }\n`);
    write("content/.state/paper.yaml", "---\nfeed: https://example.com/feed.xml\nslug: paper\n---\n");
    const { code, findings } = await doctor();
    expect([code, findings]).toEqual([
      1,
      [expect.objectContaining({ kind: "config", what: expect.any(String) })],
    ]);
    expect(findings[0]?.where).toContain("Other");
  });

  it("names a key that is not known, as a build does, with the one that is most likely meant", async () => {
    const path = writeStory("https://example.com/a");
    write(path, readFileSync(join(root, path), "utf8").replace("title:", "hiden: true\ntitle:"));
    const { code, notes } = await doctor();
    expect([code, notes]).toEqual([
      0,
      [expect.objectContaining({ where: `${path}:2`, cure: expect.stringContaining("write hidden") })],
    ]);
  });

  it("tells of stories that are lost with all that knew of them, where the last build saw them", async () => {
    writeStory("https://example.com/a");
    await runCli(["build", "--root", root]);
    rmSync(join(root, "content"), { recursive: true });
    const { code, findings } = await doctor();
    expect([code, findings]).toEqual([
      1,
      [expect.objectContaining({ kind: "content", what: expect.stringContaining("last build saw 1 stor") })],
    ]);
  });

  it("says in words that nothing is wrong", async () => {
    const ran = await runCli(["doctor", "--root", root]);
    expect(ran).toMatchObject({ code: 0, stdout: "Nothing is wrong.\n" });
  });

  it("notes an address that is nobody's, as a build does", async () => {
    write("feeds.yaml", FEEDS.replace("ada.github.io", "shared.example.org"));
    const { code, notes } = await doctor();
    expect([code, notes.map(({ where }) => where)]).toEqual([0, ["feeds.yaml (site.url)"]]);
    const built = await runCli(["build", "--root", root]);
    expect(built.stdout).toMatch(/links lead to https:\/\/shared\.example\.org\/.*, which is nobody's/);
  });

  it("names photos that are no files of the site", async () => {
    const people = [
      "Grace: { photo: assets/Grace%20H.jpg }",
      "Joan: { photo: assets/Jöan.jpg?new }",
      "Edsger: { photo: assets/J%c3%b6an%402x%23.jpg }",
      "Alan: { photo: templates/assets/alan.jpg }",
      "Kay: { photo: https://kay.example/me.jpg }",
    ];
    const author = "author: { name: Ada, photo: assets/ada.jpg }";
    write("feeds.yaml", `${FEEDS.replace("/ }", `/, ${author} }`)}people: { ${people.join(", ")} }\n`);
    write("templates/assets/Grace H.jpg", "a photo");
    write("templates/assets/Jöan.jpg", "a photo");
    write("templates/assets/Jöan@2x#.jpg", "a photo");
    write("templates/assets/alan.jpg", "a photo");
    const { code, findings, notes } = await doctor();
    expect([code, findings.map(({ where }) => where), notes.map(({ where }) => where)]).toEqual([
      1,
      ["feeds.yaml (site.author.photo)"],
      ["feeds.yaml (people.Alan.photo)"],
    ]);
    write("templates/assets/ada.jpg", "a photo");
    expect((await doctor()).code).toBe(0);
  });

  it("names every mistake with its place and its cure, and ends with 1", async () => {
    write("feeds.yaml", `${FEEDS}  - { url: https://example.com/2.xml, show: ful }\n`);
    const broken = writeStory("https://example.com/broken");
    write(broken, "---\ntitle: [\n---\n");
    write("content/.state/paper.yaml", "---\nfeed: [\n---\n");
    write("content/.state/stories/2026-03.txt", "<<<<<<< HEAD\n");
    const { code, findings } = await doctor();
    expect(code).toBe(1);
    expect(findings.map(({ kind, where, fixable }) => [kind, where, fixable])).toEqual([
      ["config", "feeds.yaml:4 (feeds[1].show)", false],
      ["state", "content/.state/paper.yaml", true],
      ["state", "content/.state/stories/2026-03.txt:1", true],
      ["content", expect.stringMatching(`^${broken}:\\d+$`), false],
    ]);
    for (const { what, cure } of findings) expect([what, cure].every((text) => text.length > 5)).toBe(true);
    const words = await runCli(["doctor", "--root", root]);
    expect(words.stdout).toContain("Did you mean full?");
    expect(words.stdout).toContain("4 found; --fix mends 2.");
  });

  it("looks at stories also where feeds.yaml cannot be used", async () => {
    write("feeds.yaml", "site: [\n");
    write(writeStory("https://example.com/broken"), "no front matter");
    const { findings } = await doctor();
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(["config", "content"]));
  });

  it("tells how a feed fares, by what state remembers", async () => {
    write(
      "content/.state/paper.yaml",
      `---
feed: https://example.com/feed.xml
slug: paper
failures: { since: 2026-03-10, last: 2026-03-13, days: 3, stage: parse, cause: not a feed, message: the address answers a web page }
---
`,
    );
    expect((await doctor()).findings).toMatchObject([
      { kind: "feed", what: "fails since 2026-03-10 (3 days): the address answers a web page" },
    ]);
  });

  it("names two files of one story, and with --fix takes away the younger where they are the same", async () => {
    const first = writeStory("https://example.com/a");
    const same = writeStory("https://example.com/a", { name: "twin" });
    const edited = writeStory("https://example.com/a", { day: "12", body: "Edited." });
    const { findings } = await doctor();
    expect(findings.map(({ where, what }) => [where, what])).toEqual([
      [same, `is the same file as ${first}`],
      [edited, `is the same story as ${first}`],
    ]);
    const told = await doctor("--fix");
    expect(told.fixed).toBe(1);
    expect(told.messages).toContain(`Deleting ${same}`);
    expect(told.findings.map(({ where }) => where)).toEqual([edited]);
    expect(told.code).toBe(1);
    expect([first, same, edited].map((path) => existsSync(join(root, path)))).toEqual([true, false, true]);
  });

  it("takes away the copy, whatever its name, and says how a copy becomes a story of its own", async () => {
    const first = writeStory("https://example.com/a");
    const text = readFileSync(join(root, first), "utf8");
    const copy = "content/stories/2026/03/10/Copy of it.md";
    const other = "content/stories/2026/03/10/another.md";
    write(copy, text);
    const begun = text.replace("url: https://example.com/a", "url: https://example.com/b");
    write(other, begun);
    const told = await doctor("--fix");
    expect([first, copy].map((path) => existsSync(join(root, path)))).toEqual([true, false]);
    expect(told.findings).toMatchObject([
      { where: other, cure: expect.stringContaining("take `origin.id` out") },
    ]);
    write(other, begun.replace(/^ {2}id: .*\n/m, ""));
    expect((await doctor()).findings).toEqual([]);
  });

  it("names two files whose addresses are one, whatever their ids", async () => {
    const first = writeStory("https://example.com/a");
    const second = writeStory("https://example.com/b", { day: "12" });
    const text = readFileSync(join(root, second), "utf8");
    write(second, text.replace("url: https://example.com/b", "url: http://EXAMPLE.com/a?utm_source=x"));
    expect((await doctor()).findings).toMatchObject([
      { where: second, what: `is the same story as ${first}` },
    ]);
  });

  it("offers a near-copy with the command that takes the younger away, and never takes it away itself", async () => {
    const copy = { title: "The lamp that answers", body: PROSE };
    const older = writeStory("https://example.com/lamp", copy);
    const younger = writeStory("https://mirror.example/lamp", {
      ...copy,
      day: "11",
      body: `${PROSE}\n\nFrom the Gazette.`,
    });
    const { code, notes, fixed } = await doctor("--fix");
    // They may well be two stories: that is for the curator to say, and leaving both is no fault.
    expect([code, fixed]).toEqual([0, 0]);
    expect(notes).toMatchObject([{ kind: "copies", where: younger, what: expect.stringContaining(older) }]);
    const command = /shared-stories (hide --erase \w+)/.exec(notes[0]?.cure ?? "")?.[1] ?? "";
    expect((await runCli([...command.split(" "), "--root", root])).code).toBe(0);
    expect([older, younger].map((path) => existsSync(join(root, path)))).toEqual([true, false]);
    expect(await doctor()).toMatchObject({ code: 0, findings: [], notes: [] });
  });

  it("offers no copy of a story that is hidden", async () => {
    const copy = { title: "The lamp that answers", body: PROSE };
    writeStory("https://example.com/lamp", copy);
    const younger = writeStory("https://mirror.example/lamp", copy);
    expect((await doctor()).notes).toHaveLength(1);
    write(younger, readFileSync(join(root, younger), "utf8").replace("shared:", "hidden: true\nshared:"));
    expect((await doctor()).notes).toEqual([]);
  });

  it("makes unreadable state anew with --fix, and keeps what it still tells", async () => {
    const id = storyId("https://example.com/seen");
    write("content/.state/paper.yaml", `---\nfeed: https://example.com/feed.xml\ntitle: [\n---\n${id}\n`);
    write("content/.state/lost.yaml", "nothing at all");
    write(
      "content/.state/stories/2026-03.txt",
      `<<<<<<< HEAD\n${id} 2026-03-10T03:00:00Z - https://example.com/seen\n`,
    );
    write("content/.state/stories/notes.txt", "Where I began.\n");
    const told = await doctor("--fix");
    expect(told).toMatchObject({ code: 0, findings: [], fixed: 3 });
    expect(told.messages.split("\n").map((line) => line.split(":")[0])).toEqual([
      "Deleting content/.state/lost.yaml",
      "Rewriting content/.state/paper.yaml",
      "Rewriting content/.state/stories/2026-03.txt",
      "",
    ]);
    expect(readFileSync(join(root, "content/.state/paper.yaml"), "utf8")).toContain(`\n${id}\n`);
    expect(existsSync(join(root, "content/.state/lost.yaml"))).toBe(false);
    expect(readFileSync(join(root, "content/.state/stories/2026-03.txt"), "utf8")).toMatch(
      new RegExp(`^${id} `),
    );
    expect(readFileSync(join(root, "content/.state/stories/notes.txt"), "utf8")).toBe("Where I began.\n");
    expect(await doctor()).toMatchObject({ code: 0, findings: [] });
  });

  it("tells of a checkout that lost its stories", async () => {
    const lines = Array.from({ length: 40 }, (_, n) => {
      const url = `https://example.com/${n}`;
      if (n < 10) writeStory(url);
      return `${storyId(url)} 2026-03-10T03:00:00Z - ${url}\n`;
    });
    write("content/.state/stories/2026-03.txt", lines.join(""));
    expect((await doctor()).findings).toMatchObject([
      { where: "content/stories", what: expect.stringContaining("lacks 30 of 40 known stories") },
    ]);
  });

  it("names a removed.txt that is no UTF-8, which no run writes anew", async () => {
    write("content/removed.txt", "");
    writeFileSync(join(root, "content/removed.txt"), Buffer.from("# Notes\n# gel\u00f6scht\n", "latin1"));
    expect((await doctor()).findings).toMatchObject([
      { kind: "content", where: "content/removed.txt:2", what: "has signs that are no UTF-8" },
    ]);
  });

  it("makes no folder where there is none, also with --fix", async () => {
    const nowhere = join(root, "nowhere");
    const ran = await runCli(["doctor", "--fix", "--root", nowhere]);
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining("There is no feeds.yaml") });
    expect(existsSync(nowhere)).toBe(false);
  });

  it("names stories of days that are yet to come, and its cure leaves nothing of these days", async () => {
    writeStory("https://example.com/a");
    write("feeds.yaml", FEEDS.slice(0, FEEDS.indexOf("feeds:")));
    const early = writeStory("https://example.com/b");
    const edit = (from: string, to: string): void =>
      write(early, readFileSync(join(root, early), "utf8").replaceAll(from, to));
    edit("2026-03-10", "2036-01-01");
    await runCli(["fetch", "--root", root]);
    const { code, findings } = await doctor();
    expect(code).toBe(1);
    expect(findings).toMatchObject([
      { kind: "content", where: early, what: "says that it was shared on 2036-01-01, which is yet to come" },
    ]);
    const line = "content/.state/stories/2036-01.txt";
    expect(findings[0]?.cure).toContain(line);

    edit("2036-01-01", "2026-03-10");
    rmSync(join(root, line));
    await runCli(["fetch", "--root", root]);
    expect(await doctor()).toMatchObject({ code: 0, findings: [] });
    await runCli(["build", "--root", root]);
    expect(existsSync(join(root, line))).toBe(false);
    expect(existsSync(join(root, "_site/archive/2036/01/index.html"))).toBe(false);
    expect(existsSync(join(root, "_site/archive/2026/03/index.html"))).toBe(true);
  });

  it("notes stories without a text by their source, without calling them wrong", async () => {
    const bare = writeStory("https://example.com/bare", { body: "" });
    const { code, notes } = await doctor();
    expect(code).toBe(0);
    expect(notes).toMatchObject([{ where: "A paper", what: `has a story without text: ${bare}` }]);
  });

  it("counts the site's files, and finds fault where its own host takes less", async () => {
    mkdirSync(join(root, "_site"));
    writeFileSync(join(root, "_site/large.bin"), "");
    // Its size alone counts: no disk is filled.
    truncateSync(join(root, "_site/large.bin"), 1_100_000_000);
    const told = await doctor();
    expect(told.findings).toMatchObject([{ kind: "host", where: "GitHub Pages" }]);
    expect(told.notes.map(({ where }) => where)).toContain("Cloudflare Pages, free");
    write("feeds.yaml", FEEDS.replace("ada.github.io", "ada.example"));
    expect(await doctor()).toMatchObject({ code: 0, findings: [] });
  });
});
