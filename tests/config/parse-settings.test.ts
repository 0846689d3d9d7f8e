/** From the text of feeds.yaml to settings or mistakes. */
import { describe, expect, it } from "vitest";
import { KEYS } from "../../src/config/keys.ts";
import { type ConfigMistake, formatMistakes } from "../../src/config/mistake.ts";
import { parseSettings, type SettingsResult } from "../../src/config/parse-settings.ts";
import type { Settings } from "../../src/config/settings.ts";
import { FEED_MISTAKES, FILE_MISTAKES, type MistakeCase } from "./mistakes.ts";

const SITE = "site: { title: Page, url: https://example.org/ }\n";

const parse = (text: string, siteUrl?: string): SettingsResult =>
  parseSettings(text, { root: "/pages/mine", siteUrl, version: "1.2.3" });

function settingsOf(text: string, siteUrl?: string): Settings {
  const result = parse(text, siteUrl);
  if (!result.ok) throw new Error(formatMistakes(result.mistakes, "feeds.yaml"));
  return result.settings;
}

function mistakesOf(result: SettingsResult): ConfigMistake[] {
  return result.ok ? result.settings.rejected.flatMap(({ failures }) => failures) : result.mistakes;
}

function expectOnly(mistakes: ConfigMistake[], { line, key, what, cure }: MistakeCase): void {
  expect(mistakes.map((mistake) => `${mistake.line} ${mistake.key}`)).toEqual([`${line} ${key}`]);
  expect(mistakes[0]?.what).toMatch(what);
  expect(mistakes[0]?.cure).toMatch(cure);
}

describe("a mistake outside the feeds", () => {
  it.each(FILE_MISTAKES)("refuses the file and tells line, key and cure: $name", (row) => {
    const result = parse(row.text);
    expect(result.ok).toBe(false);
    expectOnly(mistakesOf(result), row);
  });
});

describe("a mistake inside one feed", () => {
  it.each(FEED_MISTAKES)("rejects that feed and tells line, key and cure: $name", (row) => {
    const result = parse(row.text);
    expect(result.ok).toBe(true);
    expectOnly(mistakesOf(result), row);
  });

  it("leaves the other feeds as they are, in their order", () => {
    const text = `${SITE}feeds:\n  - url: https://a.example/\n  - url: https://b.example/\n    title: B\n    show: all of it\n  - url: https://c.example/\n`;
    const { feeds, rejected } = settingsOf(text);
    expect(feeds.map(({ url }) => url)).toEqual(["https://a.example/", "https://c.example/"]);
    expect(rejected.map(({ url, title }) => ({ url, title }))).toEqual([
      { url: "https://b.example/", title: "B" },
    ]);
  });

  it("names the feed by what stands there, where its address cannot be read", () => {
    const { rejected } = settingsOf(`${SITE}feeds:\n  - url: gopher://a.example/\n  - title: B\n`);
    expect(rejected.map(({ url, title }) => ({ url, title }))).toEqual([
      { url: "gopher://a.example/", title: undefined },
      { url: undefined, title: "B" },
    ]);
  });
});

it("tells all mistakes at once, those of feeds too, from top to bottom", () => {
  const text =
    "site:\n  url: nowhere\nfeeds:\n  - url: https://a.example/\n    show: al\nnetwork:\n  perhost: 2\n";
  const told = formatMistakes(mistakesOf(parse(text)), "feeds.yaml").split("\n");
  expect(told.map((line) => line.split(": ").slice(0, 2).join(": "))).toEqual([
    "feeds.yaml:1: site.title",
    "feeds.yaml:2: site.url",
    "feeds.yaml:5: feeds[0].show",
    "feeds.yaml:7: network.perhost",
  ]);
});

it("tells all other mistakes beside a key that stands there twice, whose first value counts", () => {
  const text =
    "site:\n  title: Page\n  title: [B]\n  url: nowhere\nfeeds:\n  - url: https://a.example/\n    tags: [a]\n    tags: b\n    show: al\n";
  expect(mistakesOf(parse(text)).map(({ line, key }) => `${line} ${key}`)).toEqual([
    "3 site.title",
    "4 site.url",
    "8 feeds[0].tags",
    "9 feeds[0].show",
  ]);
  const inLine = parse(
    `${SITE}feeds:\n  - { url: https://a.example/, by: Ada, by: Ada, slug: a, slug: b }\n`,
  );
  expect([inLine.ok, ...mistakesOf(inLine).map(({ key }) => key)]).toEqual([
    false,
    "feeds[0].by",
    "feeds[0].slug",
  ]);
});

