/** Feeds that misbehave for a night: nothing is deleted, nothing is doubled, and the report says what happened in one line. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FetchReport } from "../../src/fetch/report-feeds.ts";
import { comparePlace } from "../../src/story/story.ts";
import { answer, thenEnd } from "../http/faulty-publisher.ts";
import { hashTree } from "../run-cli.ts";
import { feedAnswer, type Item, linesOf, type Nights, reportOf, rss, startNights } from "./nights.ts";

const items = (
  host: string,
  count: number,
  change: (item: Item, number: number) => Item = (item) => item,
): Item[] =>
  Array.from({ length: count }, (_, index) => {
    const number = count - index;
    const day = new Date(Date.UTC(2026, 1, 1) + number * 3_600_000).toUTCString();
    const link = `http://${host}.example/story/${number}`;
    return change({ title: `${host} ${number}`, link, guid: `${host}-${number}`, date: day }, number);
  });

const LOGIN =
  "<!doctype html><html><head><title>Log in</title></head><body><form><input></form></body></html>";
const whole = rss(items("halved", 40));
const half = Buffer.from(whole).subarray(0, whole.length / 2);

const undated = (_item: Item, number: number): Item => ({
  title: `dated ${number}`,
  link: `http://dated.example/${number}`,
  date:
    ["Fri, 31 Dec 9999 23:59:59 GMT", "yesterday, or so", "Thu, 01 Jan 1601 00:00:00 GMT", "2030-02-30"][
      number - 1
    ] ?? "",
});

/** As JSON may have them, cut in the middle of a sign: no address can be made of a half. */
const HALF = "\ud83d";
const halves = JSON.stringify({
  version: "https://jsonfeed.org/version/1.1",
  items: [
    { id: `note-${HALF}`, title: `halves 1${HALF}`, content_text: `Words that end in half a sign${HALF}` },
    { title: `halves 2${HALF}`, content_text: "Words of what has no id." },
  ],
});

/** What each feed says on the first night and on the second. */
const DOCUMENTS: Record<string, [first: string, second: Buffer | ReturnType<typeof thenEnd>]> = {
  emptied: [rss(items("emptied", 3)), feedAnswer(rss([]))],
  guids: [
    rss(items("guids", 3)),
    feedAnswer(rss(items("guids", 3, (item) => ({ ...item, guid: `new-${item.guid}` })))),
  ],
  tracked: [
    rss(items("tracked", 3)),
    feedAnswer(
      rss(items("tracked", 3, (item) => ({ ...item, link: `${item.link}?utm_source=rss&fbclid=x` }))),
    ),
  ],
  secured: [
    rss(items("secured", 3)),
    feedAnswer(
      rss(
        items("secured", 3, (item) => ({ ...item, link: item.link?.replace("http://", "https://") ?? "" })),
      ),
    ),
  ],
  many: [rss(items("many", 20_500)), feedAnswer(rss(items("many", 20_501)))],
  dated: [rss(items("dated", 4, undated)), feedAnswer(rss(items("dated", 5, undated)))],
  sameguid: [
    rss(items("sameguid", 5, (item) => ({ ...item, guid: "the one" }))),
    feedAnswer(rss(items("sameguid", 5, (item) => ({ ...item, guid: "the one" })).reverse())),
  ],
  samelink: [
    rss(items("samelink", 5, (item) => ({ ...item, link: "http://samelink.example/live" }))),
    feedAnswer(
      rss(items("samelink", 5, (item) => ({ ...item, link: "http://samelink.example/live" })).reverse()),
    ),
  ],
  login: [rss(items("login", 3)), answer(200, { "content-type": "text/html" }, LOGIN)],
  cutoff: [
    rss(items("cutoff", 3)),
    thenEnd(
      answer(
        200,
        { "content-type": "application/rss+xml", "content-length": "5000" },
        rss(items("cutoff", 3)).slice(0, 400),
      ),
    ),
  ],
  halved: [whole, feedAnswer(half.toString())],
  halves: [halves, feedAnswer(halves)],
};
const FEEDS = Object.keys(DOCUMENTS);

let nights: Nights;
let first: FetchReport;
let second: FetchReport;
let third: FetchReport;
let afterFirst: Record<string, string>;
let afterSecond: Record<string, string>;

