import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenArchive, openArchive } from "../../../src/story/archive/archive.ts";
import { readLedger } from "../../../src/story/state/ledger.ts";
import { readRemoved } from "../../../src/story/state/removed.ts";
import { runCli } from "../../run-cli.ts";

const ID = "00000000000a";
const DAY = "content/stories/2022/01/18";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "archive-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const textOf = (id: string, title = "A"): string =>
  `---\ntitle: ${title}\nshared: 2022-01-18T00:00:00Z\norigin: { id: ${id} }\n---\nText of ${title}.\n`;

async function inArchive<T>(act: (archive: OpenArchive) => T): Promise<T> {
  const archive = await openArchive(root, { allowShrink: false });
  try {
    const result = act(archive);
    archive.saveLedger();
    return result;
  } finally {
    archive.close();
  }
}

describe("a file whose name ends like an id", () => {
  it.each(["0b8f6c1e-7d1a-4c55-9f0e-a1b2c3d4e5f6", "notes-202201020300"])(
    "is the story that it says it is: %s",
    async (name) => {
      write(`${DAY}/a-${ID}.md`, textOf(ID));
      write(`${DAY}/b-00000000000b.md`, textOf("00000000000b"));
      await inArchive(() => {});
      renameSync(join(root, `${DAY}/a-${ID}.md`), join(root, `${DAY}/${name}.md`));
      for (const _ of ["adopted", "known"])
        await inArchive((archive) => {
          expect(archive.ids().sort()).toEqual([ID, "00000000000b"]);
          expect(archive.pathOf(ID)).toBe(`${DAY}/${name}.md`);
        });
      expect(readRemoved(root)).toBe("");
    },
  );

  it("is not taken for removed where it cannot be read for a night", async () => {
    write(`${DAY}/a-${ID}.md`, textOf(ID));
    write(`${DAY}/b-00000000000b.md`, textOf("00000000000b"));
    await inArchive(() => {});
    rmSync(join(root, `${DAY}/a-${ID}.md`));
    write(`${DAY}/a1b2c3d4e5f6.md`, textOf(ID).replace("title: ", "title: [ "));
    await inArchive(() => {});
    expect(readRemoved(root)).toBe("");
    write(`${DAY}/a1b2c3d4e5f6.md`, textOf(ID));
    await inArchive((archive) => expect(archive.pathOf(ID)).toBe(`${DAY}/a1b2c3d4e5f6.md`));
  });

  it("is told once where it cannot be read, and keeps its place", async () => {
    write(`${DAY}/a-${ID}.md`, "garbage");
    await inArchive(({ mistakes, has }) => {
      expect(mistakes.map(({ path }) => path)).toEqual([`${DAY}/a-${ID}.md`]);
      expect(has(ID)).toBe(true);
    });
  });

  it.each(["a", "z"])(
    "is the story that it says it is, also where it was copied to begin a new one: %s",
    async (name) => {
      write(`${DAY}/m-${ID}.md`, textOf(ID));
      await inArchive(() => {});
      write(`${DAY}/${name}-${ID}.md`, textOf("00000000000b", "B"));
      for (const _ of ["adopted", "known"])
        await inArchive((archive) => {
          expect(archive.pathOf(ID)).toBe(`${DAY}/m-${ID}.md`);
          expect(archive.read("00000000000b")?.title).toBe("B");
          expect(archive.mistakes).toEqual([]);
        });
    },
  );

  it.each([" copy", " - Copy", " (1)", "-2", ".bak"])(
    "keeps its place where somebody made a copy of it beside it: %s",
    async (mark) => {
      const [file, copy] = [`${DAY}/a-${ID}.md`, `${DAY}/a-${ID}${mark}.md`];
      write(file, textOf(ID));
      await inArchive(() => {});
      write(copy, textOf(ID));
      await inArchive((archive) => {
        expect(archive.pathOf(ID)).toBe(file);
        expect(archive.mistakes).toMatchObject([{ path: copy, first: file }]);
      });
    },
  );

  it.each([
    ["a-ID", "Copy of a-ID"],
    ["a-ID", "1"],
    ["boats", "Copy of boats"],
  ])("keeps its place where a copy of it has another name: %s, %s", async (...names) => {
    const [file = "", copy = ""] = names.map((name) => `${DAY}/${name.replace("ID", ID)}.md`);
    write(file, textOf(ID));
    write(copy, textOf(ID));
    for (const _ of ["adopted", "known"])
      await inArchive((archive) => {
        expect(archive.pathOf(ID)).toBe(file);
        expect(archive.mistakes).toMatchObject([{ path: copy, first: file }]);
      });
  });

  it("is erased with all files of its story", async () => {
    write(`${DAY}/a-${ID}.md`, textOf(ID));
    write(`${DAY}/b-${ID}.md`, textOf(ID));
    await inArchive((archive) => {
      expect(archive.mistakes).toMatchObject([{ path: `${DAY}/b-${ID}.md`, first: `${DAY}/a-${ID}.md` }]);
      archive.erase([{ id: ID, shared: "2022-01-18T00:00:00Z", address: "-" }]);
    });
    await inArchive((archive) => expect([archive.size(), archive.isRemoved(ID)]).toEqual([0, true]));
  });
});

