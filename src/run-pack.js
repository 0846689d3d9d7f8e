// @ts-check
// Finds the packs, and runs an entry from its own. In JavaScript, so that commands and workers begin without tsx.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { constants, Script } from "node:vm";
import { digestEngine, ENGINE } from "./engine.js";

/** @typedef {import("./packed.ts").Entries} Entries */

/** Workers find in this variable the folder of the packs that their process runs from. */
export const PACKS = "SHARED_STORIES_PACKS";

/** What the name of a folder of packs begins with. */
export const PACKS_NAME = "packed-";

/**
 * How packs are written. They have signs of many scripts in their regular expressions, which nothing may take for others;
 * UTF-8 would have to be gone through sign by sign at each start, and this is memory as V8 has it.
 */
const ENCODING = "utf16le";

/** The folder where packs of what is installed now are or would be; `undefined` where nobody knows what that is. */
export function findPacks() {
  const state = digestEngine();
  if (!state.packages) return undefined;
  const name = createHash("sha256")
    .update(JSON.stringify([ENGINE, process.arch, state]))
    .digest("hex");
  return join(ENGINE, ".cache", `${PACKS_NAME}${name.slice(0, 20)}`);
}

/**
 * As CommonJS, beside tsx and not through it: to look through megabytes takes tsx seconds.
 *
 * @template {keyof Entries} Name
 * @param {string} packs their folder
 * @param {Name} name
 * @returns {Entries[Name] | undefined} what the entry exports; `undefined` where its pack is no whole one, and all packs
 *   are gone then
 */
export function runPack(packs, name) {
  if (!existsSync(packs)) return undefined;
  const pack = join(packs, `${name}.cjs`);
  try {
    const code = codeOf(pack);
    const cachedData = existsSync(code) ? readFileSync(code) : undefined;
    const script = new Script(readFileSync(pack, ENCODING), {
      filename: pack,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData ? { cachedData } : {}),
    });
    if (!cachedData || script.cachedDataRejected) keepCode(script, code);
    const module = { exports: {} };
    script.runInThisContext()(createRequire(import.meta.url), module, module.exports);
    if (Object.keys(module.exports).length > 0) {
      process.env[PACKS] = packs;
      return /** @type {Entries[Name]} */ (module.exports);
    }
  } catch {
    // What is wrong with the module itself is told when it is loaded as it is.
  }
  removePacks(packs);
  return undefined;
}

/**
 * @param {string} pack
 * @param {string} text
 */
export const writePack = (pack, text) => writeFileSync(pack, text, ENCODING);

/** @param {string} packs their folder */
export function removePacks(packs) {
  try {
    rmSync(packs, { recursive: true, force: true });
  } catch {
    // Who may not take them away goes on without them.
  }
}

/**
 * V8 takes back what it found only under the version and the settings that it had then: workers have others.
 *
 * @param {string} pack
 */
const codeOf = (pack) => `${pack}.${cachedDataVersionTag()}.code`;

/**
 * What V8 found on looking through the pack.
 *
 * @param {Script} script
 * @param {string} code
 */
function keepCode(script, code) {
  const temporary = `${code}-${process.pid}`;
  try {
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, code);
  } catch {
    rmSync(temporary, { force: true });
  }
}
