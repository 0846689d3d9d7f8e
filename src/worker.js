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

/** @param {Task} task */
export default function run(task) {
  const work = last.then(() => perform(task));
  last = work.catch(() => {});
  return work;
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
