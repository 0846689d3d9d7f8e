import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { digestFolders, filesBehind, filesBelow } from "../../src/process/engine.js";

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

it("what editors and systems put among templates is none of them", () => {
  const templates = join(folder, "edited");
  mkdirSync(join(templates, "assets/.cache"), { recursive: true });
  writeFileSync(join(templates, "assets/theme.css"), "A");
  const before = digestFolders([templates]);
  for (const name of [".DS_Store", "assets/.theme.css.swp", "assets/.cache/a"])
    writeFileSync(join(templates, name), "B");
  expect(filesBehind(templates)).toEqual(["assets/theme.css"]);
  expect(digestFolders([templates])).toBe(before);
});

describe("the digest of installed packages", () => {
  const project = mkdtempSync(join(tmpdir(), "project-"));
  const engine = join(project, "node_modules/shared-stories");
  const list = join(project, "node_modules/.package-lock.json");
  mkdirSync(join(engine, "src"), { recursive: true });
  cpSync(new URL("../../src/process/engine.js", import.meta.url), join(engine, "src/process/engine.js"));
  writeFileSync(
    join(engine, "package.json"),
    '{ "type": "module", "version": "1.0.0", "dependencies": { "a": "*", "b": "*" } }',
  );
  afterAll(() => rmSync(project, { recursive: true }));

  /** As npm writes it where somebody has us among the packages for developers. */
  const installed = {
    "node_modules/shared-stories": { version: "1.0.0", dev: true },
    "node_modules/a": { version: "1.0.0", dev: true, dependencies: { c: "*" } },
    "node_modules/a/node_modules/c": { version: "1.0.0", dev: true, peerDependencies: { d: "*", e: "*" } },
    "node_modules/shared-stories/node_modules/b": { version: "1.0.0", dev: true, dependencies: { a: "*" } },
    "node_modules/c": { version: "1.0.0" },
    "node_modules/d": { version: "1.0.0", dev: true },
  };

  function digestOf(packages: object | string): string {
    writeFileSync(list, typeof packages === "string" ? packages : JSON.stringify({ packages }));
    const script = `console.log((await import(${JSON.stringify(join(engine, "src/process/engine.js"))})).digestEngine().packages)`;
    return execFileSync("node", ["--input-type=module", "-e", script], { encoding: "utf8" }).trim();
  }

  it.each([
    "node_modules/a",
    "node_modules/a/node_modules/c",
    "node_modules/shared-stories/node_modules/b",
    "node_modules/d",
  ])("hangs on %s", (path) => {
    const other = {
      ...installed,
      [path]: { ...installed[path as keyof typeof installed], version: "1.0.1" },
    };
    expect(digestOf(other)).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf(other)).not.toBe(digestOf(installed));
  });

  it("hangs on nothing that others need", () => {
    const other = {
      ...installed,
      "node_modules/c": { version: "2.0.0" },
      "node_modules/z": { version: "1" },
    };
    expect(digestOf(other)).toBe(digestOf(installed));
  });

  it.each([
    ["somebody else's", { "node_modules/z": { version: "1.0.0" } }],
    ["one with a package that lies elsewhere", { ...installed, "node_modules/d": { link: true } }],
    ["half written", '{ "packages": {'],
    ["empty", "{}"],
  ])("is none where the list is %s", (_, packages) => {
    expect(digestOf(packages)).toBe("undefined");
  });
});
