/**
 * Far more new feeds than a night has time for: each night must end in its time with every story kept, and the
 * articles that it did not come to must follow on the nights after, with no feed left out.
 *
 *   node --import tsx tests/fetch/crowded-nights.ts [--feeds 3000] [--entries 10] [--budget 1] [--nights 4]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { listFiles } from "../../src/story/archive/story-index.ts";
import { parseStory } from "../../src/story/file/story-file.ts";
import { startCrowd } from "./crowd.ts";

export interface CrowdedNight {
  /** Minutes that it took. */
  took: number;
  stories: number;
  /** Stories that have their article. */
  articles: number;
  /** The least and the most articles that a feed has. */
  least: number;
  most: number;
}

export async function* crowdedNights(options: {
  feeds: number;
  entries: number;
  budget: number;
  nights: number;
  articleTakes: number;
}): AsyncGenerator<CrowdedNight> {
  const { feeds, nights } = options;
  const crowd = await startCrowd({ ...options, hosts: feeds, gap: 1000 });
  try {
    for (let number = 0; number < nights; number++) {
      const began = performance.now();
      await crowd.night(number);
      const took = (performance.now() - began) / 60_000;
      yield { took, ...(await countArticles(crowd.root, feeds)) };
    }
  } finally {
    await crowd.close();
  }
}

/** Of a root: its stories, and how many of them have their article. */
export async function countArticles(root: string, feeds: number): Promise<Omit<CrowdedNight, "took">> {
  const paths = listFiles(root).stories;
  const articles = new Map<string, number>();
  for (const path of paths) {
    const parsed = parseStory(path, readFileSync(join(root, path), "utf8"));
    if (!parsed.ok || parsed.story.origin.text !== "article") continue;
    const feed = parsed.story.origin.source.feed ?? "";
    articles.set(feed, (articles.get(feed) ?? 0) + 1);
  }
  const counts = [...articles.values()];
  return {
    stories: paths.length,
    articles: counts.reduce((sum, count) => sum + count, 0),
    least: counts.length < feeds ? 0 : Math.min(...counts),
    most: Math.max(0, ...counts),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      feeds: { type: "string" },
      entries: { type: "string" },
      budget: { type: "string" },
      nights: { type: "string" },
    },
  });
  const [feeds, entries, budget] = [
    Number(values.feeds ?? 3000),
    Number(values.entries ?? 10),
    Number(values.budget ?? 1),
  ];
  const nights = crowdedNights({
    feeds,
    entries,
    budget,
    nights: Number(values.nights ?? 4),
    articleTakes: 100,
  });
  process.stdout.write(`${feeds} new feeds of ${entries} entries, ${budget} minutes a night\n`);
  let number = 0;
  for await (const { took, stories, articles, least, most } of nights)
    process.stdout.write(
      `night ${++number}: ${took.toFixed(2)} minutes, ${stories} stories, ${articles} articles, from ${least} to ${most} a feed\n`,
    );
}

if (process.argv[1] === import.meta.filename) await main();
