/** Which of several machines asks a feed. Pure. */
import { createHash } from "node:crypto";
import type { FeedSettings } from "../config/settings.ts";
import type { Shard } from "../shard.ts";

/**
 * All feeds of one host are asked by one machine, so that the host is asked politely; a feed that is added moves no
 * other to another machine.
 */
export function isInShard({ url }: Pick<FeedSettings, "url">, { index, count }: Shard): boolean {
  const host = URL.canParse(url) ? new URL(url).host : "";
  const number = createHash("sha256")
    .update(host || url)
    .digest()
    .readUInt32BE(0);
  return number % count === index - 1;
}
