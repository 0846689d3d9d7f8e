// What each worker of the pool begins with: registers tsx, then calls the wanted function of a TypeScript module.
import { register } from "tsx/esm/api";

register();

/** The task that came last: the next one waits for it. */
let last = Promise.resolve();

export default function run(task) {
  const work = last.then(() => perform(task));
  last = work.catch(() => {});
  return work;
}

async function perform({ file, name, task }) {
  const module = await import(file);
  return module[name](task);
}
