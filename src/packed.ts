/**
 * Modules in one piece. Loaded one by one under tsx, the five hundred modules of a build take two milliseconds each:
 * half of a quiet night. So all of them are packed into one file, once for each state of our code and of the installed
 * packages. The pack is a cache in the engine's own folder: where there is none and none can be made, modules load as
 * they are.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { digestEngine, ENGINE } from "./engine.ts";
import { hashText } from "./hash-text.ts";
import { runPack } from "./run-pack.js";

type Entries = typeof import("./entries.ts");

const ENTRIES = join(ENGINE, "src/entries.ts");
const FOLDER = join(ENGINE, ".cache");
/** What a pack's name begins with. */
const NAME = "packed-";

/** Never part of a pack: what is loaded by its own file's name, and Eleventy's server, which only previews need. */
const EXTERNAL = ["esbuild", "tinypool", "@11ty/eleventy-dev-server", "chokidar"];

/**
 * Our entries, packed where that can be.
 *
 * @param mayPack pack them now where that was not done yet: it takes about a second
 */
export async function loadEntries(mayPack: boolean): Promise<Entries> {
  const pack = findPack();
  const isThere = pack !== undefined && (existsSync(pack) || (mayPack && (await makePack(pack))));
  return (isThere && runPack(pack)) || import("./entries.ts");
}

/** Where the pack is or would be; `undefined` where it is not known which packages it would hold. */
function findPack(): string | undefined {
  const state = digestEngine();
  if (!state.packages) return undefined;
  return join(FOLDER, `${NAME}${hashText(JSON.stringify([ENGINE, process.arch, state]))}.cjs`);
}

/** @returns whether it is there now */
async function makePack(pack: string): Promise<boolean> {
  let folder: string | undefined;
  try {
    mkdirSync(FOLDER, { recursive: true });
    folder = mkdtempSync(join(FOLDER, "packing-"));
    const outfile = join(folder, basename(pack));
    await bundle(outfile);
    for (const name of readdirSync(FOLDER)) if (name.startsWith(NAME)) rmSync(join(FOLDER, name));
    renameSync(outfile, pack);
    return true;
  } catch {
    // A folder that cannot be written, a package that cannot be packed: nothing is lost but time.
    return false;
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(outfile: string): Promise<void> {
  const { build, stop } = await import("esbuild");
  try {
    await build({
      entryPoints: [ENTRIES],
      outfile,
      bundle: true,
      format: "cjs",
      platform: "node",
      target: "node20",
      // As Node itself resolves: esbuild would add conditions of its own.
      conditions: [],
      external: EXTERNAL,
      plugins: [addressesStay],
      // What else a module asks of itself, a pack could not answer.
      logOverride: { "empty-import-meta": "error" },
      logLevel: "silent",
    });
  } finally {
    // Its process would stay, with all that it read, as long as ours.
    await stop();
  }
}

/** A module finds the files beside it where it lies, not beside the pack. */
const addressesStay: Plugin = {
  name: "addresses-stay",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(ts|m?js)$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes("import.meta.url")) return undefined;
      const address = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: text.replaceAll("import.meta.url", address),
        loader: path.endsWith(".ts") ? "ts" : "js",
      };
    }),
};