describe("a story that a killed run was taking away", () => {
  const file = `${DAY}/a-${ID}.md`;
  const ERASING = "content/.state/.erasing";

  beforeEach(async () => {
    write(file, textOf(ID));
    write(`${DAY}/b-00000000000b.md`, textOf("00000000000b"));
    await inArchive(() => {});
    write(ERASING, `${ID} ${file}\n${ID} feeds.yaml\n`);
    write("feeds.yaml", "not a story");
  });

  it("goes, and counts as put back nowhere", async () => {
    write("content/removed.txt", `${ID} 2022-01-18T00:00:00Z -\n`);
    const other = await openArchive(root, { allowShrink: false, readOnly: true });
    expect([other.has(ID), other.isRemoved(ID), existsSync(join(root, file))]).toEqual([false, true, true]);
    await inArchive((archive) => expect([archive.has(ID), archive.isRemoved(ID)]).toEqual([false, true]));
    expect([file, ERASING].map((path) => existsSync(join(root, path)))).toEqual([false, false]);
    expect(existsSync(join(root, "feeds.yaml"))).toBe(true);
  });

  it("stays where the run had not come to removed.txt", async () => {
    await inArchive((archive) => expect(archive.has(ID)).toBe(true));
    expect([file, ERASING].map((path) => existsSync(join(root, path)))).toEqual([true, false]);
  });
});