it("tells a mistake in one line", () => {
  const [mistake] = mistakesOf(parse(`${SITE}feeds:\n- url: https://a.example/\n  show: ful\n`));
  expect(mistake && formatMistakes([mistake], "feeds.yaml")).toBe(
    'feeds.yaml:4: feeds[0].show: "ful" is none of full, excerpt, link. Did you mean full?',
  );
});

it("reads every key that it knows: none of them takes a list of maps for an answer", () => {
  const nonsense = "[{ nonsense: 1 }]";
  const frames: Record<keyof typeof KEYS, (key: string) => string> = {
    "": (key) => `${key === "site" ? "" : SITE}${key}: ${key === "feeds" ? "nonsense" : nonsense}\n`,
    site: (key) => `site:\n  ${key}: ${nonsense}\n`,
    "site.author": (key) => `site:\n  author:\n    ${key}: ${nonsense}\n`,
    "people.NAME": (key) => `${SITE}people:\n  Ada:\n    ${key}: ${nonsense}\n`,
    defaults: (key) => `${SITE}defaults:\n  ${key}: ${nonsense}\n`,
    "feeds[]": (key) => `${SITE}feeds:\n  - ${key}: ${nonsense}\n`,
    network: (key) => `${SITE}network:\n  ${key}: ${nonsense}\n`,
  };
  for (const [section, frame] of Object.entries(frames)) {
    for (const key of Object.entries(KEYS).find(([name]) => name === section)?.[1] ?? []) {
      const told = mistakesOf(parse(frame(key))).map((mistake) => mistake.key.replace(/(\[\d+\])+$/, ""));
      expect(
        told.some((path) => path === key || path.endsWith(`.${key}`)),
        `${section} ${key}`,
      ).toBe(true);
    }
  }
});

