/** What becomes of feeds, and of what is remembered of them, as feeds.yaml changes. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { runCli } from "../run-cli.ts";
import { reportOf, rss } from "./nights.ts";
import { type ShortNights, startShortNights } from "./short-nights.ts";

// Each night starts threads of its own.
vi.setConfig({ testTimeout: 120_000 });

let nights: ShortNights;
let publisher: FaultyPublisher;
const at = (path: string): string => `"${publisher.origin}${path}"`;
const publish = (path: string, ...titles: string[]): unknown =>
  publisher.scripts.set(path, answer(200, {}, rss(titles.map((title) => ({ title, guid: title })))));

beforeEach(async () => {
  nights = startShortNights();
  publisher = await startFaultyPublisher();
});
afterEach(async () => {
  nights.close();
  await publisher.close();
});

it("refuses a slug that another feed got from its title, and leaves that one's memory alone", async () => {
  publish("/paper", "One");
  publish("/other", "Two");
  const paper = `url: ${at("/paper")}, title: Paper`;
  nights.follow(paper);
  await nights.fetch(0);
  const before = nights.states();
  nights.follow(`url: ${at("/other")}, title: Other, slug: paper`, paper);
  const report = await nights.fetch(1);
  expect(reportOf(report, "Other")).toMatchObject({
    status: "failed",
    stage: "config",
    error: `feeds.yaml: slug: paper is the page of ${publisher.origin}/paper already. Give this feed a slug of its own.`,
  });
  expect(reportOf(report, "Paper").status).toBe("unchanged");
  expect(nights.states()).toEqual(before);
});

it("asks a new address afresh, with the stories of the old one and none of its failures", async () => {
  const tagged = (etag: string, ...titles: string[]): Buffer =>
    answer(
      200,
      { etag, "cache-control": "max-age=72000" },
      rss(titles.map((title) => ({ title, guid: title }))),
    );
  publisher.scripts.set("/old", tagged('"old"', "One"));
  nights.follow(`url: ${at("/old")}, title: Feed`);
  await nights.fetch(0);
  publisher.scripts.set("/old", answer(410));
  expect(reportOf(await nights.fetch(1), "Feed").cause).toBe("http 410");
  expect(reportOf(await nights.fetch(2), "Feed").status).toBe("skipped");

  publisher.scripts.set("/new", tagged('"new"', "Two", "One"));
  nights.follow(`url: ${at("/new")}, title: Feed, previously: [${at("/old")}]`);
  expect(reportOf(await nights.fetch(3), "Feed")).toMatchObject({ status: "fetched", added: 1 });
  expect(publisher.log.at(-1)?.headers).not.toHaveProperty("if-none-match");
  expect(nights.titles()).toEqual(["One", "Two"]);
  const [state, ...others] = Object.values(nights.states());
  expect(others).toEqual([]);
  expect(state).toContain(`identity: ${publisher.origin}/old\n`);
  expect(state).toContain("first: 2026-03-14\nhealthy: 2026-03-17\n");
  expect(state).not.toMatch(/^(gone|failures|moved):/m);
});

it("asks a feed afresh that feeds.yaml has with https by now, as the same one", async () => {
  publisher.scripts.set("/feed", answer(410));
  nights.follow(`url: ${at("/feed")}, title: Feed`);
  await nights.fetch(0);
  expect(reportOf(await nights.fetch(1), "Feed").status).toBe("skipped");
  nights.follow(`url: ${at("/feed").replace("http:", "https:")}, title: Feed`);
  expect(reportOf(await nights.fetch(2), "Feed").status).toBe("failed");
  const [state, ...others] = Object.values(nights.states());
  expect(others).toEqual([]);
  expect(state).toContain(`identity: ${publisher.origin}/feed\n`);
  expect(state).not.toContain("410");
});

it("keeps what answered where most hosts fail alike, and blames none of them", async () => {
  publish("/feed", "One");
  const [first, second] = [await startFaultyPublisher(), await startFaultyPublisher()];
  await Promise.all([first.close(), second.close()]);
  const far = [first, second].map(({ origin }) => `url: "${origin}/feed"`);
  nights.follow(...far, `url: ${at("/feed")}, title: Near`);
  const report = await nights.fetch(0);
  expect(report).toMatchObject({ offline: true, stories: { added: 1, total: 1 } });
  expect(report.feeds.map(({ status }) => status)).toEqual(["failed", "failed", "fetched"]);
  expect(nights.titles()).toEqual(["One"]);
  expect(Object.keys(nights.states())).toEqual(["near.yaml"]);
  expect(reportOf(await nights.fetch(1), "Near")).toMatchObject({ status: "unchanged" });
});

it("takes no more a day than perDay, in however many runs", async () => {
  nights.follow(`url: ${at("/feed")}, title: Feed, perDay: 2`);
  publish("/feed", "One", "Two");
  const runs = [await nights.fetch(0)];
  publish("/feed", "Three", "Four");
  runs.push(await nights.fetch(0.25));
  expect(runs.map((report) => reportOf(report, "Feed").added)).toEqual([2, 0]);
});

it("speaks of no other feed where one is named, and of a name that no feed has", async () => {
  publish("/feed", "One");
  nights.follow(`url: ${at("/feed")}`, `url: ${at("/other")}, title: Other, sow: full`);
  expect((await nights.fetch(0, { only: at("/feed").slice(1, -1) })).feeds).toHaveLength(1);
  const { code, stderr } = await runCli(["fetch", "--root", nights.root, "--only", "Fed"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("did you mean Feed?")]);
});

it("gives a slug that a feed had for a while to another one", async () => {
  publish("/paper", "One");
  publish("/other", "Two");
  const paper = (slug: string): string => `url: ${at("/paper")}, title: Paper, slug: ${slug}`;
  for (const [night, slug] of ["a", "b", "a"].entries()) {
    nights.follow(paper(slug));
    await nights.fetch(night);
  }
  expect(nights.states()["a.yaml"]).toContain("changed: 2026-03-16");
  nights.follow(paper("a"), `url: ${at("/other")}, title: Other, slug: b`);
  expect(reportOf(await nights.fetch(3), "Other").status).toBe("fetched");
  expect(nights.states()["b.yaml"]).toContain("/other");
  expect(reportOf(await nights.fetch(4), "Paper").status).toBe("unchanged");
});

it("names a feed that failed at first by its title, once it can be read", async () => {
  publisher.scripts.set("/late", answer(500));
  nights.follow(`url: ${at("/late")}`);
  await nights.fetch(0);
  expect(Object.keys(nights.states())).toEqual(["127-0-0-1.yaml"]);

  publish("/late", "One");
  publisher.scripts.set("/never", answer(500));
  nights.follow(`url: ${at("/never")}`, `url: ${at("/late")}`);
  await nights.fetch(1);
  expect(Object.keys(nights.states())).toEqual(["127-0-0-1.yaml", "feed.yaml"]);
  expect(nights.states()["127-0-0-1.yaml"]).toContain("/never");
  expect(nights.states()["feed.yaml"]).toContain("first: 2026-03-15");

  publish("/never", "Two");
  await nights.fetch(4);
  expect(Object.keys(nights.states())).toEqual([
    expect.stringMatching(/^feed-[0-9a-f]{6}\.yaml$/),
    "feed.yaml",
  ]);
  expect(nights.states()["feed.yaml"]).toContain("/late");
});

it("gives a feed the slug of its title, also where one that never answered goes by it", async () => {
  publisher.scripts.set("/late", answer(500));
  publish("/other", "Two");
  nights.follow(`url: ${at("/late")}`, `url: ${at("/other")}, title: 127.0.0.1`);
  for (const night of [0, 1]) {
    await nights.fetch(night);
    expect(nights.states()["127-0-0-1.yaml"]).toContain("/other");
    expect(Object.values(nights.states()).filter((state) => state.includes("/late"))).toHaveLength(1);
  }
  nights.follow(`url: ${at("/late")}`);
  rmSync(join(nights.root, "content/.state"), { recursive: true });
  rmSync(join(nights.root, "content/stories"), { recursive: true });
  await nights.fetch(2, { allowShrink: true });
  expect(nights.states()["127-0-0-1.yaml"]).toContain("/late");
  nights.follow(`url: ${at("/late")}`, `url: ${at("/other")}, title: 127.0.0.1`);
  for (const night of [3, 4]) {
    await nights.fetch(night);
    expect(nights.states()["127-0-0-1.yaml"]).toContain("/other");
    expect(Object.values(nights.states()).filter((state) => state.includes("/late"))).toHaveLength(1);
  }
});

it("keeps what is known of a feed that never answered, also while feeds.yaml says something wrong of it", async () => {
  publisher.scripts.set("/late", answer(500));
  publish("/other", "Two");
  nights.follow(`url: ${at("/late")}`);
  await nights.fetch(0);
  nights.follow(`url: ${at("/late")}, show: ful`, `url: ${at("/other")}, title: 127.0.0.1`);
  await nights.fetch(1);
  expect(nights.states()["127-0-0-1.yaml"]).toContain("/late");
  expect(Object.values(nights.states()).filter((state) => state.includes("/other"))).toHaveLength(1);
});

it("gives no feed the slug that another one has in feeds.yaml, whether or not that one is asked", async () => {
  publish("/news", "One");
  publish("/other", "Two");
  const other = `url: ${at("/other")}, title: Other, slug: news`;
  nights.follow(`url: ${at("/news")}, title: News`, other);
  await nights.fetch(0, { only: "News" });
  await nights.fetch(1);
  const [first = "", second = ""] = Object.keys(nights.states());
  expect([first, second]).toEqual([expect.stringMatching(/^news-[0-9a-f]{6}\.yaml$/), "news.yaml"]);
  expect(nights.states()[second]).toContain("/other");
});

it("keeps a feed's memory where its slug becomes another's, also while it is not asked", async () => {
  publish("/a", "One");
  publish("/b", "Two");
  publish("/c", "Three");
  const follow = (...slugs: string[]): void =>
    nights.follow(...slugs.map((slug, n) => `url: ${at(`/${"abc"[n]}`)}, title: ${"ABC"[n]}, slug: ${slug}`));
  follow("one", "two", "three");
  await nights.fetch(0);
  follow("two", "three", "one");
  await nights.fetch(1, { only: "A" });
  expect(Object.keys(nights.states())).toHaveLength(3);
  const report = await nights.fetch(2);
  expect(report.feeds.map(({ status }) => status)).toEqual(["unchanged", "unchanged", "unchanged"]);
  expect(Object.keys(nights.states())).toEqual(["one.yaml", "three.yaml", "two.yaml"]);
  expect(nights.states()["one.yaml"]).toContain("/c");
});

it("leaves no state behind under a slug that a feed had", async () => {
  publish("/paper", "One");
  for (const [night, slug] of ["a", "b"].entries()) {
    nights.follow(`url: ${at("/paper")}, title: Paper, slug: ${slug}`);
    await nights.fetch(night);
  }
  expect(Object.keys(nights.states())).toEqual(["b.yaml"]);
});

it("keeps the slug that an import gave to a feed which is followed later", async () => {
  publish("/paper", "One");
  const file = join(nights.root, "stories.jsonl");
  const story = {
    url: "https://paper.example/old",
    title: "Old",
    source: { title: "The Old Name", feed: `${publisher.origin}/paper` },
  };
  writeFileSync(file, `${JSON.stringify(story)}\n`);
  nights.follow(`url: ${at("/paper")}`);
  expect((await runCli(["import", file, "--root", nights.root])).code).toBe(0);
  await nights.fetch(0);
  expect(Object.keys(nights.states())).toEqual(["the-old-name.yaml"]);
});

it("takes a host for one that failed only where it answered none of its feeds", async () => {
  const feeds: string[] = [];
  for (const host of ["127.0.0.1", "localhost", "127.0.0.2"]) {
    for (const path of ["/drop", "/paper"])
      feeds.push(`url: "http://${host}:${publisher.port}${path}", title: "${host}${path}"`);
  }
  publish("/paper", "One");
  publisher.scripts.set("/drop", (socket) => socket.destroy());
  nights.follow(...feeds.toReversed());
  expect((await nights.fetch(0)).offline).toBe(false);
});

it("writes down in its stories what may be shown of a feed, as it is by now", async () => {
  publish("/paper", "One");
  publish("/other", "Two");
  const other = `url: ${at("/other")}, title: Other`;
  nights.follow(`url: ${at("/paper")}, title: Paper`, other);
  await nights.fetch(0);
  nights.follow(`url: ${at("/paper")}, title: Paper, show: link`, other);
  publisher.scripts.set("/paper", answer(500));
  await nights.fetch(1);
  const shown = nights.stories().map((text) => /^title: (\w+)$.*^ {2}show: (\w+)$/ms.exec(text)?.slice(1, 3));
  expect(shown.sort()).toEqual([
    ["One", "link"],
    ["Two", "full"],
  ]);
});

it("says in a dry run what would be new, and takes nothing", async () => {
  publish("/paper", "One");
  publish("/other", "One", "Two");
  nights.follow(`url: ${at("/paper")}, title: Paper`);
  await nights.fetch(0);
  nights.follow(`url: ${at("/paper")}, title: Paper`, `url: ${at("/other")}, title: Other`);
  const report = await nights.fetch(1, { dryRun: true });
  expect(report.stories).toMatchObject({ added: report.wouldAdd.length, total: 1 });
  expect(report.wouldAdd.length).toBeGreaterThan(0);
  expect(nights.titles()).toEqual(["One"]);
});

it("finds whose the stories are where all state is lost, also of a feed that is followed no longer", async () => {
  publish("/paper", "One");
  publish("/other", "Two");
  const other = `url: ${at("/other")}, title: Other`;
  nights.follow(`url: ${at("/paper")}, title: Paper, show: link`, other);
  await nights.fetch(0);
  nights.follow(other);
  rmSync(join(nights.root, "content/.state"), { recursive: true });
  await nights.fetch(1);
  expect(Object.keys(nights.states())).toEqual(["other.yaml", "paper.yaml"]);
  expect(nights.states()["paper.yaml"]).toContain("show: link");
  expect(nights.titles()).toEqual(["One", "Two"]);
});

describe("where all state is lost", () => {
  const lose = (): void => rmSync(join(nights.root, "content/.state"), { recursive: true });

  it("feeds get the slugs that feeds.yaml gives them, and in its order", async () => {
    publish("/aa", "One");
    publish("/bb", "Two");
    publish("/foo", "Three");
    publish("/dropped", "Four");
    nights.follow(`url: ${at("/dropped")}, title: News`, `url: ${at("/aa")}, title: News`);
    await nights.fetch(0);
    nights.follow(
      `url: ${at("/bb")}, title: News`,
      `url: ${at("/aa")}, title: News`,
      `url: ${at("/one")}, slug: foo`,
      `url: ${at("/foo")}, title: Foo`,
    );
    await nights.fetch(1);
    lose();
    const report = await nights.fetch(2);
    expect(report.feeds.map(({ stage }) => stage)).toEqual([undefined, undefined, "fetch", undefined]);
    expect(nights.states()["news.yaml"]).toContain("/bb");
    expect(nights.states()["foo.yaml"]).toContain("/one");
  });

  it("a feed that moved is the one that it was, and brings nothing twice", async () => {
    const item = { title: "One", guid: "1", date: "Fri, 13 Mar 2026 20:00:00 +0000" };
    publisher.scripts.set("/old", answer(200, {}, rss([item])));
    publisher.scripts.set("/new", answer(200, {}, rss([item])));
    nights.follow(`url: ${at("/old")}, title: Notes`);
    await nights.fetch(0);
    nights.follow(`url: ${at("/new")}, title: Notes, previously: [${at("/old")}]`);
    await nights.fetch(1);
    lose();
    expect((await nights.fetch(2)).stories).toMatchObject({ added: 0, total: 1 });
    expect(Object.keys(nights.states())).toEqual(["notes.yaml"]);
  });
});

describe("a run that was killed", () => {
  /** As it leaves the state that it began to write, besides the one before it. */
  const leave = (name: string, text: string): void =>
    writeFileSync(join(nights.root, "content/.state", name), text);

  it("leaves what it passed over remembered, also of a feed that had only failed before", async () => {
    publisher.scripts.set("/late", answer(500));
    nights.follow(`url: ${at("/late")}, backfill: 1`);
    await nights.fetch(0);
    const nameless = nights.states()["127-0-0-1.yaml"] ?? "";
    publish("/late", "One", "Two", "Three");
    await nights.fetch(1);
    expect(nights.titles()).toHaveLength(1);
    const known = nights.states()["feed.yaml"] ?? "";
    const changed = /^changed: .*$/m.exec(nameless)?.[0] ?? "";
    leave("feed.yaml", known.replace(/^changed: .*$/m, changed).replace(/^document: .*\n/m, ""));
    leave("127-0-0-1.yaml", nameless);
    await nights.fetch(2);
    expect(nights.titles()).toHaveLength(1);
    expect(Object.keys(nights.states())).toEqual(["feed.yaml"]);
  });

  it("leaves no state under a former slug once it is run again", async () => {
    publish("/paper", "One");
    const follow = (slug: string): void => nights.follow(`url: ${at("/paper")}, title: Paper, slug: ${slug}`);
    follow("z");
    await nights.fetch(0);
    const before = nights.states()["z.yaml"] ?? "";
    follow("a");
    await nights.fetch(1);
    leave("z.yaml", before);
    publish("/paper", "Two", "One");
    await nights.fetch(2);
    expect(Object.keys(nights.states())).toEqual(["a.yaml"]);
  });
});