describe("content/ that somebody tidied", () => {
  beforeEach(async () => {
    write(`${DAY}/a-${ID}.md`, textOf(ID));
    write(`${DAY}/b-00000000000b.md`, textOf("00000000000b"));
    await inArchive(() => {});
  });

  it("lost no story where its file lies behind a link", async () => {
    const [from, to] = [join(root, `${DAY}/a-${ID}.md`), join(root, "elsewhere.md")];
    renameSync(from, to);
    symlinkSync(to, from);
    await inArchive(({ mistakes, isMissing }) => {
      expect(isMissing(ID)).toBe(true);
      expect(mistakes[0]?.what).toBe("is a link, and links are not followed");
    });
    expect(readRemoved(root)).toBe("");
  });

  it("lost what somebody deleted, also where links lie that no story can be behind", async () => {
    writeFileSync(join(root, "picture.jpg"), "");
    symlinkSync(join(root, "picture.jpg"), join(root, `${DAY}/picture.jpg`));
    rmSync(join(root, `${DAY}/a-${ID}.md`));
    await inArchive(({ mistakes }) => expect(mistakes).toEqual([]));
    expect(readRemoved(root)).toContain(ID);
  });

  it("waits also where a linked folder may hold what is missing", async () => {
    mkdirSync(join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(root, "content/stories/more"));
    rmSync(join(root, `${DAY}/a-${ID}.md`));
    await inArchive(({ isMissing }) => expect(isMissing(ID)).toBe(true));
    expect(readRemoved(root)).toBe("");
  });

  it.each([
    ["2022-13", "2022-13-01T00:00:00Z"],
    ["2022-01", "2022-13-01T00:00:00Z"],
    ["2022-01", "2022-01-99T00:00:00Z"],
  ])("lost nothing that the ledger of %s names of a day that cannot be: %s", async (month, shared) => {
    const path = join(root, `content/.state/stories/${month}.txt`);
    appendFileSync(path, `00000000000c ${shared} - https://example.com/c\n`);
    for (const _night of ["one", "other"]) {
      await inArchive(({ deleted, saveLedger }) => {
        expect(deleted).toBe(0);
        saveLedger();
      });
      expect(readRemoved(root)).toBe("");
    }
  });

  it.each([
    ["a file", `${DAY}/a-${ID}.md`],
    ["a folder", DAY],
  ])("lost no story that may lie in %s whose name is no UTF-8", async (_what, path) => {
    const named = Buffer.from(`${join(root, path)}.md`);
    renameSync(join(root, path), Buffer.concat([named, Buffer.from([0xff]), Buffer.from(".md")]));
    await inArchive(({ mistakes, isMissing }) => {
      expect(isMissing(ID)).toBe(true);
      expect(mistakes.map(({ what }) => what)).toContain("has a name that is no UTF-8");
    });
    expect(readRemoved(root)).toBe("");
  });

  it.each(["2021-12", "2022-02"])(
    "keeps the earlier of two slots of a story that is no more: %s",
    async (month) => {
      write(`content/.state/stories/${month}.txt`, `${ID} ${month}-01T00:00:00Z - https://example.com/a\n`);
      rmSync(join(root, `${DAY}/a-${ID}.md`));
      await inArchive(() => {});
      const earlier = month < "2022-01" ? `${month}-01` : "2022-01-18";
      expect(readRemoved(root)).toContain(`${ID} ${earlier}`);
      expect(await readLedger(root)).toHaveLength(2);
    },
  );

  it("lost those that lie in folders whose names begin with a dot", async () => {
    mkdirSync(join(root, "content/stories/.trash"));
    renameSync(join(root, `${DAY}/a-${ID}.md`), join(root, `content/stories/.trash/a-${ID}.md`));
    await inArchive((archive) => expect(archive.ids()).toEqual(["00000000000b"]));
    expect(readRemoved(root)).toContain(ID);
  });

  it.each(["2021-12", "2022-02"])(
    "has one slot for a story that another month names too: %s",
    async (month) => {
      write(`content/.state/stories/${month}.txt`, `${ID} ${month}-01T00:00:00Z - https://example.com/a\n`);
      await inArchive(() => {});
      expect(readdirSync(join(root, "content/.state/stories"))).toEqual(["2022-01.txt"]);
      expect(await readLedger(root)).toHaveLength(2);
    },
  );

  it("is read also where its ledger has other line ends", async () => {
    const month = join(root, "content/.state/stories/2022-01.txt");
    writeFileSync(month, readFileSync(month, "utf8").replaceAll("\n", "\r\n"));
    expect((await readLedger(root)).map(({ address }) => address)).toEqual(["-", "-"]);
  });
});

it.each(["\n", "\r\n"])(
  "what may be shown of a story is said in its file, and all else stays: %j",
  async (end) => {
    const path = `${DAY}/a-${ID}.md`;
    const text =
      `---\ntitle: A # a note\nshared: 2022-01-18\norigin:\n  id: ${ID}\n  show: full # for now\n---\nshow: full\n`.replaceAll(
        "\n",
        end,
      );
    write(path, text);
    await inArchive((archive) => {
      const story = archive.read(ID);
      if (story) archive.limit(story, "link");
    });
    expect(readFileSync(join(root, path), "utf8")).toBe(text.replace("show: full #", "show: link #"));
  },
);

it("a copy of a story that is taken away is the story that it says it is", async () => {
  const own = "00000000000b";
  write(`${DAY}/a-${ID}.md`, textOf(ID));
  write(`${DAY}/my-own-${ID}.md`, textOf(own, "B"));
  await inArchive(() => {});
  await inArchive((archive) => archive.erase([{ id: ID, shared: "2022-01-18T00:00:00Z", address: "-" }]));
  await inArchive((archive) => expect(archive.ids()).toEqual([own]));
  expect(readRemoved(root)).not.toContain(own);
});

