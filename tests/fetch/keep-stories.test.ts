import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FEED_DEFAULTS, NETWORK_DEFAULTS, SITE_DEFAULTS } from "../../src/config/settings.ts";
import { draftStories } from "../../src/fetch/draft-stories.ts";
import { keepStories } from "../../src/fetch/keep-stories.ts";
import type { Asked, FetchOptions } from "../../src/fetch/night.ts";
import { addressEntries } from "../../src/story/address.ts";
import { openArchive } from "../../src/story/archive/archive.ts";
import { newFeedState } from "../../src/story/state/feed-state.ts";

const URL = "https://feeds.example/feed.xml";
const NOW = new Date("2026-03-15T03:00:00Z");

it("leaves thousands of articles for later nights in time that grows with their number alone", async () => {
  const root = mkdtempSync(join(tmpdir(), "keep-stories-"));
  const archive = await openArchive(root, { allowShrink: false, readOnly: true });
  const settings = { ...FEED_DEFAULTS, url: URL, location: URL };
  const entries = Array.from({ length: 9000 }, (_, number) => ({
    title: `Story ${number}`,
    link: `https://stories.example/${number}`,
    categories: [],
    enclosures: [],
  }));
  const document = { title: "Feed", entries, passedOver: 0 };
  const drafts = draftStories([{ settings, document, taken: addressEntries(URL, entries, new Map()) }], NOW);
  const state = newFeedState(URL, URL, "feed", "full");
  const asked: Asked = {
    settings,
    answer: { status: "fetched", document, state },
    state,
    entries: entries.length,
    beyondLimit: 0,
  };
  const options: FetchOptions = {
    settings: {
      site: { ...SITE_DEFAULTS, title: "Nights", url: "https://nights.example/" },
      people: new Map(),
      feeds: [settings],
      network: { ...NETWORK_DEFAULTS, allowHosts: [], userAgent: "test" },
      rejected: [],
    },
    states: [],
    brokenStates: [],
    archive,
    client: { get: () => Promise.reject(new Error("nothing is asked")), close: async () => undefined },
    workers: {
      compose: async () => ({ ok: true, value: { text: "none", markdown: "", images: {}, title: "" } }),
      parse: () => Promise.reject(new Error("nothing is parsed")),
      close: async () => undefined,
    },
    now: NOW,
    isOver: () => true,
    named: false,
    isWanted: () => true,
    dryRun: false,
    backfill: true,
    progress: { phase() {}, step() {} },
  };
  const counts = await keepStories([asked], drafts, options);
  expect(counts).toMatchObject({ added: 9000, postponed: 9000 });
  expect(Object.values(asked.state.articles)).toEqual(Array(9000).fill([]));
  archive.close();
  rmSync(root, { recursive: true });
});
