import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { digestFolders, filesBehind, filesBelow } from "../src/engine.js";

const folder = mkdtempSync(join(tmpdir(), "engine-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a digest of templates tells changes behind links, to files and to folders", () => {
  const [templates, elsewhere] = [join(folder, "templates"), join(folder, "elsewhere")];
  for (const path of [templates, join(elsewhere, "partials")]) mkdirSync(path, { recursive: true });
  const files = [join(elsewhere, "page.njk"), join(elsewhere, "partials/head.njk")];
  for (const file of files) writeFileSync(file, "A");
  symlinkSync(join(elsewhere, "page.njk"), join(templates, "page.njk"));
  symlinkSync(join(elsewhere, "partials"), join(templates, "partials"));
  symlinkSync(join(folder, "nowhere"), join(templates, "list.njk"));
  symlinkSync(templates, join(elsewhere, "partials/above"));
  expect(filesBehind(templates)).toEqual(["page.njk", "partials/head.njk"]);
  expect(filesBelow(templates)).toEqual([]);
  for (const file of files) {
    const before = digestFolders([templates]);
    writeFileSync(file, "B");
    expect(digestFolders([templates])).not.toBe(before);
  }
});
