// What each worker of the pool begins with: registers tsx, then calls the wanted function of one of our entries.
import { register } from "tsx/esm/api";

register();

/** Made by the first task. */
let entries;

/** The task that came last: the next one waits for it. */
let last = Promise.resolve();

export default function run(task) {
  const work = last.then(() => perform(task));
  last = work.catch(() => {});
  return work;
}

async function perform({ entry, name, task }) {
  entries ??= import("./packed.ts").then(({ loadEntries }) => loadEntries(false));
  const module = await (await entries)[entry]();
  return module[name](task);
}
