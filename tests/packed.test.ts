import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { command, snapshotEngine, writeRoot } from "./bench/bench-root.ts";

const folder = mkdtempSync(join(tmpdir(), "packed-"));
const root = join(folder, "root");
const engine = snapshotEngine(folder);
const cache = join(engine, ".cache");

function run(...args: string[]) {
  const [program = "", ...rest] = command(engine, ...args);
  return spawnSync(program, rest, { cwd: engine, encoding: "utf8" });
}

/** As npm's link to it does: without tsx. */
const installed = (...args: string[]): string =>
  spawnSync("node", [join(engine, "src/bin.js"), ...args], { cwd: engine, encoding: "utf8" }).stdout;

const packs = (): string[] =>
  existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("packed-")) : [];

/** Its name. */
let lastPack: string;

/** As a pack is written, of a program that says one thing. */
const FAKE =
  '(function (require, module) { module.exports = { runProgram: () => console.log("from the pack") }; })';

const programOf = (pack: string): string => join(cache, pack, "program.cjs");

beforeAll(() => writeRoot(root));
afterAll(() => rmSync(folder, { recursive: true }));

it("a command that no job repeats makes no pack", () => {
  expect(run("--version").stdout).toMatch(/^\d/);
  expect(installed("--version")).toMatch(/^\d/);
  expect(packs()).toEqual([]);
});

it("a build goes on without a pack where none can be written", () => {
  writeFileSync(cache, "a file where the folder would be");
  const { status, stdout } = run("build", "--root", root);
  expect([status, stdout]).toEqual([0, expect.stringContaining("0 stories")]);
  rmSync(cache);
});

it("a build makes the pack, and every command after it runs from there", () => {
  expect(run("build", "--root", root).status).toBe(0);
  [lastPack = ""] = packs();
  expect(run("build", "--root", root).stdout).toContain("0 stories");
  mkdirSync(join(folder, "empty"));
  expect(run("build", "--root", join(folder, "empty"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no feeds.yaml"),
  });
  writeFileSync(programOf(lastPack), FAKE);
  expect(run("--version").stdout).toBe("from the pack\n");
  expect(installed("--version")).toBe("from the pack\n");
});

it("a worker begins from the pack that its process runs from", () => {
  const packs = join(folder, "others");
  mkdirSync(packs);
  writeFileSync(
    join(packs, "renderWorker.cjs"),
    '(function (require, module) { module.exports = { hello: (task) => task + " from the pack" }; })',
  );
  const task = { entry: "renderWorker", name: "hello", task: "Hello" };
  const script = `
    const { default: run } = await import(${JSON.stringify(join(engine, "src/worker.js"))});
    console.log(await run(${JSON.stringify(task)}));`;
  const { stdout } = spawnSync("node", ["--input-type=module", "-e", script], {
    encoding: "utf8",
    env: { ...process.env, SHARED_STORIES_PACKS: packs },
  });
  expect(stdout).toBe("Hello from the pack\n");
});

it.each(["", "(function () {})", "throw new Error()"])("what is no whole pack goes (%j)", (content) => {
  mkdirSync(join(cache, lastPack), { recursive: true });
  writeFileSync(programOf(lastPack), content);
  expect(run("--version").stdout).toMatch(/^\d/);
  expect(packs()).toEqual([]);
});

it("a pack of other code is not used, and goes when the next is made", () => {
  mkdirSync(join(cache, lastPack));
  writeFileSync(programOf(lastPack), FAKE);
  expect(installed("--version")).toBe("from the pack\n");
  appendFileSync(join(engine, "src/clock.ts"), "\n// A change.\n");
  expect(installed("--version")).toMatch(/^\d/);
  expect(run("build", "--root", root).status).toBe(0);
  expect(packs()).toHaveLength(1);
  expect(packs()).not.toEqual([lastPack]);
  expect(readdirSync(cache)).toEqual(packs());
});

it("a new version alone makes all pages anew: they say it", () => {
  const manifest = join(engine, "package.json");
  const page = join(root, "_site/404.html");
  writeFileSync(
    manifest,
    readFileSync(manifest, "utf8").replace(/"version": "[^"]*"/, '"version": "99.0.0"'),
  );
  expect(readFileSync(page, "utf8")).not.toContain("99.0.0");
  expect(run("build", "--root", root).status).toBe(0);
  expect(readFileSync(page, "utf8")).toContain('content="shared-stories 99.0.0"');
});

it("each setting of V8 has code of its own: none takes that of another away", () => {
  const codes = (): string[] =>
    packs()
      .flatMap((pack) => readdirSync(join(cache, pack)))
      .filter((name) => name.endsWith(".code"));
  const version = (...settings: string[]): string =>
    spawnSync("node", [...settings, ...command(engine, "--version").slice(1)], {
      cwd: engine,
      encoding: "utf8",
    }).stdout;
  expect(run("build", "--root", root).status).toBe(0);
  const before = codes();
  expect(version("--max-semi-space-size=6")).toMatch(/^\d/);
  expect(codes()).toHaveLength(before.length + 1);
  expect(codes()).toEqual(expect.arrayContaining(before));
});
