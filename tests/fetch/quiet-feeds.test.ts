/** Feeds without news: what is asked of their servers, and what is written down. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answer, type FaultyPublisher, startFaultyPublisher } from "../http/faulty-publisher.ts";
import { NOW } from "../run-cli.ts";
import { rss } from "./nights.ts";
import { type ShortNights, startShortNights } from "./short-nights.ts";

// Each night starts threads of its own.
vi.setConfig({ testTimeout: 120_000 });

let nights: ShortNights;
let publisher: FaultyPublisher;
let elsewhere: FaultyPublisher;

beforeEach(async () => {
  nights = startShortNights();
  publisher = await startFaultyPublisher();
  elsewhere = await startFaultyPublisher();
});
afterEach(async () => {
  nights.close();
  await Promise.all([publisher.close(), elsewhere.close()]);
});

it("has moved for good also where a night between failed", async () => {
  publisher.scripts.set("/feed", answer(301, { location: "/new" }));
  const found = answer(200, {}, rss([{ title: "One" }]));
  nights.follow(`url: "${publisher.origin}/feed"`);
  const moves = [];
  for (const [night, script] of [found, found, answer(404), found].entries()) {
    publisher.scripts.set("/new", script);
    const { feeds } = await nights.fetch(night);
    moves.push(feeds[0]?.movedTo);
  }
  expect(moves).toEqual([undefined, undefined, undefined, `${publisher.origin}/new`]);
});

it("asks a feed that lists nothing in each night, and misses nothing that comes and goes", async () => {
  nights.follow(`url: "${publisher.origin}/alerts"`);
  const statuses = [];
  const states = new Set<string>();
  for (const [night, titles] of [["Storm"], [], [], [], [], [], ["Flood"], []].entries()) {
    publisher.scripts.set("/alerts", answer(200, {}, rss(titles.map((title) => ({ title })))));
    statuses.push((await nights.fetch(night)).feeds[0]?.status);
    states.add(Object.values(nights.states()).join());
  }
  // The fourth of five nights that say nothing is one on which another failing feed would pause: it is not noted.
  expect(states.size).toBe(7);
  expect(statuses).toEqual(["fetched", ...Array(5).fill("failed"), "fetched", "failed"]);
  expect(nights.titles()).toEqual(["Flood", "Storm"]);
});

it.each(["Feed", ""])(
  "leaves state alone for a week where a document says no more than when it was made, titled '%s'",
  async (title) => {
    const states = [];
    const url = `${publisher.origin}/feed`;
    nights.follow(`url: "${url}"`);
    for (const night of [0, 6, 7]) {
      const text = rss([{ title: "One" }])
        .replace("<title>Feed</title>", `<title>${title}</title>`)
        .replace("<item>", `<lastBuildDate>night ${night}</lastBuildDate>$&`);
      const headers = { etag: `"${night}"`, "cache-control": "max-age=60" };
      publisher.scripts.set("/feed", answer(200, headers, text));
      const { feeds } = await nights.fetch(night);
      expect(feeds[0]).toMatchObject({ status: "fetched", title: title || url });
      states.push(nights.states());
    }
    const [first, sixth, seventh] = states;
    expect(sixth).toEqual(first);
    expect(Object.values(seventh ?? {}).join()).toContain("changed: 2026-03-21T09:00:00Z");
  },
);

it("remembers the instant of its newest entry, also of one that is published as the night begins, and of none later", async () => {
  nights.follow(`url: "${publisher.origin}/feed"`);
  const date = (seconds: number): string => new Date((Number(NOW) + seconds) * 1000).toUTCString();
  const items = [-1, 0, 1].map((seconds) => ({ title: `${seconds}`, date: date(seconds) }));
  publisher.scripts.set("/feed", answer(200, {}, rss(items)));
  await nights.fetch(0);
  expect(Object.values(nights.states()).join()).toContain("newest: 2026-03-14T09:00:00Z");
});

it("answers 304 behind a redirect to another host, whose validators go to no other", async () => {
  publisher.scripts.set("/feed", answer(301, { location: `${elsewhere.origin}/feed` }));
  elsewhere.scripts.set("/feed", (socket, { headers }) =>
    socket.write(
      headers["if-none-match"] === '"1"'
        ? answer(304)
        : answer(200, { etag: '"1"' }, rss([{ title: "One" }])),
    ),
  );
  nights.follow(`url: "${publisher.origin}/feed"`);
  const reports = [await nights.fetch(0), await nights.fetch(1)];
  expect(reports.map(({ feeds }) => feeds[0]?.status)).toEqual(["fetched", "unchanged"]);
  expect(publisher.log.flatMap(({ headers }) => headers["if-none-match"] ?? [])).toEqual([]);
});

it("reads dates in answers by the run's clock, wherever the machine's is", async () => {
  nights.follow(`url: "${publisher.origin}/busy"`, `url: "${elsewhere.origin}/fresh"`);
  const after = (hours: number): string => new Date(Number(NOW) * 1000 + hours * 3_600_000).toUTCString();
  publisher.scripts.set("/busy", answer(503, { "retry-after": after(6) }));
  elsewhere.scripts.set("/fresh", (socket) =>
    setTimeout(() => socket.write(answer(200, { expires: after(18) }, rss([{ title: "One" }]))), 1100),
  );
  await nights.fetch(0);
  expect(publisher.log).toHaveLength(1);
  expect(Object.values(nights.states()).join()).toContain("freshUntil: 2026-03-15T03:00:00Z");
});

it("asks a feed again that a clock which ran ahead has met, or found failing", async () => {
  const found = answer(200, { "cache-control": "max-age=86400" }, rss([{ title: "One" }]));
  nights.follow(
    `url: "${publisher.origin}/feed", title: Met`,
    `url: "${elsewhere.origin}/feed", title: Failing`,
  );
  publisher.scripts.set("/feed", found);
  elsewhere.scripts.set("/feed", answer(500));
  for (const night of [100, 101, 102, 103]) await nights.fetch(night);
  const { feeds } = await nights.fetch(0);
  expect(feeds.map(({ status }) => status)).not.toContain("skipped");
});

it("asks for all of a document again that broke off, though its server calls it the same", async () => {
  const whole = rss([
    { title: "One", link: "https://one.example/" },
    { title: "Two", link: "https://two.example/" },
  ]);
  const cut = whole.slice(0, whole.indexOf("two.example"));
  publisher.scripts.set("/feed", (socket, { headers }) =>
    socket.write(headers["if-none-match"] === '"1"' ? answer(304) : answer(200, { etag: '"1"' }, body)),
  );
  nights.follow(`url: "${publisher.origin}/feed"`);
  let body = cut;
  const first = await nights.fetch(0);
  expect(first.feeds[0]).toMatchObject({ status: "fetched", added: 1, cutShort: true });
  body = whole;
  const second = await nights.fetch(1);
  expect(second.feeds[0]).toMatchObject({ status: "fetched", added: 1 });
  expect(second.feeds[0]?.cutShort).toBeUndefined();
  expect((await nights.fetch(2)).feeds[0]?.status).toBe("unchanged");
});

it("asks a feed in each night whose failures trouble no host: once its cause is mended, nothing is missed", async () => {
  const file = join(nights.root, "own.xml");
  const local = "url: own.xml, title: Own";
  const inside = `url: "${publisher.origin.replace("127.0.0.1", "127.0.0.2")}/feed", title: Inside`;
  nights.follow(local, inside);
  const states = new Set<string>();
  for (let night = 0; night < 5; night++) {
    const { feeds } = await nights.fetch(night);
    expect(feeds.map(({ cause }) => cause)).toEqual(["file", "private address"]);
    states.add(Object.values(nights.states()).join());
  }
  // Noted as seldom as other feeds' failures.
  expect(states.size).toBe(4);
  writeFileSync(file, rss([{ title: "One" }]));
  expect((await nights.fetch(5)).feeds[0]).toMatchObject({ status: "fetched", added: 1 });
});

it("asks a feed that somebody names, also while it pauses after failures or is gone", async () => {
  const url = `${publisher.origin}/feed`;
  nights.follow(`url: "${url}"`);
  const statuses = async (...runs: [night: number, only?: string][]) => {
    const seen = [];
    for (const [night, only] of runs)
      seen.push((await nights.fetch(night, only === undefined ? {} : { only })).feeds[0]?.status);
    return seen;
  };
  publisher.scripts.set("/feed", answer(404));
  expect(await statuses([0], [1], [2], [3], [3, url])).toEqual([
    "failed",
    "failed",
    "failed",
    "skipped",
    "failed",
  ]);
  publisher.scripts.set("/feed", answer(200, {}, rss([{ title: "One" }])));
  expect(await statuses([3, url])).toEqual(["fetched"]);
  publisher.scripts.set("/feed", answer(410));
  expect(await statuses([4], [5], [5, url])).toEqual(["failed", "skipped", "failed"]);
});
