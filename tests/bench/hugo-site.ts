/** The same stories as a Hugo site: our templates ported, in `hugo/`. */
import { createHash } from "node:crypto";
import { cpSync, createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { documentSize } from "../../src/page/plan/lay-out.ts";
import { PROJECT } from "./bench-root.ts";

const LAYOUTS = new URL("./hugo", import.meta.url).pathname;

/** Of a site with our defaults. */
const DOCUMENT_SIZE = documentSize({ pageSize: 10, feedSize: 25 });

/** A line of the generated stories. */
interface BenchStory {
  url: string;
  title: string;
  author: string;
  published: string;
  shared: string;
  language: string;
  source: { title: string };
  tags: string[];
  markdown: string;
}

/** Reads stories from JSON Lines, in order. */
export async function* readStories(file: string): AsyncGenerator<BenchStory> {
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line);
}

export async function writeHugoSite(file: string, folder: string): Promise<void> {
  cpSync(LAYOUTS, folder, { recursive: true });
  cpSync(join(PROJECT, "templates/assets"), join(folder, "static/assets"), { recursive: true });
  let count = 0;
  for await (const story of readStories(file)) {
    count += 1;
    const key = createHash("sha256").update(story.url).digest("hex").slice(0, 12);
    const month = story.shared.slice(0, 7);
    mkdirSync(join(folder, "content/stories", month), { recursive: true });
    writeFileSync(join(folder, "content/stories", month, `${key}.md`), contentOf(story, key, month));
  }
  writeDocuments(count, join(folder, "content/archived"));
}

/** Hugo makes no page without a file: one for each archived feed document that is full. */
function writeDocuments(stories: number, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (let number = 1; number * DOCUMENT_SIZE <= stories; number += 1) {
    const front = {
      url: `/feed/${number}.xml`,
      outputs: ["archived"],
      from: (number - 1) * DOCUMENT_SIZE,
      size: DOCUMENT_SIZE,
    };
    writeFileSync(join(folder, `${number}.md`), `---\n${JSON.stringify(front, null, 1)}\n---\n`);
  }
}

/** JSON is YAML. */
function contentOf(story: BenchStory, key: string, month: string): string {
  const plain = story.markdown.replace(/[[\]*>#`]|\(http\S*\)/g, "").replace(/\s+/g, " ");
  const front = {
    title: story.title,
    date: story.shared,
    slug: `${story.title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 60)}-${key}`,
    description: plain.slice(0, 240),
    key,
    original: story.url,
    writer: story.author,
    written: story.published,
    tongue: story.language,
    sources: [story.source.title],
    topics: story.tags,
    months: [month],
  };
  return `---\n${JSON.stringify(front, null, 1)}\n---\n${story.markdown}`;
}
