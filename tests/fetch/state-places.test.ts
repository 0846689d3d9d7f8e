/** Where feeds' states lie, as their slugs change. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FEED_DEFAULTS } from "../../src/config/settings.ts";
import type { Asked } from "../../src/fetch/night.ts";
import { makeRoom } from "../../src/fetch/state-places.ts";
import { openArchive } from "../../src/story/archive/archive.ts";
import { newFeedState } from "../../src/story/state/feed-state.ts";

it("finds what a killed run left twice, in time that grows with feeds and sources alone", async () => {
  const root = mkdtempSync(join(tmpdir(), "state-places-"));
  const archive = await openArchive(root, { allowShrink: false, readOnly: true });
  const stateOf = (url: string, slug: string) => newFeedState(url, url, slug, "full");
  const feeds = Array.from({ length: 6000 }, (_, number) => {
    const url = `https://followed-${number}.example/feed.xml`;
    return { ...FEED_DEFAULTS, url, location: url };
  });
  const known = new Map(feeds.map((feed, number) => [feed, stateOf(feed.url, `new-${number}`)]));
  const sources = Array.from({ length: 12_000 }, (_, number) =>
    stateOf(`https://source-${number}.example/`, `source-${number}`),
  );
  const twin = stateOf("http://followed-7.example/feed.xml", "old-7");
  const states = [...known.values(), ...sources, twin];
  const asked = [...known].map(
    ([settings, state]): Asked => ({
      settings,
      answer: { status: "unchanged", state },
      state,
      entries: 0,
      beyondLimit: 0,
    }),
  );
  const former = makeRoom(asked, known, { states, archive });
  expect(former.size).toBe(6000);
  for (const [number, feed] of feeds.entries())
    expect(new Set(former.get(feed))).toEqual(new Set(number === 7 ? ["new-7", "old-7"] : [`new-${number}`]));
  archive.close();
  rmSync(root, { recursive: true });
});
