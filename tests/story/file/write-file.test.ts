import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileWriter } from "../../../src/story/file/write-file.ts";

let folder: string;
let aside: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "write-"));
  aside = join(folder, ".writing");
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("a file", () => {
  it("is written past what a killed run of the same process number left, which is cleared away", () => {
    mkdirSync(aside);
    writeFileSync(join(aside, `${process.pid}-0`), "half a sto");
    const writer = createFileWriter(aside, { flush: true });
    writer.write(join(folder, "a/story.md"), "A whole story.");
    writer.close();
    expect(readFileSync(join(folder, "a/story.md"), "utf8")).toBe("A whole story.");
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("stays as it was where it cannot be written, and nothing of the attempt is left", () => {
    writeFileSync(join(folder, "old"), "Old.");
    const writer = createFileWriter(aside, { flush: true });
    expect(() => writer.write(join(folder, "old/new.md"), "New.")).toThrow(/ENOTDIR|EEXIST/);
    mkdirSync(join(folder, "taken"));
    expect(() => writer.write(join(folder, "taken"), "New.")).toThrow(/EISDIR|EEXIST|ENOTEMPTY/);
    const left = readdirSync(aside, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
    writer.close();
    expect(readFileSync(join(folder, "old"), "utf8")).toBe("Old.");
    expect(readdirSync(folder).sort()).toEqual(["old", "taken"]);
  });

  it("is not written through a link below the writer's home, wherever on the way it is", () => {
    const home = join(folder, "content");
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(join(home, "stories/2026"), { recursive: true });
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(home, "stories/2026/11"));
    const writer = createFileWriter(join(home, ".writing"), { flush: true, home });
    for (const path of ["stories/2026/11/story.md", "stories/2026/11/24/story.md"])
      expect(() => writer.write(join(home, path), "New.")).toThrow(/stories\/2026\/11 is a link/);
    writer.write(join(home, "stories/2026/12/story.md"), "New.");
    expect(readdirSync(elsewhere)).toEqual([]);
    writer.close();
  });

  it("is written where the home itself is a link: that one its owner made", () => {
    mkdirSync(join(folder, "large-disk"));
    symlinkSync(join(folder, "large-disk"), join(folder, "content"));
    const home = join(folder, "content");
    const writer = createFileWriter(join(home, ".writing"), { flush: true, home });
    writer.write(join(home, "stories/story.md"), "New.");
    writer.close();
    expect(readFileSync(join(folder, "large-disk/stories/story.md"), "utf8")).toBe("New.");
  });
});
