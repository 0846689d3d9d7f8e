/** Whose turn it is at a host that answers only a few feeds a night. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { orderFeeds } from "../../src/fetch/order-feeds.ts";
import type { FeedFailures } from "../../src/story/state/feed-state.ts";
import { answer, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { rss } from "./nights.ts";
import { startShortNights } from "./short-nights.ts";

// Each night starts threads of its own.
vi.setConfig({ testTimeout: 120_000 });

const failed = (cause: string, since: string): { failures: FeedFailures } => ({
  failures: { since, last: "2026-03-14", days: 1, stage: "fetch", cause, message: "" },
});

it("asks first those that had to wait, the longest before the others, and last those that failed", () => {
  const known = new Map<string, { failures?: FeedFailures }>([
    ["sound", {}],
    ["refused", failed("http 429", "2026-03-01")],
    ["waited", failed("asked to wait", "2026-03-14")],
    ["waited long", failed("asked to wait", "2026-03-13")],
  ]);
  const feeds = ["refused", "new", "sound", "waited", "waited long"];
  expect(orderFeeds(feeds, known)).toEqual(["waited long", "waited", "new", "sound", "refused"]);
});

it("asks every feed of a host that lets one through each night, in turn, and reports them in their own order", async () => {
  const nights = startShortNights();
  const publisher = await startFaultyPublisher();
  const names = ["a", "b", "c", "d", "e", "f"];
  let asked = 0;
  for (const name of names)
    publisher.scripts.set(`/${name}`, (socket) =>
      socket.write(++asked > 1 ? answer(429) : answer(200, {}, rss([{ title: name }]))),
    );
  nights.follow(...names.map((name) => `url: "${publisher.origin}/${name}", title: ${name}`));
  const file = join(nights.root, "feeds.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("perHost: 8", "perHost: 1"));
  try {
    let waiting: string[] = [];
    for (const night of [0, 1, 2, 3, 4, 5, 6]) {
      asked = 0;
      const { feeds } = await nights.fetch(night);
      expect(feeds.map(({ title }) => title)).toEqual(names);
      // Who was not asked did not fail, and need not pause for it.
      const pausing = feeds.filter(({ status }) => status === "skipped").map(({ title }) => title);
      expect(pausing.filter((title) => waiting.includes(title))).toEqual([]);
      waiting = feeds.filter(({ cause }) => cause === "asked to wait").map(({ title }) => title);
    }
    expect(nights.titles()).toEqual(names);
  } finally {
    nights.close();
    await publisher.close();
  }
});
