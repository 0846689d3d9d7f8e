// @ts-check
// Finds the packs, and runs an entry from its own. In JavaScript, so that commands and workers begin without tsx.
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { constants, Script } from "node:vm";
import { threadId } from "node:worker_threads";
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
    const cachedData = readCode(code);
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
  } catch (error) {
    // What is wrong with the module itself is told when it is loaded as it is; too many open files are no fault of a pack.
    const reason = /** @type {NodeJS.ErrnoException | undefined} */ (error)?.code;
    if (reason && reason !== "ENOENT") return undefined;
  }
  removePacks(packs);
  return undefined;
}

/**
 * @param {string} pack
 * @param {string} text
 */
export const writePack = (pack, text) => writeThrough(pack, Buffer.from(text, ENCODING));

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
 * V8 takes what it once found on trust, and a damaged one ends the process: a digest before it tells.
 *
 * @param {string} code
 */
function readCode(code) {
  if (!existsSync(code)) return undefined;
  const content = readFileSync(code);
  const found = content.subarray(DIGEST);
  return digestOf(found).equals(content.subarray(0, DIGEST)) ? found : undefined;
}

/** Bytes of a digest. */
const DIGEST = 32;

/** @param {Buffer} data */
const digestOf = (data) => createHash("sha256").update(data).digest();

/**
 * What V8 found on looking through the pack.
 *
 * @param {Script} script
 * @param {string} code
 */
function keepCode(script, code) {
  // Threads of one process may be at it side by side.
  const temporary = `${code}-${process.pid}-${threadId}`;
  try {
    const found = script.createCachedData();
    writeThrough(temporary, Buffer.concat([digestOf(found), found]));
    renameSync(temporary, code);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/**
 * Onto the disk: a name that stands there after a power failure has its content.
 *
 * @param {string} path
 * @param {Buffer} content
 */
function writeThrough(path, content) {
  const file = openSync(path, "w");
  try {
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
