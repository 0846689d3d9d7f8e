import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startCrowd } from "./crowd.ts";
import { countArticles } from "./crowded-nights.ts";
import { measurePoliteness } from "./polite-nights.ts";

/** The short form of polite-nights.ts. */
it("whole nights meet each host one at a time with pauses, and ask the second time whether something changed", async () => {
  const seen = await measurePoliteness(12, 4, 100);
  expect(seen).toMatchObject({ hosts: 4, requests: 12 * 4, mostAtHost: 1, second: 12, conditional: 12 });
  expect(seen.leastPause).toBeGreaterThan(74);
});

it("begins no article when its time is over, keeps every story, and gets the articles another night", async () => {
  const crowd = await startCrowd({ feeds: 6, hosts: 6, entries: 3, gap: 0, feedTakes: 800, budget: 0.01 });
  await crowd.night(0);
  expect(await countArticles(crowd.root, 6)).toMatchObject({ stories: 18, articles: 0 });
  expect(crowd.publisher.log.every(({ path }) => path.startsWith("/feed/"))).toBe(true);
  const settings = join(crowd.root, "feeds.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("budget: 0.01", "budget: 10"));
  await crowd.night(1);
  expect(await countArticles(crowd.root, 6)).toEqual({ stories: 18, articles: 18, least: 3, most: 3 });
  await crowd.close();
});
