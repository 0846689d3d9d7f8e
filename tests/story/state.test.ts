import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Newspaper, startNewspaper } from "../../src/demo/newspaper.ts";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import { fetchFeeds } from "../../src/pipeline.ts";
import { openArchive } from "../../src/story/archive/archive.ts";
import { ShrunkArchiveError } from "../../src/story/archive/settle-archive.ts";
import { readFeedFacts } from "../../src/story/state/read-states.ts";
import { hashTree, NOW, runCli } from "../run-cli.ts";

/** The feed lists 60 notes and two oddities; 40 are taken when it is first seen. */
const TAKEN = 40;
const STATE = "content/.state/harbour-ticker.yaml";
const NEXT_DAY = String(Number(NOW) + 86_400);

let newspaper: Newspaper;
/** A root after its first night. */
let first: string;
const roots: string[] = [];

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "state-"));
  roots.push(root);
  return root;
}

/** A root of its own after the first night. */
function secondRoot(): string {
  const root = newRoot();
  cpSync(first, root, { recursive: true, preserveTimestamps: true });
  return root;
}

const fetchAt = (
  root: string,
  clock = NOW,
  options: { allowShrink?: boolean; only?: string } = {},
): Promise<FetchReport> =>
  fetchFeeds({
    root,
    env: { SOURCE_DATE_EPOCH: clock },
    allowShrink: false,
    dryRun: false,
    backfill: false,
    progress: { phase() {}, step() {} },
    ...options,
  });

const content = (root: string): Record<string, string> => hashTree(join(root, "content"));

const storyFiles = (root: string): string[] =>
  readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );

const removed = (root: string): string[] => {
  const path = join(root, "content/removed.txt");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
};

function deleteStories(root: string, count: number): void {
  for (const path of storyFiles(root).sort().slice(0, count)) rmSync(join(root, "content/stories", path));
}

/** Puts the stories back as they were after the first night, under state as it is now. */
function rollBack(root: string): void {
  rmSync(join(root, "content/stories"), { recursive: true });
  cpSync(join(first, "content/stories"), join(root, "content/stories"), { recursive: true });
}

beforeAll(async () => {
  newspaper = await startNewspaper({ notes: 60 });
  first = mkdtempSync(join(tmpdir(), "state-"));
  mkdirSync(join(first, "content"));
  const { host } = new URL(newspaper.origin);
  writeFileSync(
    join(first, "feeds.yaml"),
    `site: { title: Picked, url: https://picked.example/ }
network: { allowHosts: ["${host}"] }
feeds:
  - { url: ${newspaper.origin}/feeds/ticker, fullText: never, backfill: ${TAKEN} }
  - { url: ${newspaper.origin}/feeds/mina, fullText: never, backfill: 0 }
`,
  );
  await fetchAt(first);
});

