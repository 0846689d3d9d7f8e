// What each worker of the pool begins with: registers tsx, then calls the wanted function of a TypeScript module.
import { register } from "tsx/esm/api";

register();

export default async function run({ file, name, task }) {
  const module = await import(file);
  return module[name](task);
}
