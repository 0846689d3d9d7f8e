/** `--shard 2/4`: the second of four machines that do one job. */
import type { Shard } from "../shard.ts";
import { UsageError } from "../usage-error.ts";

/** @throws UsageError */
export function parseShard(text: string): Shard {
  const [index, count] = (/^(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new UsageError(`--shard wants i/n with i from 1 to n, such as 2/4, and got "${text}"`);
  return { index, count };
}
