/** Clones with stories of their own, merged in either direction. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storyId } from "../../src/story/address.ts";
import { type OpenArchive, openArchive } from "../../src/story/archive/archive.ts";
import { listFiles } from "../../src/story/archive/story-index.ts";
import { importStories } from "../../src/story/exchange/exchange-stories.ts";
import { type MergeReport, mergeClones } from "../../src/story/merge/merge-clones.ts";
import type { FollowedFeeds } from "../../src/story/merge/merge-versions.ts";
import { formatFeedState, newFeedState } from "../../src/story/state/feed-state.ts";
import { ledgerLineOf, readLedger } from "../../src/story/state/ledger.ts";
import { readRemoved } from "../../src/story/state/removed.ts";
import { hashTree } from "../run-cli.ts";

/** Nothing is followed. */
const NO_FEEDS: FollowedFeeds = {
  addressOf: (feed) => feed,
  orderOf: () => 0,
  tagsOf: () => [],
  giveTag: () => false,
  showOf: () => undefined,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "merge-clones-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function newClone(name: string, lines: object[]): Promise<string> {
  const root = join(folder, name);
  mkdirSync(join(root, "content"), { recursive: true });
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  await inArchive(root, (archive) =>
    importStories(file, {
      archive,
      states: [],
      now: "2026-03-14T09:00:00Z",
      convert: async (markdown) => ({ markdown, images: {} }),
      languageOf: async () => undefined,
      progress() {},
    }),
  );
  return root;
}

async function inArchive<T>(root: string, act: (archive: OpenArchive) => Promise<T>): Promise<T> {
  const archive = await openArchive(root, { allowShrink: false });
  try {
    return await act(archive);
  } finally {
    archive.close();
  }
}

const story = (name: string, shared: string): object => ({
  url: `https://example.com/${name}`,
  title: name,
  shared,
  markdown: `Words of ${name}.`,
});

const erase = (root: string, name: string): Promise<void> =>
  inArchive(root, async (archive) => {
    const taken = archive.read(storyId(`https://example.com/${name}`));
    if (taken) archive.erase([ledgerLineOf(taken)]);
  });

/** @returns the first with the others in it; all of them stay as they are */
const merged = (into: string, ...others: string[]): Promise<string> => mergedBy(NO_FEEDS, into, ...others);

async function mergedBy(feeds: FollowedFeeds, into: string, ...others: string[]): Promise<string> {
  const root = mkdtempSync(join(folder, "merged-"));
  cpSync(into, root, { recursive: true });
  await report(root, others, feeds);
  return root;
}

/** Merges into a root itself. */
const report = (root: string, clones: string[], feeds = NO_FEEDS): Promise<MergeReport> =>
  inArchive(root, (archive) => mergeClones({ root, clones, archive, feeds }));

const content = (root: string): Record<string, string> => hashTree(join(root, "content"));
describe("a story that two clones shared in different months", () => {
  it("has one slot, whichever is merged into the other", async () => {
    const one = await newClone("one", [story("a", "2022-01-05"), story("late", "2022-03-01")]);
    const other = await newClone("other", [story("a", "2022-01-05"), story("late", "2022-01-03")]);
    const root = await merged(one, other);
    expect(content(root)).toEqual(content(await merged(other, one)));
    expect(readdirSync(join(root, "content/.state/stories"))).toEqual(["2022-01.txt"]);
  });

  it("has one slot where both took it away", async () => {
    const one = await newClone("one", [story("late", "2022-03-01")]);
    const other = await newClone("other", [story("late", "2022-01-03")]);
    for (const root of [one, other]) await erase(root, "late");
    const root = await merged(one, other);
    expect(content(root)).toEqual(content(await merged(other, one)));
    expect(await readLedger(root)).toMatchObject([{ shared: "2022-01-03T00:00:00Z" }]);
    expect(readRemoved(root)).toContain("2022-01-03");
  });
});

it("a story that was deleted by hand stays away also while a file that cannot be read lies there", async () => {
  const one = await newClone("one", [story("a", "2022-01-05"), story("b", "2022-01-06")]);
  const other = join(folder, "other");
  cpSync(one, other, { recursive: true });
  rmSync(await pathOf(one, "a"));
  writeFileSync(join(one, "content/stories/draft.md"), "---\ntitle: Draft\n---\nA thought.\n");
  expect(listFiles(await merged(one, other)).stories).toHaveLength(2);
});

