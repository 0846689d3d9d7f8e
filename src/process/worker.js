// @ts-check
// What each worker of the pool begins with: it calls the wanted function of one of our entries.
import { PACKS, runPack } from "./run-pack.js";

/** @typedef {keyof import("./packed.ts").Entries} Entry */
/** @typedef {{ entry: Entry, name: string, task: unknown }} Task */

/**
 * Of the entry that the first task asks for: a pool has one.
 *
 * @type {Promise<Record<string, any>> | undefined}
 */
let module;

/**
 * The task that came last: the next one waits for it.
 *
 * @type {Promise<unknown>}
 */
let last = Promise.resolve();

/**
 * @param {Task} task
 * @returns {Promise<import("./workers.ts").Outcome>}
 */
export default function run(task) {
  const work = last.then(() => perform(task));
  last = work.catch(() => {});
  return work.then((answer) => ({ answer }), toFailure);
}

/**
 * On its way out of a process an error loses all that it is: as plain data it keeps what is told of it.
 *
 * @param {any} error
 */
function toFailure({ name, message, stack, code, syscall, path }) {
  return { failure: { name, message, stack, code, syscall, path } };
}

/** @param {Task} task */
async function perform({ entry, name, task }) {
  module ??= load(entry);
  return (await module)[name](task);
}

/** @param {Entry} entry */
async function load(entry) {
  const packs = process.env[PACKS];
  return (packs && runPack(packs, entry)) || loadUnderTsx(entry);
}

/** @param {Entry} entry */
async function loadUnderTsx(entry) {
  const { register } = await import("tsx/esm/api");
  register();
  const { loadEntry } = await import("./packed.ts");
  return loadEntry(entry, false);
}
