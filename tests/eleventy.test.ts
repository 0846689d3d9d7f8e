import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startNewspaper } from "../src/demo/newspaper.ts";
import { writeDemoRoot } from "../src/demo/write-demo-root.ts";
import { hashTree, runCli } from "./run-cli.ts";

const ELEVENTY = fileURLToPath(new URL("../cmd.cjs", import.meta.resolve("@11ty/eleventy")));
const CONFIG = fileURLToPath(new URL("../eleventy.config.js", import.meta.url));
const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

let root: string;

beforeAll(async () => {
  const newspaper = await startNewspaper({ notes: 30 });
  // A name that looks like a pattern of names.
  root = mkdtempSync(join(tmpdir(), "Eleventy (2) [new] "));
  writeDemoRoot(root, newspaper.origin);
  const feeds = join(root, "feeds.yaml");
  writeFileSync(feeds, readFileSync(feeds, "utf8").replace("url: http://localhost:8080/", "$&shared/"));
  await runCli(["nightly", "--root", root, "--backfill"]);
  await newspaper.close();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

it("`npx eleventy` writes the bytes that `build` writes", async () => {
  const child = spawn(process.execPath, [ELEVENTY, `--config=${CONFIG}`, "--output=_eleventy", "--quiet"], {
    cwd: root,
    stdio: "ignore",
  });
  expect(await once(child, "exit")).toEqual([0, null]);
  const built = hashTree(join(root, "_site"));
  expect(Object.keys(built).length).toBeGreaterThan(80);
  expect(hashTree(join(root, "_eleventy"))).toEqual(built);
});

it("`build` after `npx eleventy` takes what that wrote for nobody's", async () => {
  const templates = join(root, "templates/partials");
  mkdirSync(templates, { recursive: true });
  const child = (): ChildProcess =>
    spawn(process.execPath, [ELEVENTY, `--config=${CONFIG}`, "--quiet"], { cwd: root, stdio: "ignore" });
  const before = hashTree(join(root, "_site"));
  writeFileSync(join(templates, "colophon.njk"), "<footer>DRAFT</footer>");
  expect(await once(child(), "exit")).toEqual([0, null]);
  expect(readFileSync(join(root, "_site/index.html"), "utf8")).toContain("DRAFT");
  rmSync(join(root, "templates"), { recursive: true });
  expect((await runCli(["build", "--root", root])).code).toBe(0);
  expect(hashTree(join(root, "_site"))).toEqual(before);
});

it("`serve` shows the site, and a changed template or a new style sheet as soon as it is saved", async () => {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", CLI, "serve", "--root", root, `--port=${port}`], {
    // A group of its own: whatever becomes of the test, the server which it starts is stopped with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit");
  try {
    await untilShown(child, /Server at/);
    const home = `http://localhost:${port}/shared/`;
    const address = `${home}404.html`;
    const front = await (await fetch(home)).text();
    expect(front).toContain(" stories</h1>");
    const [, style = ""] = /href="([^"]*style\.css[^"]*)"/.exec(front) ?? [];
    expect((await fetch(new URL(style, home))).status).toBe(200);
    expect(await (await fetch(address)).text()).not.toContain("Lost at sea");

    mkdirSync(join(root, "templates"), { recursive: true });
    const original = readFileSync(new URL("../templates/404.njk", import.meta.url), "utf8");
    const shown = untilShown(child, /Wrote \d+ files/);
    writeFileSync(join(root, "templates/404.njk"), original.replace("<h1", "<p>Lost at sea</p><h1"));
    await shown;
    expect(await (await fetch(address)).text()).toContain("Lost at sea");

    const styled = untilShown(child, /Wrote \d+ files/);
    mkdirSync(join(root, "templates/assets"));
    writeFileSync(join(root, "templates/assets/theme.css"), ":root { --paper: seashell }");
    await styled;
    expect(await (await fetch(`${home}assets/theme.css`)).text()).toContain("seashell");

    // Whoever stops us stops the server.
    child.kill("SIGTERM");
    await exit;
    await expect(fetch(address)).rejects.toThrow();
  } finally {
    stopAll(child);
    rmSync(join(root, "templates"), { recursive: true, force: true });
  }
});

/** A process and all that it started, as far as they are there. */
function stopAll({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // They ended by themselves.
  }
}

/** Resolves when the process says it. */
async function untilShown({ stdout, stderr }: ChildProcess, sign: RegExp): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`did not say ${sign}:\n${said}`)), 60_000);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (!sign.test(said)) return;
      clearTimeout(patience);
      stdout?.off("data", listen);
      stderr?.off("data", listen);
      resolve();
    };
    stdout?.on("data", listen);
    stderr?.on("data", listen);
    stdout?.on("end", () => reject(new Error(`ended before it said ${sign}:\n${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