describe("a sparse checkout", () => {
  const git = (...args: string[]): unknown =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: root });
  const ids = ["00000000000a", "00000000000b", "00000000000c"];

  beforeEach(async () => {
    for (const [at, id] of ids.entries()) write(`content/stories/2022/01/1${at}/x-${id}.md`, textOf(id, id));
    await inArchive(() => {});
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "three");
    git("sparse-checkout", "set", "--no-cone", "/*", "!/content/stories/2022/01/11/");
  });

  it.each([false, true])("lost nothing that it leaves out, with --allow-shrink: %s", async (allowShrink) => {
    const archive = await openArchive(root, { allowShrink });
    archive.saveLedger();
    archive.close();
    expect(archive).toMatchObject({ deleted: 0, mistakes: [{ path: "content/stories" }] });
    expect([archive.ids(), archive.isMissing("00000000000b")]).toEqual([[ids[0], ids[2]], true]);
    expect(readRemoved(root)).toBe("");
    git("sparse-checkout", "disable");
    await inArchive(({ ids: list, mistakes }) => expect([list(), mistakes]).toEqual([ids, []]));
  });

  it("that is whole again lost what somebody deletes", async () => {
    git("sparse-checkout", "disable");
    git("update-index", "--skip-worktree", "content/stories/2022/01/10/x-00000000000a.md");
    rmSync(join(root, "content/stories/2022/01/11/x-00000000000b.md"));
    await inArchive(({ deleted }) => expect(deleted).toBe(1));
    expect(readRemoved(root)).toContain("00000000000b");
  });
});

describe("a removed.txt that is no UTF-8", () => {
  const line = `${ID} 2022-01-18T00:00:00Z - gel\u00f6scht\n`;

  beforeEach(async () => {
    for (const id of ["00000000000b", "00000000000c"]) write(`${DAY}/x-${id}.md`, textOf(id));
    await inArchive(() => {});
  });

  it.each([
    ["Windows-1252", Buffer.from(`# Notes\n${line}`, "latin1"), 2],
    ["UTF-16", Buffer.from(`\ufeff${line}`, "utf16le"), 1],
  ])("is left alone, and named where it would be written anew: %s", async (_, bytes, at) => {
    const file = join(root, "content/removed.txt");
    writeFileSync(file, bytes);
    const refusal = `content/removed.txt:${at}: has signs that are no UTF-8; save the file as UTF-8`;
    const removal = { id: "00000000000b", shared: "2022-01-18T00:00:00Z", address: "-" };
    await expect(inArchive((archive) => archive.erase([removal]))).rejects.toThrow(refusal);
    await inArchive((archive) => expect(archive.size()).toBe(2));
    rmSync(join(root, `${DAY}/x-00000000000c.md`));
    await expect(inArchive(() => {})).rejects.toThrow(refusal);
    expect(readFileSync(file)).toEqual(bytes);
  });
});

it("many stories that are missing may lie behind a link, or be left out: a refusal says which", async () => {
  write("feeds.yaml", "site: { title: Lost, url: https://lost.example/ }\nfeeds: []\n");
  const ids = Array.from({ length: 30 }, (_, n) => `0000000000${String(n).padStart(2, "0")}`);
  for (const id of ids) write(`${DAY}/x-${id}.md`, textOf(id));
  await inArchive(() => {});
  renameSync(join(root, DAY), join(root, "elsewhere"));
  await expect(inArchive(() => {})).rejects.toThrow(/with --allow-shrink if they were deleted on purpose\.$/);
  symlinkSync(join(root, "elsewhere"), join(root, DAY));
  const told = `  ${DAY}:1: is a link, and links are not followed; put the file itself there`;
  await expect(inArchive(() => {})).rejects.toThrow(`They may lie behind:\n${told}`);
  const build = await runCli(["build", "--root", root]);
  expect([build.code, build.stderr]).toEqual([1, expect.stringContaining(`They may lie behind:\n${told}`)]);
});
