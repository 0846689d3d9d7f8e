import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenArchive, openArchive, readRemoved } from "../../src/story/archive.ts";

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

  it("is erased with all files of its story", async () => {
    write(`${DAY}/a-${ID}.md`, textOf(ID));
    write(`${DAY}/b-${ID}.md`, textOf(ID));
    await inArchive((archive) => {
      expect(archive.mistakes).toMatchObject([{ path: `${DAY}/b-${ID}.md`, isSecond: true }]);
      archive.erase([{ id: ID, shared: "2022-01-18T00:00:00Z", address: "-" }]);
    });
    await inArchive((archive) => expect([archive.size(), archive.isRemoved(ID)]).toEqual([0, true]));
  });
});
