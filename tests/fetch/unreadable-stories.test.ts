/** Stories whose files cannot be read for some nights. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { summarizeFetch } from "../../src/commands/summary.ts";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { reportOf, rss } from "./nights.ts";
import { type ShortNights, startShortNights } from "./short-nights.ts";

// Each night starts threads of its own.
vi.setConfig({ testTimeout: 120_000 });

let nights: ShortNights;
let publisher: FaultyPublisher;

beforeEach(async () => {
  nights = startShortNights();
  publisher = await startFaultyPublisher();
});
afterEach(async () => {
  nights.close();
  await publisher.close();
});

function fileOf({ root }: ShortNights): string {
  const names = readdirSync(join(root, "content/stories"), { recursive: true, encoding: "utf8" });
  return names.find((path) => path.endsWith(".md")) ?? "";
}

const MENDED = "# Mended by hand.";

/** @returns what makes the file what it was, with a word of its own */
function breakStory(from: ShortNights): () => void {
  const file = join(from.root, "content/stories", fileOf(from));
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("---", "--- : ["));
  return () => writeFileSync(file, text.replace("---", `---\n${MENDED}`));
}

/** A feed of one entry, whose server says so where nothing changed. */
function publish(path: string): void {
  const document = rss([{ title: "One", link: "https://paper.example/one" }]);
  publisher.scripts.set(path, (socket, { headers }) =>
    socket.write(
      headers["if-none-match"] === `"${path}"` ? answer(304) : answer(200, { etag: `"${path}"` }, document),
    ),
  );
}

it("are shared by another feed as soon as they can be read again", async () => {
  publish("/paper");
  publish("/links");
  const paper = `url: "${publisher.origin}/paper", title: Paper`;
  nights.follow(paper);
  await nights.fetch(0);
  const mend = breakStory(nights);

  nights.follow(paper, `url: "${publisher.origin}/links", title: Links`);
  expect((await nights.fetch(1)).stories).toMatchObject({ added: 0, updated: 0 });
  const third = await nights.fetch(2);
  expect(reportOf(third, "Paper").status).toBe("unchanged");
  expect(reportOf(third, "Links").status).toBe("fetched");

  mend();
  expect((await nights.fetch(3)).stories).toMatchObject({ added: 0, updated: 1 });
  expect(nights.stories().join()).toContain(`feed: ${publisher.origin}/links`);
  expect(nights.stories().join()).toContain(MENDED);
  expect(reportOf(await nights.fetch(4), "Links").status).toBe("unchanged");
});

it("are tried again for their articles when they can be read again", async () => {
  const link = `${publisher.origin}/article`;
  publisher.scripts.set("/article", answer(500));
  publisher.scripts.set("/paper", answer(200, {}, rss([{ title: "One", link }])));
  nights.follow(`url: "${publisher.origin}/paper", title: Paper`);
  const settings = join(nights.root, "feeds.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("never", "always"));
  await nights.fetch(0);
  const mend = breakStory(nights);
  await nights.fetch(1);
  mend();
  expect((await nights.fetch(2)).articles.failed).toBe(1);
});

it("keep away what was deleted by hand, which may be among them", async () => {
  publish("/paper");
  const paper = `url: "${publisher.origin}/paper", title: Paper`;
  nights.follow(paper);
  await nights.fetch(0);
  const story = join(nights.root, "content/stories", fileOf(nights));
  const text = readFileSync(story, "utf8");
  rmSync(story);
  const draft = join(nights.root, "content/stories/draft.md");
  writeFileSync(draft, "---\ntitle: Draft\n---\nA thought.\n");

  publish("/links");
  nights.follow(paper, `url: "${publisher.origin}/links", title: Links`);
  expect((await nights.fetch(1)).stories.added).toBe(0);
  expect((await nights.fetch(1.1, { backfill: true })).stories.added).toBe(0);
  expect(existsSync(join(nights.root, "content/removed.txt"))).toBe(false);

  writeFileSync(draft, text);
  expect((await nights.fetch(2)).stories).toMatchObject({ added: 0, updated: 1 });
  rmSync(draft);
  const last = await nights.fetch(3);
  expect(last.stories.added).toBe(0);
  expect(summarizeFetch(last)).toContain("1 story deleted by hand: content/removed.txt says so");
  expect(summarizeFetch(await nights.fetch(4))).not.toContain("deleted");
  expect(readFileSync(join(nights.root, "content/removed.txt"), "utf8")).toContain("paper.example/one");
});