describe("settings", () => {
  it("are the documented defaults where the file says no more than it must", () => {
    expect(settingsOf(`${SITE}feeds:\n  - url: https://a.example/feed\n`)).toEqual({
      site: {
        title: "Page",
        url: "https://example.org/",
        language: "en",
        timezone: "UTC",
        pageSize: 10,
        feedSize: 25,
        permalinks: "pages",
        index: true,
        images: "link",
        search: true,
      },
      people: new Map(),
      feeds: [
        {
          url: "https://a.example/feed",
          location: "https://a.example/feed",
          previously: [],
          kind: "articles",
          tags: [],
          show: "full",
          fullText: "auto",
          include: [],
          exclude: [],
          backfill: 10,
          review: false,
          muted: false,
        },
      ],
      network: {
        concurrency: 8,
        perHost: 1,
        timeout: 30,
        budget: 45,
        allowHosts: [],
        userAgent: "shared-stories/1.2.3 (+https://example.org/)",
      },
      rejected: [],
    });
  });

  it("are all that the file says", () => {
    const { site, people, feeds, network } = settingsOf(`
site:
  title: Page
  url: https://example.org/shared
  description: |
    One line
    and another.
  author: { name: Ada, url: https://ada.example, photo: /me.jpg, me: [https://s.example/@a, mailto:a@b.example] }
  language: zh-hant-tw
  timezone: Asia/Taipei
  pageSize: 100
  feedSize: 1
  permalinks: anchors
  index: false
  images: none
  search: false
people:
  Grace: { photo: https://grace.example/g.jpg }
  Hedy:
defaults: { show: link, tags: [a], perDay: 4, by: Grace }
feeds:
  - { url: https://a.example/, title: A, slug: a-1, previously: [http://old.example/], kind: linkblog, by: Hedy, tags: [b, c, b], show: excerpt }
  - { url: https://b.example/, fullText: never, perDay: 1, backfill: 0, muted: true, tags: [], review: false }
network: { concurrency: 1, perHost: 2, timeout: 1.5, budget: 0.5, allowHosts: [LOCALHOST, "127.0.0.1:8080", "[::1]:80", "::1", 10.0.0.0/8], userAgent: x/1 }
`);
    expect(site).toEqual({
      title: "Page",
      url: "https://example.org/shared/",
      description: "One line and another.",
      author: {
        name: "Ada",
        url: "https://ada.example/",
        photo: "https://example.org/shared/me.jpg",
        me: ["https://s.example/@a", "mailto:a@b.example"],
      },
      language: "zh-Hant-TW",
      timezone: "Asia/Taipei",
      pageSize: 100,
      feedSize: 1,
      permalinks: "anchors",
      index: false,
      images: "none",
      search: false,
    });
    expect([...people]).toEqual([
      ["Grace", { photo: "https://grace.example/g.jpg" }],
      ["Hedy", {}],
    ]);
    expect(feeds[0]).toMatchObject({
      url: "https://a.example/",
      title: "A",
      slug: "a-1",
      previously: ["http://old.example/"],
      kind: "linkblog",
      by: "Hedy",
      tags: ["b", "c"],
      show: "excerpt",
      perDay: 4,
    });
    expect(feeds[1]).toMatchObject({
      fullText: "never",
      by: "Grace",
      tags: [],
      show: "link",
      perDay: 1,
      backfill: 0,
      muted: true,
    });
    expect(network).toEqual({
      concurrency: 1,
      perHost: 2,
      timeout: 1.5,
      budget: 0.5,
      allowHosts: ["localhost", "127.0.0.1:8080", "[::1]:80", "::1", "10.0.0.0/8"],
      userAgent: "x/1",
    });
  });

  it("take SITE_URL where the file has no url, and the file's where it has one", () => {
    expect(settingsOf("site: { title: A }\n", "https://env.example/x").site.url).toBe(
      "https://env.example/x/",
    );
    expect(settingsOf("site: { title: A, url: }\n", "https://env.example/").site.url).toBe(
      "https://env.example/",
    );
    expect(settingsOf(SITE, "https://env.example/").site.url).toBe("https://example.org/");
  });

  it("take an address that ends in a slash for a folder's, whatever its name", () => {
    const url = "https://a.example/notes.html/";
    expect(settingsOf(`site: { title: A, url: ${url} }\n`).site.url).toBe(url);
  });

  it("tell a mistake in SITE_URL by its name", () => {
    expect(mistakesOf(parse("site: { title: A }\n", "env.example"))).toMatchObject([
      { line: 1, key: "SITE_URL in the environment", cure: "Did you mean https://env.example?" },
    ]);
  });

  it("take keys with nothing behind them for absent", () => {
    const { site, feeds } = settingsOf(`${SITE}people:\ndefaults:\nnetwork:\nfeeds:\n`);
    expect([site.title, feeds.length]).toEqual(["Page", 0]);
    expect(
      settingsOf(`${SITE}feeds:\n  -\n  - url: https://a.example/\n    tags:\n    perDay:\n`).feeds,
    ).toHaveLength(1);
  });

  it("take once what stands in a list twice", () => {
    const [feed] = settingsOf(
      `${SITE}feeds:\n  - url: https://a.example/\n    tags:\n      - news\n      - news\n      - sea\n`,
    ).feeds;
    expect(feed?.tags).toEqual(["news", "sea"]);
  });

  it("take an alias for what its anchor names", () => {
    const text = `${SITE}feeds:\n  - { url: https://a.example/, tags: &t [x] }\n  - { url: https://b.example/, tags: *t }\n`;
    expect(settingsOf(text).feeds.map(({ tags }) => tags)).toEqual([["x"], ["x"]]);
  });

  it("accept a file with a byte order mark and CRLF", () => {
    expect(settingsOf("\uFEFFsite:\r\n  title: A\r\n  url: https://a.example/\r\n").site.title).toBe("A");
  });

  it("keep a photo on the site, whatever its path looks like", () => {
    const photo = (path: string): unknown =>
      settingsOf(
        `site: { title: A, url: https://example.org/x/, author: { name: A, photo: ${JSON.stringify(path)} } }`,
      ).site.author?.photo;
    expect(photo("\\\\evil.example:99999999/a.jpg")).toMatch(/^https:\/\/example\.org\/x\//);
  });
});
