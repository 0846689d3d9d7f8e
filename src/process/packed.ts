/**
 * Modules in one piece. Loaded one by one under tsx, the five hundred modules of a build take two milliseconds each:
 * half of a quiet night. So what a process or a thread begins with is packed into one file with all that it needs, once
 * for each state of our code and of the installed packages. The packs are a cache in the engine's own folder: where there
 * are none and none can be made, modules load as they are.
 */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { ENGINE } from "./engine.js";
import { findPacks, PACKS_NAME, removePacks, runPack, writePack } from "./run-pack.js";

/** What a process or a thread begins with. */
export interface Entries {
  program: typeof import("../program.ts");
  textWorker: typeof import("../article/text-worker.ts");
  renderWorker: typeof import("../site/render-worker.ts");
}

const MODULES: Record<keyof Entries, string> = {
  program: join(ENGINE, "src/program.ts"),
  textWorker: join(ENGINE, "src/article/text-worker.ts"),
  renderWorker: join(ENGINE, "src/site/render-worker.ts"),
};

/** Never part of a pack: what is loaded by its own file's name, and Eleventy's server, which only previews need. */
const EXTERNAL = ["esbuild", "tinypool", "@11ty/eleventy-dev-server", "chokidar"];

/**
 * An entry's module, packed where that can be.
 *
 * @param mayPack pack all entries now where that was not done yet: it takes a few seconds
 */
export async function loadEntry<Name extends keyof Entries>(
  name: Name,
  mayPack: boolean,
): Promise<Entries[Name]> {
  const packs = findPacks();
  if (packs && mayPack && !existsSync(packs)) await makePacks(packs);
  return (packs && runPack(packs, name)) || import(pathToFileURL(MODULES[name]).href);
}

/** Packs that are being made, each time in a folder of their own. */
const MAKING = "packing-";

/** Milliseconds after which nobody is at work on them any more. */
const FORGOTTEN = 3_600_000;

/** Nothing is lost but time where that cannot be: the folder cannot be written, a package cannot be packed. */
async function makePacks(packs: string): Promise<void> {
  const folder = dirname(packs);
  const made = join(folder, `${MAKING}${randomUUID()}`);
  try {
    // Before any work: where an install cannot be written, each build comes by here.
    mkdirSync(made, { recursive: true });
    await bundle(made);
    // What was changed meanwhile may be in them, or not.
    if (findPacks() !== packs) throw new Error("the engine changed");
    renameSync(made, packs);
    for (const old of outlived(folder, basename(packs))) removePacks(join(folder, old));
  } catch {
    removePacks(made);
  }
}

/** Packs of other states, and what killed processes left of theirs. */
function outlived(folder: string, current: string): string[] {
  const isForgotten = (name: string): boolean =>
    Date.now() - (statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) > FORGOTTEN;
  return readdirSync(folder).filter((name) =>
    name.startsWith(MAKING) ? isForgotten(name) : name.startsWith(PACKS_NAME) && name !== current,
  );
}

async function bundle(folder: string): Promise<void> {
  const { build, stop } = await import("esbuild");
  try {
    const { outputFiles } = await build({
      entryPoints: MODULES,
      outdir: folder,
      outExtension: { ".js": ".cjs" },
      write: false,
      bundle: true,
      format: "cjs",
      // All of it is read at each start.
      minifyWhitespace: true,
      // Node shows the line where something went wrong.
      lineLimit: 200,
      legalComments: "none",
      // As `runPack` wants it: to put a function around megabytes that are read already would copy them.
      banner: { js: "(function (require, module, exports) {" },
      footer: { js: "})" },
      platform: "node",
      target: "node20",
      // As Node itself resolves: esbuild would add conditions of its own.
      conditions: [],
      external: EXTERNAL,
      plugins: [inItsPlace],
      // What else a module asks of itself, a pack could not answer.
      logOverride: { "empty-import-meta": "error" },
      logLevel: "silent",
    });
    for (const { path, text } of outputFiles) writePack(path, text);
  } finally {
    // Its process would stay, with all that it read, as long as ours.
    await stop();
  }
}

/**
 * What js-yaml and fdir look for in ways that no bundler sees, for functions written in YAML and for patterns: nothing of
 * ours has these, and to load both takes each start 25 milliseconds. Both do without.
 */
const NEEDLESS = /\b_+require(?:\.resolve)?\((["'])(?:esprima|picomatch)\1\)/g;

/** A module finds the files beside it where it lies, not beside the pack. */
const inItsPlace: Plugin = {
  name: "in-its-place",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(ts|m?js)$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const address = JSON.stringify(pathToFileURL(path).href);
      const contents = text.replaceAll("import.meta.url", address).replace(NEEDLESS, "undefined");
      return contents === text ? undefined : { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
    }),
};
