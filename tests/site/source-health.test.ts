import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { newFeedState } from "../../src/story/state/feed-state.ts";
import { openSiteRoot, storyOf } from "./site-root.ts";

const root = mkdtempSync(join(tmpdir(), "source-health-"));

afterAll(() => rmSync(root, { recursive: true, force: true }));

const stateOf = (slug: string) => ({
  ...newFeedState(`https://${slug}.example/feed`, `https://${slug}.example/feed`, slug, "full"),
  first: "2022-01-18",
});

it("since when a feed fares as it does is a day of the calendar, and its newest entry an instant in the zone", async () => {
  const feeds = ["well", "ill", "still"].map((slug) => `{ url: https://${slug}.example/feed }`);
  const site = openSiteRoot(root, "timezone: Pacific/Auckland", `[${feeds.join(", ")}]`);
  await site.add([storyOf(400)]);
  const day = "2022-01-20";
  const failures = { since: day, last: day, days: 1, stage: "http", cause: "http 500", message: "no" };
  site.remember(
    stateOf("well"),
    { ...stateOf("ill"), failures },
    { ...stateOf("still"), newest: "2022-01-21T13:00:00Z" },
  );
  await site.build();
  const health = [...site.read("sources/index.html").matchAll(/class="health">([^<]*)</g)].map(
    ([, said]) => said,
  );
  expect(health).toEqual([
    "Failing since 20 January 2022: http 500.",
    "Nothing new since 22 January 2022.",
    "Healthy since 18 January 2022.",
  ]);
});