afterEach(() => {
  newspaper.print(60);
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

afterAll(async () => {
  rmSync(first, { recursive: true });
  await newspaper.close();
});

describe("state of a local feed", () => {
  it("does not say where the root lies on this machine", async () => {
    const root = newRoot();
    writeFileSync(
      join(root, "feeds.yaml"),
      "site: { title: Picked, url: https://picked.example/ }\nfeeds:\n  - { url: feeds/gone.xml, slug: gone }\n",
    );
    const { feeds } = await fetchAt(root);
    expect(feeds[0]?.error).toBe("file:feeds/gone.xml cannot be read: there is no such file");
    const state = readFileSync(join(root, "content/.state/gone.yaml"), "utf8");
    expect(state).toContain("file:feeds/gone.xml cannot be read: there is no such file");
    expect(state).not.toContain(root);
  });
});

describe("a copy of a feed's state", () => {
  it.each(["harbour-ticker 2.yaml", "harbour-ticker (Ada's conflicted copy).yaml", "z.yaml"])(
    "takes neither its page nor its memory: %s",
    async (name) => {
      const root = secondRoot();
      const copy = join(root, "content/.state", name);
      // As another machine left it, which knew less, and wrote later.
      const text = readFileSync(join(root, STATE), "utf8").replace(/\n---\n[\s\S]*$/, "\n---\n");
      writeFileSync(copy, text.replace(/^changed: 2026/m, "changed: 2027"));
      const before = content(root);
      await fetchAt(root, NEXT_DAY);
      expect(content(root)).toEqual(before);
      expect(readFeedFacts(root).map(({ slug }) => slug)).toContain("harbour-ticker");
      const { code, stdout } = await runCli(["doctor", "--json", "--root", root]);
      expect(code).toBe(1);
      expect(JSON.parse(stdout).findings[0]).toMatchObject({
        where: `content/.state/${name}`,
        what: `is a copy of ${STATE}, and passed over`,
      });
    },
  );

  it("is that feed's where the other is gone: the page moves with its file", async () => {
    const root = secondRoot();
    renameSync(join(root, STATE), join(root, "content/.state/ticker.yaml"));
    expect((await fetchAt(root, NEXT_DAY)).stories.added).toBe(0);
    expect(readFeedFacts(root).map(({ slug }) => slug)).toContain("ticker");
  });
});

describe("a local feed", () => {
  it("that is a pipe or a folder is no file, and nobody waits for it", async () => {
    const root = newRoot();
    writeFileSync(
      join(root, "feeds.yaml"),
      "site: { title: Picked, url: https://picked.example/ }\nfeeds:\n  - { url: pipe.xml }\n  - { url: folder.xml }\n",
    );
    spawnSync("mkfifo", [join(root, "pipe.xml")]);
    mkdirSync(join(root, "folder.xml"));
    const { feeds } = await fetchAt(root);
    expect(feeds.map(({ error }) => error)).toEqual([
      "file:pipe.xml cannot be read: it is no file",
      "file:folder.xml cannot be read: it is no file",
    ]);
  });
});

describe("state that is lost", () => {
  it("is made again from the stories, without a duplicate, and what was passed over stays so", async () => {
    const root = secondRoot();
    rmSync(join(root, "content/.state"), { recursive: true });
    const { stories } = await fetchAt(root);
    expect(stories).toEqual({ added: 0, updated: 0, total: TAKEN });
    expect(content(root)).toEqual(content(first));
  });

  it("is told and made again where a file holds no text at all", async () => {
    const root = secondRoot();
    writeFileSync(join(root, STATE), Buffer.from([0, 255, 13, 7, 10, 45, 45, 45]));
    const { brokenStates, stories } = await fetchAt(root);
    expect(brokenStates).toEqual([{ path: STATE, what: expect.stringContaining("front matter") }]);
    expect(stories.added).toBe(0);
    expect(content(root)).toEqual(content(first));
  });

  it.each([
    ["first", "yesterday"],
    ["healthy", "2026-99-01"],
    ["newest", "soon"],
    ["failures", "{ last: 2026-01-01, days: two }"],
  ])(
    "is made again where somebody wrote what is no day, or no number, and no build ends of it: %s: %s",
    async (key, value) => {
      const root = secondRoot();
      const path = join(root, STATE);
      const others = readFileSync(path, "utf8").replace(new RegExp(`^${key}: .*\n`, "m"), "");
      writeFileSync(path, others.replace("---\n", `---\n${key}: ${value}\n`));
      expect((await runCli(["build", "--root", root])).code).toBe(0);
      const { brokenStates } = await fetchAt(root);
      expect(brokenStates).toEqual([{ path: STATE, what: expect.stringContaining(key) }]);
    },
  );

  it("tells pages all that it knew, whatever somebody wrote among the entries", async () => {
    const root = secondRoot();
    const known = readFeedFacts(root);
    expect(known.map(({ slug }) => slug)).toContain("harbour-ticker");
    writeFileSync(join(root, STATE), `${readFileSync(join(root, STATE), "utf8")}<<<<<<< HEAD\n`);
    expect(readFeedFacts(root)).toEqual(known);
    expect((await fetchAt(root)).brokenStates).toEqual([
      { path: STATE, what: expect.stringContaining("HEAD") },
    ]);
  });

  it("knows the entries of both sides where a merge left its marks", async () => {
    const root = secondRoot();
    const text = readFileSync(join(root, STATE), "utf8");
    const lines = text.split("\n");
    const etag = lines.findIndex((line) => line.includes("etag:"));
    const [ours, theirs] = [lines[etag], "  etag: '\"other\"'"];
    lines.splice(etag, 1, "<<<<<<< HEAD", ours ?? "", "=======", theirs, ">>>>>>> theirs");
    lines.splice(-3, 0, "<<<<<<< HEAD", "0123456789ab", "=======", "ba9876543210", ">>>>>>> theirs");
    writeFileSync(join(root, STATE), lines.join("\n"));
    const { brokenStates, stories } = await fetchAt(root);
    expect(brokenStates.map(({ path }) => path)).toEqual([STATE]);
    expect(stories.added).toBe(0);
    const mended = readFileSync(join(root, STATE), "utf8");
    expect(mended.replace(/^(0123456789ab|ba9876543210)\n/gm, "")).toBe(text);
    expect(mended).toMatch(/^0123456789ab$/m);
    expect(mended).toMatch(/^ba9876543210$/m);
    expect((await fetchAt(root)).brokenStates).toEqual([]);
  });

  it("is told in words on the command line", async () => {
    const root = secondRoot();
    writeFileSync(join(root, STATE), "garbage");
    const { code, stdout } = await runCli(["fetch", "--root", root]);
    expect(code).toBe(0);
    expect(stdout).toContain(`state ${STATE}: `);
  });
});

describe("content/ of last week under the state of today", () => {
  /** The second night brings five notes. */
  async function afterSecondNight(): Promise<string> {
    const root = secondRoot();
    newspaper.print(65);
    await fetchAt(root, NEXT_DAY);
    expect(storyFiles(root)).toHaveLength(TAKEN + 5);
    return root;
  }

  it("loses nothing: the validators do not count, and every story comes back", async () => {
    const root = await afterSecondNight();
    const wanted = content(root);
    rollBack(root);
    const asked = newspaper.requests.length;
    await fetchAt(root, NEXT_DAY);
    expect(newspaper.requests.slice(asked).find(({ path }) => path === "/feeds/ticker")?.status).toBe(200);
    expect(content(root)).toEqual(wanted);
    expect(removed(root)).toEqual([]);
  });

  it("loses nothing where a run ends before it has asked the feed", async () => {
    const root = await afterSecondNight();
    const wanted = content(root);
    rollBack(root);
    (await openArchive(root, { allowShrink: false })).close();
    await fetchAt(root, NEXT_DAY, { only: `${newspaper.origin}/feeds/mina` });
    await fetchAt(root, NEXT_DAY);
    expect(content(root)).toEqual(wanted);
  });

  it("loses nothing where a run ends with some of the stories fetched again", async () => {
    const root = await afterSecondNight();
    const wanted = content(root);
    const again = storyFiles(root)
      .filter((path) => path.startsWith("2026/03/15/"))
      .slice(0, 2);
    const texts = again.map((path) => readFileSync(join(root, "content/stories", path)));
    rollBack(root);
    (await openArchive(root, { allowShrink: false })).close();
    mkdirSync(join(root, "content/stories/2026/03/15"));
    for (const [index, path] of again.entries())
      writeFileSync(join(root, "content/stories", path), texts[index] ?? "");
    await fetchAt(root, NEXT_DAY);
    expect(content(root)).toEqual(wanted);
  });
});

describe("the newest stories, deleted by hand", () => {
  function commitAll(root: string): void {
    const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
    for (const args of [["init"], ["add", "-A"], ["commit", "-m", "night"]])
      execFileSync("git", [...author, ...args], { cwd: root, stdio: "ignore" });
  }

  /** The second night brings five notes on a day of their own. */
  async function newestIn(root: string): Promise<string[]> {
    newspaper.print(65);
    await fetchAt(root, NEXT_DAY);
    return storyFiles(root).filter((path) => path.startsWith("2026/03/15/"));
  }

  it("stay away where their day's folder is still there", async () => {
    const root = secondRoot();
    const newest = await newestIn(root);
    for (const path of newest) rmSync(join(root, "content/stories", path));
    await fetchAt(root, NEXT_DAY);
    expect(storyFiles(root)).toHaveLength(TAKEN);
    expect(removed(root)).toHaveLength(newest.length);
  });

  it("stay away where git has the ledger as it is", async () => {
    const root = secondRoot();
    const newest = await newestIn(root);
    commitAll(root);
    rmSync(join(root, "content/stories/2026/03/15"), { recursive: true });
    await fetchAt(root, NEXT_DAY);
    expect(storyFiles(root)).toHaveLength(TAKEN);
    expect(removed(root)).toHaveLength(newest.length);
  });

  it("come back where the ledger is newer than what git has", async () => {
    const root = secondRoot();
    commitAll(root);
    const newest = await newestIn(root);
    rmSync(join(root, "content/stories/2026/03/15"), { recursive: true });
    await fetchAt(root, NEXT_DAY);
    expect(storyFiles(root)).toHaveLength(TAKEN + newest.length);
    expect(removed(root)).toEqual([]);
  });
});

describe("a checkout that lost its stories", () => {
  it("stops the run where more than 5 % and at least 20 are gone, before anything is written", async () => {
    const root = secondRoot();
    deleteStories(root, 20);
    const before = content(root);
    newspaper.print(65);
    await expect(fetchAt(root)).rejects.toThrow(ShrunkArchiveError);
    expect(content(root)).toEqual(before);

    const { code, stderr } = await runCli(["nightly", "--root", root]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/20 of 40 known stories are missing.*--allow-shrink/);
    expect(content(root)).toEqual(before);
  });

  it("is taken for the curator's wish with --allow-shrink", async () => {
    const root = secondRoot();
    deleteStories(root, 20);
    await fetchAt(root, NOW, { allowShrink: true });
    expect(storyFiles(root)).toHaveLength(TAKEN - 20);
    expect(removed(root)).toHaveLength(20);
    await fetchAt(root);
    expect(storyFiles(root)).toHaveLength(TAKEN - 20);
  });

  it("is no such thing where 19 are gone: they stay away", async () => {
    const root = secondRoot();
    deleteStories(root, 19);
    await fetchAt(root);
    expect(storyFiles(root)).toHaveLength(TAKEN - 19);
    expect(removed(root)).toHaveLength(19);
  });
});

describe("a story file of a name of its own", () => {
  it("that cannot be read tonight is not taken for removed, nor is any other that is gone", async () => {
    const root = secondRoot();
    const [broken = "", gone = ""] = storyFiles(root).sort();
    const named = join(root, "content/stories/my-own-name.md");
    const text = readFileSync(join(root, "content/stories", broken), "utf8");
    rmSync(join(root, "content/stories", broken));
    rmSync(join(root, "content/stories", gone));
    writeFileSync(named, text.replace("title: ", "title: [ "));
    const { mistakes } = await fetchAt(root, NEXT_DAY);
    expect(removed(root)).toEqual([]);
    expect(mistakes).toContainEqual(
      expect.objectContaining({
        path: "content/stories/my-own-name.md",
        what: expect.stringMatching(/^may be one of the stories that are missing \(2\)/),
      }),
    );

    writeFileSync(named, text);
    await fetchAt(root, NEXT_DAY);
    expect(removed(root)).toHaveLength(1);
    expect(removed(root)[0]).toContain(gone.slice(-15, -3));
    expect(readFileSync(named, "utf8")).toBe(text);
  });
});
