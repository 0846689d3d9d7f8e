/** Which of several machines asks a feed. Pure. */
import { createHash } from "node:crypto";
import type { FeedSettings } from "../config/settings.ts";
import type { Shard } from "../shard.ts";

/**
 * All feeds of one host are asked by one machine, so that the host is asked politely; a feed that is added moves no
 * other to another machine.
 */
export function isInShard({ location }: Pick<FeedSettings, "location">, { index, count }: Shard): boolean {
  const host = URL.canParse(location) ? new URL(location).host : "";
  const number = createHash("sha256")
    .update(host || location)
    .digest()
    .readUInt32BE(0);
  return number % count === index - 1;
}
