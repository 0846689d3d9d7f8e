/** A build that is killed while processes render for it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { cacheFolder } from "../../src/site/build-folders.ts";
import { hashTree, runCli } from "../run-cli.ts";
import { openSiteRoot, storiesOf } from "../site/site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "orphans-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Renders everything in two processes, however little it is. */
const SCRIPT = `
import { buildSite } from "SRC/site/build-site.ts";
import { lookAtFolders } from "SRC/page/catalogue/read-folders.ts";
import { loadSettings } from "SRC/pipeline.ts";
const [root] = process.argv.slice(2);
const job = { root, env: {}, allowShrink: false };
await buildSite({
  ...job,
  out: root + "/_site",
  settings: await loadSettings(job),
  states: [],
  full: true,
  cores: 2,
  few: { pages: 0, stories: 0 },
  readDigests: lookAtFolders(root),
  progress() {},
});
`;

/** Renders the front page for a build that is gone: a process that began too late to see that. */
const LATE = `
import { renderSlice } from "SRC/site/render-worker.ts";
const [root, cache, builder] = process.argv.slice(2);
await renderSlice({ root, out: root + "/_site", cache, builder: Number(builder), pages: [{ kind: "front" }] });
`;

/** Fields of proc(5) behind the process's name, from its state on; none where there is no such process. */
function statOf(pid: number | string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

const childrenOf = (pid: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && statOf(name)[1] === String(pid))
    .map(Number);

const isThere = (pid: number): boolean => !["Z", "X", undefined].includes(statOf(pid)[0]);

async function until(is: () => boolean): Promise<void> {
  for (let waited = 0; !is(); waited += 20) {
    if (waited > 30_000) throw new Error("it did not come to that");
    await wait(20);
  }
}

function start(name: string, script: string, ...args: string[]): ChildProcess {
  const file = join(folder, name);
  writeFileSync(file, script.replaceAll("SRC", new URL("../../src", import.meta.url).href));
  const cwd = join(import.meta.dirname, "../..");
  return spawn(process.execPath, ["--import", "tsx", file, ...args], { cwd, stdio: "inherit" });
}

it.runIf(process.platform === "linux")(
  "leaves nobody behind who writes pages into the site that the next one makes",
  async () => {
    const site = openSiteRoot(join(folder, "root"), "pageSize: 10");
    await site.add(storiesOf(400));
    const { root } = site;
    const builder = start("build.mts", SCRIPT, root);
    const pid = builder.pid ?? 0;
    // Esbuild, which tsx starts, is one of them.
    const renderers = (): number[] =>
      childrenOf(pid).filter((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes("tinypool"));
    const cache = cacheFolder(root, join(root, "_site"));
    const begun = join(cache, "next.json");
    await until(() => existsSync(begun) && renderers().length > 0);
    // Its slice is on its way.
    await wait(300);
    const orphans = renderers();
    builder.kill("SIGKILL");
    // Its threads end one by one: until the last is gone, it is there for those that work for it.
    await until(() => childrenOf(pid).length === 0);
    const before = Object.keys(hashTree(join(root, "_site")));
    await until(() => !orphans.some(isThere));
    const after = Object.keys(hashTree(join(root, "_site")));
    // Each may end the file that it is at.
    expect(after.length).toBeLessThanOrEqual(before.length + orphans.length);
    rmSync(join(root, "_site/index.html"), { force: true });
    const [code] = await once(start("late.mts", LATE, root, cache, String(pid)), "exit");
    expect([code, existsSync(join(root, "_site/index.html"))]).toEqual([1, false]);
    expect((await runCli(["build", "--root", root])).code).toBe(0);
    expect(Object.keys(hashTree(join(root, "_site"))).length).toBeGreaterThan(400);
  },
  120_000,
);