const storyFiles = (): Record<string, string> => hashTree(join(nights.root, "content/stories"));

beforeAll(async () => {
  nights = await startNights(
    Object.fromEntries(FEEDS.map((name) => [name, "fullText: never, backfill: 100"])),
  );
  const publish = (feed: string, script: Buffer | ReturnType<typeof thenEnd>): void => {
    nights.publisher.scripts.set(`/${feed}`, script);
  };
  for (const feed of FEEDS) publish(feed, feedAnswer(DOCUMENTS[feed]?.[0] ?? ""));
  first = await nights.fetch(0);
  afterFirst = storyFiles();
  for (const feed of FEEDS) publish(feed, DOCUMENTS[feed]?.[1] ?? answer(404));
  second = await nights.fetch(1);
  afterSecond = storyFiles();
  for (const feed of FEEDS) publish(feed, feedAnswer(DOCUMENTS[feed]?.[0] ?? ""));
  third = await nights.fetch(2);
});

afterAll(() => nights?.close());

describe("a feed's first night", () => {
  it.each([
    ["emptied", 3],
    ["guids", 3],
    ["dated", 4],
    ["sameguid", 5],
    ["samelink", 5],
    ["halved", 40],
    ["halves", 2],
    ["many", 100],
  ])("takes what %s has", (feed, count) => {
    expect(reportOf(first, feed)).toMatchObject({ status: "fetched", added: count });
    expect(nights.storiesOf(feed).length).toBeGreaterThanOrEqual(count);
  });

  it("reads 20,000 entries of a longer feed, takes the newest, and says what it did not read", () => {
    expect(reportOf(first, "many")).toMatchObject({
      entries: 20_000,
      passedOver: { older: 19_900, beyondLimit: 500 },
    });
    expect(linesOf(first, "many")).toEqual(["  many: 500 entries beyond the limit of 20,000 were not read"]);
    const titles = nights.storiesOf("many").map(({ title }) => title);
    expect(titles).toContain("many 20500");
    expect(titles).toContain("many 20401");
  });
});

describe("a feed's second night", () => {
  it("changes and deletes no story that was there", () => {
    expect(afterSecond).toMatchObject(afterFirst);
    expect(Object.keys(afterFirst).length).toBeGreaterThan(150);
  });

  it("adds only what is new, whatever became of guids and links", () => {
    const added = Object.keys(afterSecond).filter((path) => !(path in afterFirst));
    expect(added.map((path) => path.replace(/^.*\/(.*)-[0-9a-f]{12}\.md$/, "$1")).sort()).toEqual([
      "dated-5",
      "many-20501",
    ]);
    expect(second.stories).toMatchObject({ added: 2, updated: 0 });
  });

  it.each([
    ["emptied", "parse", "emptied"],
    ["login", "parse", "not a feed"],
    ["cutoff", "fetch", "truncated"],
  ])("says in one line that %s failed, and why", (feed, stage, cause) => {
    expect(reportOf(second, feed)).toMatchObject({ status: "failed", stage, cause, added: 0 });
    expect(linesOf(second, feed)).toHaveLength(1);
  });

  it("takes half a document for what it is worth", () => {
    const { status, entries, added } = reportOf(second, "halved");
    expect({ status, added }).toEqual({ status: "fetched", added: 0 });
    expect(entries).toBeGreaterThan(10);
    expect(entries).toBeLessThan(40);
  });

  it("does not let a story of the year 9999 stand before what comes later", () => {
    const stories = nights.storiesOf("dated");
    const places = stories.map(({ title, shared, origin }) => ({
      title,
      shared,
      published: origin.published,
      id: origin.id,
    }));
    expect(places.sort(comparePlace).at(-1)?.title).toBe("dated 5");
    for (const { published } of places) expect((published ?? "").slice(0, 4)).toMatch(/^(2026)?$/);
  });
});

describe("a feed's third night", () => {
  it("finds every feed well again, and nothing to add", () => {
    expect(third.feeds.filter(({ status }) => status === "failed")).toEqual([]);
    expect(third.stories).toMatchObject({ added: 0, updated: 0 });
    expect(storyFiles()).toEqual(afterSecond);
  });
});
