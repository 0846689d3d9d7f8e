import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { changedPaths, type Digests, pathsIn } from "../../../src/page/catalogue/digests.ts";
import { openCheckout } from "../../../src/page/catalogue/read-checkout.ts";
import { lookAtFolders } from "../../../src/page/catalogue/read-folders.ts";
import { build } from "../../../src/pipeline.ts";
import { hashTree } from "../../run-cli.ts";

let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "checkout-"));
  root = join(folder, "root");
  mkdirSync(root);
  git("init", "--quiet");
  write("content/stories/2021/12/31/a-000000000001.md", "one");
  write("content/stories/2022/01/18/b-000000000002.md", "two");
  write("content/.state/stories/2022-01.txt", "ledger");
  commit();
});

afterEach(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): void {
  const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  execFileSync("git", [...author, ...args], { cwd: root, stdio: "ignore" });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(): void {
  git("add", "-A", ".");
  git("commit", "--quiet", "--allow-empty", "-m", "night");
}

function makeRepository(place: string): void {
  for (const args of [["init"], ["add", "-A"], ["commit", "-m", "stories"]]) git("-C", place, ...args);
}

const addSubmodule = (from: string, name: string): void =>
  git("-c", "protocol.file.allow=always", "submodule", "add", from, name);

/** What a later look finds changed since `before`, itself the same as a look by one who knows nothing. */
async function look(before: Digests): Promise<{ digests: Digests; changed: string[] }> {
  const digests = await lookAtFolders(root)(before);
  expect(digests).toEqual(await lookAtFolders(root)(undefined));
  return { digests, changed: changedPaths(before, digests) };
}

describe("a git checkout", () => {
  it("knows its folders, its ledger and what was removed by git's hashes", async () => {
    write("content/removed.txt", "x");
    const digests = await (await openCheckout(root))?.digests(new Map());
    expect(pathsIn(digests ?? new Map()).sort()).toEqual([
      "content/.state/stories/2022-01.txt",
      "content/removed.txt",
      "content/stories/2021",
      "content/stories/2021/12",
      "content/stories/2021/12/31",
      "content/stories/2022",
      "content/stories/2022/01",
      "content/stories/2022/01/18",
    ]);
  });

  it("finds nothing changed in a fresh clone, where every mtime is another", async () => {
    const before = await lookAtFolders(root)(undefined);
    const clone = join(folder, "clone");
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${root}`, clone], { stdio: "ignore" });
    utimesSync(join(clone, "content/stories/2022/01/18/b-000000000002.md"), 1e9, 1e9);
    root = clone;
    expect((await look(before)).changed).toEqual([]);
  });

  it("finds the folders above and around a committed story, and no other year's", async () => {
    const before = await lookAtFolders(root)(undefined);
    write("content/stories/2022/01/19/c-000000000003.md", "three");
    commit();
    expect((await look(before)).changed).toEqual([
      "content/stories/2022",
      "content/stories/2022/01",
      "content/stories/2022/01/19",
    ]);
  });

  it("finds what is not committed, and that it was taken back", async () => {
    const { digests: before } = await look(new Map());
    write("content/stories/2022/01/18/b-000000000002.md", "edited");
    write("content/stories/2021/12/30/new-000000000004.md", "new");
    const edited = await look(before);
    expect(edited.changed).toEqual(["content/stories/2021/12/30", "content/stories/2022/01/18"]);
    git("checkout", "--", "content");
    rmSync(join(root, "content/stories/2021/12/30"), { recursive: true });
    const back = await look(edited.digests);
    expect(back.changed).toEqual(edited.changed);
    expect(back.digests).toEqual(before);
  });

  it("finds a story that lies beside the years, committed or not", async () => {
    const { digests: before } = await look(new Map());
    write("content/stories/loose-000000000005.md", "loose");
    const loose = await look(before);
    expect(loose.changed).toEqual(["content/stories"]);
    commit();
    const { digests } = await look(loose.digests);
    write("content/stories/loose-000000000005.md", "edited");
    expect((await look(digests)).changed).toEqual(["content/stories"]);
  });

  it("may lie anywhere in the repository", async () => {
    const top = root;
    root = join(top, "deep/er");
    write("content/stories/2022/01/18/b-000000000002.md", "two");
    root = top;
    commit();
    root = join(top, "deep/er");
    const { digests: before } = await look(new Map());
    expect(pathsIn(before).at(-1)).toBe("content/stories/2022/01/18");
    write("content/stories/2022/01/18/d-000000000006.md", "new");
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });

  it("is read as a folder where git ignores new stories, though some are committed", async () => {
    write(".gitignore", "content/stories/\n");
    commit();
    expect(await openCheckout(root)).toBeUndefined();
    const { digests: before } = await look(new Map());
    write("content/stories/2022/01/18/e-000000000007.md", "ignored");
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });

  it.each(["content/stories/*", "*.md", "2022/", "b-*"])(
    "is read as a folder where git ignores stories by %s",
    async (pattern) => {
      git("rm", "-r", "--quiet", "--cached", "content/stories");
      write(".gitignore", `${pattern}\n`);
      commit();
      const { digests: before } = await look(new Map());
      write("content/stories/2022/01/18/b-000000000002.md", "edited");
      expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
    },
  );

  it("is none the less where git ignores files among the stories that are none", async () => {
    write(".gitignore", ".DS_Store\n");
    commit();
    write("content/stories/2022/01/.DS_Store", "a system's own");
    expect(await openCheckout(root)).toBeDefined();
  });

  it("is read as a folder where a repository of its own lies among the stories", async () => {
    const inner = join(root, "content/stories/2022/01/20");
    mkdirSync(inner);
    execFileSync("git", ["init", "--quiet"], { cwd: inner });
    const { digests: before } = await look(new Map());
    write("content/stories/2022/01/20/f-000000000009.md", "inside");
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/20"]);
  });

  it.each(["content", "content/stories"])(
    "is read as a folder where %s is another repository",
    async (name) => {
      const inner = join(folder, "inner");
      renameSync(join(root, name), inner);
      commit();
      makeRepository(inner);
      git("clone", "--quiet", inner, join(root, name));
      const { digests: untracked } = await look(new Map());
      expect(pathsIn(untracked)).toContain("content/stories/2022/01/18");
      addSubmodule(inner, name);
      commit();
      const { digests: before } = await look(new Map());
      expect(before).toEqual(untracked);
      write("content/stories/2022/01/18/b-000000000002.md", "edited inside");
      expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
    },
  );

  it("is read as a folder where a year is a submodule", async () => {
    const inner = join(folder, "inner");
    renameSync(join(root, "content/stories/2022"), inner);
    commit();
    makeRepository(inner);
    addSubmodule(inner, "content/stories/2022");
    commit();
    expect(pathsIn((await look(new Map())).digests)).toContain("content/stories/2022/01/18");
  });

  it.each(["content", "content/stories"])("is read as a folder where %s is a link", async (name) => {
    renameSync(join(root, name), join(folder, "elsewhere"));
    symlinkSync(join(folder, "elsewhere"), join(root, name));
    commit();
    const { digests: before } = await look(new Map());
    expect(pathsIn(before)).toContain("content/stories/2022/01/18");
    write("content/stories/2022/01/18/b-000000000002.md", "edited behind it");
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });

  it("finds that a file is where its link was", async () => {
    const story = "content/stories/2022/01/18/c-000000000003.md";
    write("elsewhere.md", "three");
    symlinkSync(join(root, "elsewhere.md"), join(root, story));
    const { digests: before } = await look(new Map());
    rmSync(join(root, story));
    write(story, "three");
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });

  it.each(["content/removed.txt", "content/.state/stories/2022-01.txt"])(
    "is read as a folder where %s is a link",
    async (path) => {
      rmSync(join(root, path), { force: true });
      const elsewhere = join(folder, "elsewhere.txt");
      writeFileSync(elsewhere, "one");
      symlinkSync(elsewhere, join(root, path));
      commit();
      const { digests: before } = await look(new Map());
      writeFileSync(elsewhere, "two, behind it");
      expect((await look(before)).changed).toEqual([path]);
    },
  );

  it("is read as a folder where some of its files are not there", async () => {
    const { digests: before } = await look(new Map());
    git("sparse-checkout", "set", "--no-cone", "/*", "!/content/stories/2022/01/18/");
    expect(existsSync(join(root, "content/stories/2022/01/18"))).toBe(false);
    const { digests } = await look(before);
    expect(pathsIn(digests)).not.toContain("content/stories/2022/01/18");
  });

  it("tells names apart by case, though it came from a system that does not", async () => {
    git("config", "core.ignoreCase", "true");
    const [old, fresh] = ["a", "A"].map((name) => `content/stories/2021/12/31/${name}-000000000001.md`);
    renameSync(join(root, old ?? ""), join(root, fresh ?? ""));
    const renamed = await look(new Map());
    write(fresh ?? "", "edited");
    expect((await look(renamed.digests)).changed).toEqual(["content/stories/2021/12/31"]);
  });

  it("is the one that it lies in, whatever repository the environment names", async () => {
    const other = join(folder, "other");
    git("clone", "--quiet", root, other);
    for (const [name, place] of [
      ["GIT_DIR", join(other, ".git")],
      ["GIT_WORK_TREE", other],
      ["GIT_INDEX_FILE", join(other, ".git/index")],
    ] as const)
      vi.stubEnv(name, place);
    try {
      const { digests } = await look(new Map());
      write("content/stories/2022/01/18/b-000000000002.md", "edited");
      expect((await look(digests)).changed).toEqual(["content/stories/2022/01/18"]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("is the one around it where its own .git is none", async () => {
    const inner = join(root, "inner");
    write("inner/content/stories/2022/01/18/b-000000000002.md", "two");
    commit();
    mkdirSync(join(inner, ".git"));
    root = inner;
    const { digests: before } = await look(new Map());
    write("content/stories/2022/01/18/b-000000000002.md", "edited");
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });

  it("is read as a folder before its first commit", async () => {
    rmSync(join(root, ".git"), { recursive: true });
    git("init", "--quiet");
    expect(await openCheckout(root)).toBeUndefined();
    expect((await lookAtFolders(root)(undefined)).size).toBe(3);
  });
});

describe("a folder without git", () => {
  const story = "content/stories/2022/01/18/b-000000000002.md";

  beforeEach(() => rmSync(join(root, ".git"), { recursive: true }));

  it("has changed where a file has the same size and the time that it had", async () => {
    utimesSync(join(root, story), 1e9, 1e9);
    const { digests: before } = await look(new Map());
    write(story, "owt");
    utimesSync(join(root, story), 1e9, 1e9);
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });

  it("has changed where somebody got the right to read a file", async () => {
    const { digests: before } = await look(new Map());
    chmodSync(join(root, story), 0o600);
    expect((await look(before)).changed).toEqual(["content/stories/2022/01/18"]);
  });
});

it.each([
  ["content/stories/2020/05/05/a-00000000000a.md", true],
  ["content/stories/old/a-00000000000a.md", false],
  ["content/stories/2022/01/18/a-00000000000a copy.md", false],
])("of two files of one story the first by path stands, committed or not: %s", async (other, isFirst) => {
  write("feeds.yaml", "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  const story =
    "---\ntitle: A\nshared: 2022-01-18T00:00:00Z\norigin: { id: 00000000000a, url: https://example.com/a }\n---\nText.\n";
  const file = "content/stories/2022/01/18/a-00000000000a.md";
  write(file, story);
  commit();
  write(other, story);
  const job = { root, out: join(root, "_site"), env: {}, full: true, allowShrink: false, progress: () => {} };
  for (const isCommitted of [false, true]) {
    if (isCommitted) commit();
    const { mistakes } = await build(job);
    expect(mistakes.filter(({ first }) => first).map(({ path }) => path)).toEqual([isFirst ? file : other]);
  }
});

it("two files of one story are looked at again when one of them goes, and not before", async () => {
  write("feeds.yaml", "site: { title: C, url: https://example.org/ }\nfeeds: []\n");
  const story = (title: string, id: string): string =>
    `---\ntitle: ${title}\nurl: https://example.com/a\nid: ${id}\nshared: 2022-01-18T00:00:00Z\n---\nText.\n`;
  const [first, second] = [
    "content/stories/2020/05/05/a-00000000000a.md",
    "content/stories/2022/01/18/a-00000000000a.md",
  ];
  write(first, story("First", "00000000000a"));
  write(second, story("Second", "00000000000a"));
  const job = { root, out: join(root, "_site"), env: {}, full: false, allowShrink: true, progress: () => {} };
  const shown = (): boolean => existsSync(join(root, "_site/stories/2022/01/18/a-00000000000a/index.html"));
  await build(job);
  write("content/stories/2022/01/19/b-00000000000b.md", story("Other", "00000000000b"));
  const seconds = ({ mistakes }: Awaited<ReturnType<typeof build>>): string[] =>
    mistakes.flatMap(({ first, path }) => (first ? path : []));
  const report = await build(job);
  expect([report.stories, seconds(report), shown()]).toEqual([2, [second], false]);
  rmSync(join(root, first));
  const after = await build(job);
  expect([after.stories, seconds(after), shown()]).toEqual([2, [], true]);
});

describe("a look that knows the last one", () => {
  const days = ["2021/12/31", "2022/01/18", "2022/01/19", "2023/05/01"];
  const step = fc.oneof(
    fc.record({ day: fc.constantFrom(...days), text: fc.constantFrom("one", "two", "three") }),
    fc.record({ remove: fc.constantFrom(...days) }),
    fc.constantFrom("commit" as const, "restore" as const),
  );

  it("sees every folder whose files differ, whatever was written, deleted, committed and taken back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        commit();
        let before = await lookAtFolders(root)(undefined);
        let files = filesByFolder();
        for (const one of steps) {
          take(one);
          const { digests, changed } = await look(before);
          const now = filesByFolder();
          const differing = [...new Set([...files.keys(), ...now.keys()])].filter(
            (path) => files.get(path) !== now.get(path),
          );
          expect(changed).toEqual(expect.arrayContaining(differing));
          [before, files] = [digests, now];
        }
      }),
      { numRuns: 15 },
    );
  });

  function take(one: { day: string; text: string } | { remove: string } | "commit" | "restore"): void {
    if (one === "commit") commit();
    else if (one === "restore") git("checkout", "--", ".");
    else if ("remove" in one)
      rmSync(join(root, "content/stories", one.remove), { recursive: true, force: true });
    else write(`content/stories/${one.day}/s-000000000008.md`, one.text);
  }

  function filesByFolder(): Map<string, string> {
    const folders = new Map<string, string>();
    for (const [path, digest] of Object.entries(hashTree(join(root, "content/stories")))) {
      const folder = `content/stories/${dirname(path)}`;
      folders.set(folder, `${folders.get(folder) ?? ""} ${path} ${digest}`);
    }
    return folders;
  }
});