it("a story that one clone alone has stays as it is, whichever is merged into the other", async () => {
  const one = await newClone("one", [story("a", "2022-01-05")]);
  const other = await newClone("other", [story("b", "2022-01-06")]);
  // As somebody put them.
  const shares = "  - {by: Zoe, at: 2022-01-07T00:00:00Z}\n  - {by: Ada, at: 2022-01-06T00:00:00Z}\n";
  const path = await pathOf(other, "b");
  const text = readFileSync(path, "utf8").replace(/ {2}- \{at: .*\n/, shares);
  writeFileSync(path, text);
  const terms: FollowedFeeds = { ...NO_FEEDS, showOf: () => "excerpt" };
  const root = await mergedBy(terms, one, other);
  expect(text).toContain("Zoe");
  expect(text).toContain("show: full");
  expect(readFileSync(await pathOf(root, "b"), "utf8")).toBe(text);
  expect(content(root)).toEqual(content(await mergedBy(terms, other, one)));
});

describe("how somebody spelled a file", () => {
  /** Puts a comment into a story's front matter. */
  async function remark(root: string, name: string, words: string): Promise<void> {
    const path = await pathOf(root, name);
    writeFileSync(path, readFileSync(path, "utf8").replace("hidden:", `# ${words}\nhidden:`));
  }

  it("stays where no other clone has the story", async () => {
    const one = await newClone("one", [story("a", "2022-01-05")]);
    const other = await newClone("other", [story("b", "2022-01-06")]);
    await remark(other, "b", "Ask Ada.");
    const root = await merged(one, other);
    expect(readFileSync(await pathOf(root, "b"), "utf8")).toContain("# Ask Ada.");
    expect(content(root)).toEqual(content(await merged(other, one)));
  });

  it("stays where others have the story as the program spells it, and of two spellings one does", async () => {
    const clones = await Promise.all(
      ["one", "two", "three"].map((name) => newClone(name, [story("a", "2022-01-05")])),
    );
    const [plain = "", late = "", early = ""] = clones;
    await remark(late, "a", "Zoe asked.");
    const root = await merged(plain, late);
    expect(readFileSync(await pathOf(root, "a"), "utf8")).toContain("# Zoe asked.");
    expect(content(root)).toEqual(content(await merged(late, plain)));
    await remark(early, "a", "Ada asked.");
    const all = await merged(late, plain, early);
    expect(readFileSync(await pathOf(all, "a"), "utf8")).toContain("# Ada asked.");
    for (const [into = "", ...others] of [
      [plain, early, late],
      [early, root],
      [root, early],
      [all, ...clones],
    ])
      expect(content(await merged(into, ...others))).toEqual(content(all));
  });

  it("goes where the clones say more together", async () => {
    const one = await newClone("one", [{ ...story("a", "2022-01-05"), tags: ["mine"] }]);
    const other = await newClone("other", [{ ...story("a", "2022-01-05"), comment: "Why" }]);
    await remark(other, "a", "Ask Ada.");
    const root = await merged(one, other);
    expect(readFileSync(await pathOf(root, "a"), "utf8")).not.toContain("#");
    expect(content(root)).toEqual(content(await merged(other, one)));
  });

  it("stays with a story that makes room for an older one", async () => {
    const path = "content/stories/first.md";
    const name = (root: string, title: string): Promise<void> =>
      inArchive(root, async (archive) => {
        const named = archive.read(storyId(`https://example.com/${title}`));
        if (named) archive.move(named, path);
      });
    const one = await newClone("one", [story("a", "2022-01-05")]);
    const other = await newClone("other", [story("b", "2022-01-03")]);
    await name(one, "a");
    await name(other, "b");
    await remark(one, "a", "Ask Ada.");
    const root = await merged(one, other);
    expect(readFileSync(await pathOf(root, "a"), "utf8")).toContain("# Ask Ada.");
    expect(content(root)).toEqual(content(await merged(other, one)));
  });
});

describe("stories that clones put at one path", () => {
  const path = "content/stories/essays/first.md";

  /** As if their curators had named the file. */
  async function newEssay(clone: string, name: string, shared: string): Promise<string> {
    const root = await newClone(clone, [story(name, shared)]);
    await inArchive(root, async (archive) => {
      const essay = archive.read(storyId(`https://example.com/${name}`));
      if (essay) archive.move(essay, path);
    });
    return root;
  }

  it("are all kept, and the oldest stays there, whatever is merged into what, and how often", async () => {
    const clones = [
      await newEssay("one", "a", "2022-01-05"),
      await newEssay("two", "b", "2022-01-03"),
      await newEssay("three", "c", "2022-02-01"),
    ];
    const [one = "", two = "", three = ""] = clones;
    const root = await merged(one, two, three);
    expect(listFiles(root).stories).toEqual([
      `content/stories/2022/01/05/a-${storyId("https://example.com/a")}.md`,
      `content/stories/2022/02/01/c-${storyId("https://example.com/c")}.md`,
      path,
    ]);
    expect(readFileSync(join(root, path), "utf8")).toContain("Words of b.");
    for (const [into = "", ...others] of [
      [two, one, three],
      [three, two, one],
      [root, one, two],
      [two, root],
    ])
      expect(content(await merged(into, ...others))).toEqual(content(root));
    await inArchive(root, async ({ size }) => expect(size()).toBe(3));
    expect(readRemoved(root)).toBe("");
  });
});

// Stories are gone through in the order of their ids: each way round.
it.each([
  ["a", "c"],
  ["c", "a"],
])("a story has the path that another left in one clone (%s, %s)", async (heir, old) => {
  const put = (root: string, name: string, path: string): Promise<void> =>
    inArchive(root, async (archive) => {
      const moved = archive.read(storyId(`https://example.com/${name}`));
      if (moved) archive.move(moved, `content/stories/${path}.md`);
    });
  const one = await newClone("one", [story(old, "2022-01-04")]);
  await put(one, old, "first");
  const other = await newClone("other", [story(old, "2022-01-04"), story(heir, "2022-01-05")]);
  await put(other, old, "early");
  await put(other, heir, "first");
  const root = await merged(one, other);
  expect(listFiles(root).stories).toEqual(["content/stories/early.md", "content/stories/first.md"]);
  expect(content(root)).toEqual(content(await merged(other, one)));
});

const pathOf = (root: string, name: string): Promise<string> =>
  inArchive(root, async (archive) =>
    join(root, archive.pathOf(storyId(`https://example.com/${name}`)) ?? "nowhere"),
  );

describe("what a merge tells", () => {
  const three = [story("a", "2022-01-05"), story("b", "2022-01-06"), story("c", "2022-01-07")];

  it("is what came, what is other than it was and what went, and of what was known already nothing", async () => {
    const one = await newClone("one", three);
    const other = await newClone("other", [...three, story("d", "2022-01-08"), story("e", "2022-01-09")]);
    const path = await pathOf(other, "a");
    writeFileSync(path, readFileSync(path, "utf8").replace("title: a", "title: A better one"));
    for (const name of ["b", "e"]) await erase(other, name);
    expect(await report(one, [other])).toMatchObject({ added: 1, updated: 1, removed: 1 });
    expect(await report(one, [other])).toMatchObject({ added: 0, updated: 0, removed: 0 });
  });

  it("names a clone's file that cannot be read once, and what is no more than a note not at all", async () => {
    const one = await newClone("one", three);
    const clones = await Promise.all(["two", "three"].map((name) => newClone(name, three)));
    const broken = await Promise.all(clones.map((clone) => pathOf(clone, "a")));
    for (const path of broken) writeFileSync(path, "---\ntitle: [a\n---\n");
    const [two = ""] = clones;
    const drafts = ["draft-00000000000a", "draft"].map((name) => join(two, `content/stories/${name}.md`));
    for (const path of drafts) writeFileSync(path, "---\ntitle: [draft\n---\n");
    // That a draft may hold what is gone is a note.
    rmSync(await pathOf(two, "c"));
    const { mistakes } = await report(one, clones);
    expect(mistakes.map(({ path }) => path).sort()).toEqual([...broken, ...drafts].sort());
  });

  it("names our own file that cannot be read once, whichever clones have the story", async () => {
    const one = await newClone("one", three);
    const clones = await Promise.all(
      ["two", "three"].map((name) => newClone(name, [{ ...story("a", "2022-01-05"), comment: name }])),
    );
    const path = await pathOf(one, "a");
    writeFileSync(path, "---\ntitle: [a\n---\n");
    expect((await report(one, clones)).mistakes.map((mistake) => join(one, mistake.path))).toEqual([path]);
  });
});

it("a removed.txt that cannot be written anew holds no merge up that has nothing to write there", async () => {
  const one = await newClone("one", [story("a", "2022-01-05"), story("b", "2022-01-06")]);
  await erase(one, "a");
  const other = join(folder, "other");
  cpSync(one, other, { recursive: true });
  const file = join(one, "content/removed.txt");
  writeFileSync(file, readRemoved(one).replace("\n", " gel\u00f6scht\n"), "latin1");
  const bytes = readFileSync(file);
  await report(one, [other]);
  expect(readFileSync(file)).toEqual(bytes);
});

describe("what somebody did in one clone", () => {
  it("stays where the file cannot be read for now, and is named", async () => {
    const one = await newClone("one", [story("a", "2022-01-05")]);
    const other = await newClone("other", [story("a", "2022-01-05")]);
    const path = await pathOf(one, "a");
    writeFileSync(path, readFileSync(path, "utf8").replace("title: a", "title: mine: all mine"));
    const told = await report(one, [other]);
    expect(readFileSync(path, "utf8")).toContain("mine: all mine");
    expect(told).toMatchObject({ added: 0, updated: 0, mistakes: [{ path: path.slice(one.length + 1) }] });
  });

  it("a story that was taken away by hand goes, whichever is merged into the other", async () => {
    const one = await newClone("one", [story("a", "2022-01-05"), story("b", "2022-01-06")]);
    const other = await newClone("other", [story("a", "2022-01-05"), story("b", "2022-01-06")]);
    rmSync(await pathOf(other, "a"));
    const root = await merged(one, other);
    expect(listFiles(root).stories).toHaveLength(1);
    expect(content(root)).toEqual(content(await merged(other, one)));
  });

  it("is taken away with the reason that somebody wrote in any clone, whichever is merged into the other", async () => {
    const one = await newClone("one", [story("a", "2022-01-05"), story("b", "2022-01-06")]);
    const here = join(folder, "here");
    cpSync(one, here, { recursive: true });
    for (const name of ["a", "b"]) await erase(one, name);
    const file = join(one, "content/removed.txt");
    writeFileSync(file, readFileSync(file, "utf8").replace("/a\n", "/a  # asked for by its author\n"));
    const bare = join(folder, "bare");
    cpSync(one, bare, { recursive: true });
    writeFileSync(join(bare, "content/removed.txt"), readRemoved(one).replace(/ {2}#.*/, ""));
    for (const other of [here, bare]) {
      const root = await merged(one, other);
      expect(readRemoved(root)).toBe(readRemoved(one));
      expect(content(await merged(other, one))).toEqual(content(root));
    }
  });

  it("is taken away without a reason that is no UTF-8, of which signs of replacement would come", async () => {
    const one = await newClone("one", [story("a", "2022-01-05")]);
    const here = join(folder, "here");
    cpSync(one, here, { recursive: true });
    await erase(one, "a");
    const plain = readRemoved(one);
    writeFileSync(join(one, "content/removed.txt"), plain.replace("\n", " gel\u00f6scht\n"), "latin1");
    expect(readRemoved(await merged(here, one))).toBe(plain);
    await inArchive(one, async (archive) =>
      expect(archive.removals().map(({ reason }) => reason)).toEqual([undefined]),
    );
  });

  it("is no wish of anybody where a clone lost most of what it had", async () => {
    const many = Array.from({ length: 30 }, (_, n) => story(`s${n}`, "2022-01-05"));
    const one = await newClone("one", many);
    const other = await newClone("other", many);
    rmSync(join(other, "content/stories"), { recursive: true });
    expect(listFiles(await merged(one, other)).stories).toHaveLength(30);
  });

  it("a story that was taken away and put back stays, whichever is merged into the other", async () => {
    const one = await newClone("one", [story("a", "2022-01-05")]);
    const path = await pathOf(one, "a");
    const text = readFileSync(path, "utf8");
    await erase(one, "a");
    const other = join(folder, "other");
    cpSync(one, other, { recursive: true });
    writeFileSync(path, text);
    const copy = join(folder, "copy");
    cpSync(one, copy, { recursive: true });
    const never = await newClone("never", [{ ...story("a", "2022-01-05"), comment: "Mine" }]);
    const root = await merged(never, other, one);
    expect(readFileSync(await pathOf(root, "a"), "utf8")).toContain("comment: Mine");
    for (const [into, from] of [
      [one, copy],
      [one, other],
      [other, one],
    ] as const)
      expect(listFiles(await merged(into, from)).stories).toHaveLength(1);
    for (const back of [one, root])
      expect(content(await merged(never, back))).toEqual(content(await merged(back, never)));
  });
});

describe("a clone with a story that cannot be read", () => {
  it("says nothing of it, and brings it once it can be", async () => {
    const one = await newClone("one", [story("a", "2022-01-05")]);
    const other = await newClone("other", [story("b", "2022-01-06"), story("c", "2022-01-07")]);
    const file = await pathOf(other, "b");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("---", "--- : ["));
    const root = await merged(one, other);
    expect(await readLedger(root)).toHaveLength(2);
    // As the next night sees it.
    await inArchive(root, async (archive) => archive.saveLedger());
    writeFileSync(file, text);
    expect(listFiles(await merged(root, other)).stories).toHaveLength(3);
  });
});

it("a second file of a story in a clone is no version of it", async () => {
  const one = await newClone("one", [story("a", "2022-01-05")]);
  const other = join(folder, "other");
  cpSync(one, other, { recursive: true });
  const path = await pathOf(other, "a");
  const draft = readFileSync(path, "utf8").replace("title: a", "title: Draft");
  writeFileSync(path.replace("/a-", "/z-"), draft);
  expect(content(await merged(one, other))).toEqual(content(one));
});

it("a merge that was killed before the ledger writes it when it is run again", async () => {
  const one = await newClone("one", [story("late", "2022-03-01")]);
  const other = await newClone("other", [story("late", "2022-01-03")]);
  const root = await merged(one, other);
  const whole = content(root);
  rmSync(join(root, "content/.state/stories"), { recursive: true });
  cpSync(join(one, "content/.state/stories"), join(root, "content/.state/stories"), { recursive: true });
  expect(content(await merged(root, other))).toEqual(whole);
});

it("a slug that two feeds of clones have is taken from no third one", async () => {
  const feed = (name: string, title: string): object => ({
    ...story(name, "2022-01-05"),
    source: { title, feed: `https://${name}.example/feed` },
  });
  const one = await newClone("one", [feed("a", "News"), feed("c", "Planet")]);
  const other = await newClone("other", [feed("b", "News")]);
  const state = join(other, "content/.state/news.yaml");
  writeFileSync(state, readFileSync(state, "utf8").replace("title: News", "title: Planet"));
  const root = await merged(one, other);
  expect(content(root)).toEqual(content(await merged(other, one)));
  expect(readFileSync(join(root, "content/.state/planet.yaml"), "utf8")).toContain("https://c.example");
});

it("a feed that never answered in one clone takes no slug from one that did in another", async () => {
  const source = { title: "News", feed: "https://z.example/feed" };
  const one = await newClone("one", [{ ...story("z", "2022-01-05"), source }]);
  const other = await newClone("other", []);
  const feed = "https://a.example/feed";
  const failures = {
    since: "2022-01-04",
    last: "2022-01-04",
    days: 1,
    stage: "http",
    cause: "500",
    message: "no",
  };
  mkdirSync(join(other, "content/.state"), { recursive: true });
  writeFileSync(
    join(other, "content/.state/news.yaml"),
    formatFeedState({ ...newFeedState(feed, feed, "news", "full"), failures }),
  );
  const root = await merged(one, other);
  expect(content(root)).toEqual(content(await merged(other, one)));
  expect(readFileSync(join(root, "content/.state/news.yaml"), "utf8")).toContain("https://z.example");
});

it("a feed whose address one clone has with http and another with https is one feed", async () => {
  const shared = (scheme: string): object => ({
    ...story("a", "2022-01-05"),
    source: { title: "Paper", feed: `${scheme}://paper.example/feed` },
  });
  const one = await newClone("one", [shared("https")]);
  const other = await newClone("other", [shared("http")]);
  const root = await merged(one, other);
  expect(content(root)).toEqual(content(await merged(other, one)));
  expect(readdirSync(join(root, "content/.state")).filter((name) => name.endsWith(".yaml"))).toEqual([
    "paper.yaml",
  ]);
  expect(readFileSync(await pathOf(root, "a"), "utf8").match(/feed: https?:\/\/paper/g)).toHaveLength(2);
});
