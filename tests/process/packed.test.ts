import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writePack } from "../../src/process/run-pack.js";
import { command, snapshotEngine, writeRoot } from "../bench/bench-root.ts";

const folder = mkdtempSync(join(tmpdir(), "packed-"));
const root = join(folder, "root");
const engine = snapshotEngine(folder);
const cache = join(engine, ".cache");

function run(...args: string[]) {
  const [program = "", ...rest] = command(engine, ...args);
  return spawnSync(program, rest, { cwd: engine, encoding: "utf8" });
}

/** Signs of other scripts, where patterns of ours look for them. */
const STORIES = ["ab – ", "abc – ", "abcd – "].map((words, index) =>
  JSON.stringify({
    url: `https://example.org/${index}`,
    title: `It’s – 船 ${index}`,
    shared: `2026-01-0${index + 1}T00:00:00Z`,
    html: `<p>${words.repeat(200)}<sup><a href="#f" id="r">†</a></sup></p><p id="f"><a href="#r">†</a> Note <a href="#r">↩</a></p>`,
  }),
);

const pagesOf = (site: string): [string, string][] =>
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(html|xml|json|txt)$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(site, path), "utf8")]);

/** What a worker makes of a page, begun from packs or from modules. */
function compose(folderOfPacks: string): unknown {
  const words = "每天早上渡轮都会穿过海峡，船长在码头等待乘客，天气很好。".repeat(20);
  const html = `<html lang="zh"><body><article><h1>船</h1><p class="byline">作者：王小明</p><p>${words}<sup id="r"><a href="#f">†</a></sup></p><p>${words}</p><p id="f">† Note <a href="#r">↩</a></p></article></body></html>`;
  const task = { entry: { title: "船" }, page: { html, url: "https://example.org/" } };
  const script = `
    const { default: run } = await import(${JSON.stringify(join(engine, "src/process/worker.js"))});
    const { answer } = await run({ entry: "textWorker", name: "compose", task: ${JSON.stringify(task)} });
    console.log(JSON.stringify(answer));`;
  const { stdout, stderr } = spawnSync("node", ["--input-type=module", "-e", script], {
    encoding: "utf8",
    env: { ...process.env, SHARED_STORIES_PACKS: folderOfPacks },
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

/** As npm's link to it does: without tsx. */
const installed = (...args: string[]): string =>
  spawnSync("node", [join(engine, "src/bin.js"), ...args], { cwd: engine, encoding: "utf8" }).stdout;

const packs = (): string[] =>
  existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("packed-")) : [];

/** Its name. */
let lastPack: string;

/** What V8 kept of packs. */
const codes = (): string[] =>
  packs()
    .flatMap((pack) => readdirSync(join(cache, pack)).map((name) => join(cache, pack, name)))
    .filter((path) => path.endsWith(".code"));

/** As a pack is written, of a program that says one thing. */
const FAKE =
  '(function (require, module) { module.exports = { runProgram: () => console.log("from the pack") }; })';

const programOf = (pack: string): string => join(cache, pack, "program.cjs");

beforeAll(() => {
  writeRoot(root);
  const lines = join(folder, "stories.jsonl");
  writeFileSync(lines, STORIES.join("\n"));
  expect(run("import", lines, "--root", root).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("a command that no job repeats makes no pack", () => {
  expect(run("--version").stdout).toMatch(/^\d/);
  expect(installed("--version")).toMatch(/^\d/);
  expect(packs()).toEqual([]);
});

it("a build goes on without a pack where none can be written", () => {
  writeFileSync(cache, "a file where the folder would be");
  const { status, stdout } = run("build", "--root", root, "--out", join(folder, "unpacked"));
  expect([status, stdout]).toEqual([0, expect.stringContaining("3 stories")]);
  rmSync(cache);
});

it("a build makes packs, once, and takes away what a killed one left", () => {
  const [left, beingMade] = [join(cache, "packing-left"), join(cache, "packing-now")];
  for (const folderOfPacks of [left, beingMade]) mkdirSync(folderOfPacks, { recursive: true });
  utimesSync(left, 0, 0);
  expect(run("build", "--root", root).status).toBe(0);
  [lastPack = ""] = packs();
  const made = statSync(programOf(lastPack)).mtimeMs;
  expect(run("build", "--root", root).stdout).toContain("3 stories");
  expect(statSync(programOf(lastPack)).mtimeMs).toBe(made);
  expect(readdirSync(cache).sort()).toEqual([lastPack, "packing-now"]);
  rmdirSync(beingMade);
});

it("a packed program does what its modules do, in any script", () => {
  expect(run("build", "--root", root, "--out", join(folder, "packed")).status).toBe(0);
  expect(pagesOf(join(folder, "packed"))).toEqual(pagesOf(join(folder, "unpacked")));
  const story = compose(join(cache, lastPack));
  expect(story).toMatchObject({ author: "王小明" });
  expect(story).toEqual(compose(join(folder, "none")));
});

it("code that V8 kept and that was damaged is not used", () => {
  const [code = ""] = codes();
  const content = readFileSync(code);
  writeFileSync(code, content.fill(0, content.length / 2));
  expect(run("--version").stdout).toMatch(/^\d/);
  expect(packs()).toEqual([lastPack]);
});

it("a night reads articles and feeds in threads, from a pack whose code V8 kept", () => {
  const night = join(folder, "night");
  mkdirSync(night);
  const feed = (...titles: string[]): string =>
    `<rss><channel><title>Own</title>${titles.map((title) => `<item><title>${title}</title><link>https://example.org/${title}</link></item>`).join("")}</channel></rss>`;
  writeFileSync(
    join(night, "feeds.yaml"),
    "site: { title: Night, url: https://example.org/ }\nfeeds: [{ url: own.xml, fullText: never }]\n",
  );
  for (const titles of [["one"], ["one", "two"], ["one", "two", "three"]]) {
    writeFileSync(join(night, "own.xml"), feed(...titles));
    const { status, stdout } = run("nightly", "--root", night);
    expect([status, stdout]).toEqual([0, expect.stringContaining("1 new")]);
  }
});

it("a quiet build loads no package beside its pack", () => {
  const [hook, list] = [join(folder, "hook.cjs"), join(folder, "loaded.txt")];
  writeFileSync(
    hook,
    `const Module = require("node:module");
    const { _load } = Module;
    Module._load = function (name, ...rest) {
      if (!Module.isBuiltin(name)) require("node:fs").appendFileSync(${JSON.stringify(list)}, name + "\\n");
      return _load.call(this, name, ...rest);
    };`,
  );
  const [program = "", ...rest] = command(engine, "build", "--root", root);
  expect(spawnSync(program, ["--require", hook, ...rest], { cwd: engine }).status).toBe(0);
  const packages = readFileSync(list, "utf8").match(/^@?[a-z][^\n]*/gm);
  // What tsx needs, and packs do not.
  expect(new Set(packages)).toEqual(new Set(["esbuild"]));
});

it("every command runs from the pack", () => {
  mkdirSync(join(folder, "empty"));
  expect(run("build", "--root", join(folder, "empty"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no feeds.yaml"),
  });
  writePack(programOf(lastPack), FAKE);
  expect(run("--version").stdout).toBe("from the pack\n");
  expect(installed("--version")).toBe("from the pack\n");
});

it("a worker begins from the pack that its process runs from", () => {
  const packs = join(folder, "others");
  mkdirSync(packs);
  writePack(
    join(packs, "renderWorker.cjs"),
    '(function (require, module) { module.exports = { hello: (task) => task + " from the pack" }; })',
  );
  const task = { entry: "renderWorker", name: "hello", task: "Hello" };
  const script = `
    const { default: run } = await import(${JSON.stringify(join(engine, "src/process/worker.js"))});
    console.log((await run(${JSON.stringify(task)})).answer);`;
  const { stdout } = spawnSync("node", ["--input-type=module", "-e", script], {
    encoding: "utf8",
    env: { ...process.env, SHARED_STORIES_PACKS: packs },
  });
  expect(stdout).toBe("Hello from the pack\n");
});

it.each(["", "(function () {})", "throw new Error()"])("what is no whole pack goes (%j)", (content) => {
  mkdirSync(join(cache, lastPack), { recursive: true });
  writePack(programOf(lastPack), content);
  expect(run("--version").stdout).toMatch(/^\d/);
  expect(packs()).toEqual([]);
});

it("a pack of other code is not used, and goes when the next is made", () => {
  mkdirSync(join(cache, lastPack));
  writePack(programOf(lastPack), FAKE);
  expect(installed("--version")).toBe("from the pack\n");
  appendFileSync(join(engine, "src/clock.ts"), "\n// A change.\n");
  expect(installed("--version")).toMatch(/^\d/);
  expect(run("build", "--root", root).status).toBe(0);
  expect(packs()).toHaveLength(1);
  expect(packs()).not.toEqual([lastPack]);
  expect(readdirSync(cache)).toEqual(packs());
});

it("what was packed while the code changed is not kept", async () => {
  appendFileSync(join(engine, "src/clock.ts"), "\n// Another.\n");
  const [program = "", ...args] = command(engine, "build", "--root", root);
  const build = spawn(program, args, { cwd: engine, stdio: "ignore" });
  const ended = once(build, "exit");
  const before = packs();
  await expect.poll(() => readdirSync(cache).length).toBe(before.length + 1);
  appendFileSync(join(engine, "src/clock.ts"), "\n// And another.\n");
  expect(await ended).toEqual([0, null]);
  expect(readdirSync(cache)).toEqual(before);
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
  const version = (...settings: string[]): string =>
    spawnSync("node", [...settings, ...command(engine, "--version").slice(1)], {
      cwd: engine,
      encoding: "utf8",
    }).stdout;
  expect(run("build", "--root", root).status).toBe(0);
  const before = codes();
  expect(version("--stack-size=900")).toMatch(/^\d/);
  expect(codes()).toHaveLength(before.length + 1);
  expect(codes()).toEqual(expect.arrayContaining(before));
});
