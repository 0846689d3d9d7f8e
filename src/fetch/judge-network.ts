/** Whether a night failed for reasons of our own. Pure. */
import type { Asked } from "./night.ts";

/** Causes that our own network can have. */
const WEATHER = new Set(["dns", "timeout", "refused", "reset", "unreachable", "tls", "network"]);
/** From so many hosts on there is something to compare. */
const LEAST_HOSTS = 3;

/** More than half of the hosts answered none of their feeds, and alike: it is our own network, and no feed is to blame. */
export function isOffline(asked: Asked[]): boolean {
  const hosts = new Map<string, string>();
  for (const { settings, answer } of asked) {
    if (answer.status === "skipped" || settings.url.startsWith("file:")) continue;
    const { host } = new URL(settings.url);
    const cause = answer.status === "failed" ? answer.failure.cause : "";
    const before = hosts.get(host) ?? cause;
    // Failed in two ways is not failed alike.
    hosts.set(host, before === cause ? cause : "");
  }
  if (hosts.size < LEAST_HOSTS) return false;
  return [...WEATHER].some(
    (cause) => [...hosts.values()].filter((found) => found === cause).length > hosts.size / 2,
  );
}
