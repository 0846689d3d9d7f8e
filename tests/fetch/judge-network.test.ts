import { expect, it } from "vitest";
import { FEED_DEFAULTS } from "../../src/config/settings.ts";
import { isOffline } from "../../src/fetch/judge-network.ts";
import type { Asked } from "../../src/fetch/night.ts";
import { newFeedState } from "../../src/story/state/feed-state.ts";

/** @param said "ok", "skipped", or why it failed */
function asked(url: string, said: string): Asked {
  const state = newFeedState(url, url, "a", "full");
  const settings = { ...FEED_DEFAULTS, url, location: url };
  const rest = { settings, state, entries: 0, beyondLimit: 0 };
  if (said === "ok") return { ...rest, answer: { status: "unchanged", state } };
  if (said === "skipped") return { ...rest, answer: { status: "skipped", why: "not due", state } };
  return {
    ...rest,
    answer: { status: "failed", failure: { ok: false, stage: "fetch", cause: said, message: "" }, state },
  };
}

it.each<[boolean, string, Record<string, string>]>([
  [true, "all hosts fail alike", { a: "dns", b: "dns", c: "dns" }],
  [true, "most do", { a: "dns", b: "dns", c: "ok" }],
  [false, "half of them do", { a: "timeout", b: "timeout", c: "ok", d: "ok" }],
  [false, "they fail in several ways", { a: "dns", b: "timeout", c: "refused" }],
  [false, "there are two hosts alone", { a: "dns", b: "dns" }],
  [false, "their servers say so", { a: "http 500", b: "http 500", c: "http 500" }],
  [
    true,
    "all that were asked do",
    { a: "dns", b: "dns", c: "dns", d: "skipped", e: "skipped", f: "skipped" },
  ],
  [false, "most feeds that fail are on one host", { a: "dns", "a/2": "dns", "a/3": "dns", b: "ok", c: "ok" }],
  [
    false,
    "each host answers some of its feeds",
    { a: "dns", "a/2": "ok", b: "dns", "b/2": "ok", c: "dns", "c/2": "ok" },
  ],
])("it is our own network, %s, where %s", (is, _what, night) => {
  const feeds = Object.entries(night).map(([host, said]) => {
    const [name, path = ""] = host.split("/");
    return asked(`https://${name}.example/${path}`, said);
  });
  expect(isOffline(feeds)).toBe(is);
  // A file is no host, and asks no network.
  const files = ["a.xml", "b.xml"].map((file) => asked(`file:feeds/${file}`, "ok"));
  expect(isOffline([...feeds, ...files])).toBe(is);
});
