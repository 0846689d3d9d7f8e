// @ts-check
// Runs the program from its one file. In JavaScript, so that a worker begins without tsx.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { constants, Script } from "node:vm";

/** Workers find in this variable the pack that their process runs from. */
export const PACK = "SHARED_STORIES_PACK";

/**
 * As CommonJS, beside tsx and not through it: to look through megabytes takes tsx seconds.
 *
 * @param {string} pack its file
 * @returns {typeof import("./entries.ts") | undefined} what it exports; `undefined` where it is no whole pack, and it is
 *   gone then
 */
export function runPack(pack) {
  try {
    const code = codeOf(pack);
    const cachedData = existsSync(code) ? readFileSync(code) : undefined;
    const script = new Script(`(function (require, module, exports) {${readFileSync(pack, "latin1")}\n})`, {
      filename: pack,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData ? { cachedData } : {}),
    });
    if (!cachedData || script.cachedDataRejected) keepCode(script, code);
    const module = { exports: /** @type {Partial<typeof import("./entries.ts")>} */ ({}) };
    script.runInThisContext()(createRequire(import.meta.url), module, module.exports);
    const { program, textWorker, renderWorker } = module.exports;
    if (program && textWorker && renderWorker) {
      process.env[PACK] = pack;
      return { program, textWorker, renderWorker };
    }
  } catch {
    // What is wrong with the module itself is told when it is loaded as it is.
  }
  removePack(pack);
  return undefined;
}

/** With all that was kept of it. @param {string} pack */
function removePack(pack) {
  if (!existsSync(dirname(pack))) return;
  for (const name of readdirSync(dirname(pack)))
    if (name.startsWith(basename(pack))) rmSync(join(dirname(pack), name), { force: true });
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
