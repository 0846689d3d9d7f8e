// @ts-check
// What each worker of the pool begins with: it calls the wanted function of one of our entries.
import { PACK, runPack } from "./run-pack.js";

/** @typedef {typeof import("./entries.ts")} Entries */
/** @typedef {{ entry: keyof Entries, name: string, task: unknown }} Task */

/**
 * Made by the first task.
 *
 * @type {Promise<Entries> | undefined}
 */
let entries;

/**
 * The task that came last: the next one waits for it.
 *
 * @type {Promise<unknown>}
 */
let last = Promise.resolve();

/** @param {Task} task */
export default function run(task) {
  const work = last.then(() => perform(task));
  last = work.catch(() => {});
  return work;
}

/** @param {Task} task */
async function perform({ entry, name, task }) {
  entries ??= loadEntries();
  /** @type {Record<string, any>} */
  const module = await (await entries)[entry]();
  return module[name](task);
}

/** @returns {Promise<Entries>} */
async function loadEntries() {
  const pack = process.env[PACK];
  return (pack && runPack(pack)) || loadUnderTsx();
}

async function loadUnderTsx() {
  const { register } = await import("tsx/esm/api");
  register();
  const packed = await import("./packed.ts");
  return packed.loadEntries(false);
}
