import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { newFeedState } from "../../src/story/state/feed-state.ts";
import { openSiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "address-owners-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [OLD, NEW] = ["https://old.example/feed.xml", "https://new.example/feed.xml"];
/** Of a feed that moved: its stories came from its first address. */
const moved = { ...newFeedState(OLD, OLD, "moved", "full"), feed: NEW };

it.each([
  ["is given to another feed", `[{ url: ${NEW} }]`, `[{ url: ${NEW} }, { url: ${OLD}, title: Old }]`],
  [
    "is that of the feed which stands last",
    `[{ url: ${NEW} }, { url: ${OLD}, title: Old }]`,
    `[{ url: ${OLD}, title: Old }, { url: ${NEW} }]`,
  ],
])("stories go with their feed's address: where it %s", async (what, before, after) => {
  const site = openSiteRoot(join(folder, what), "pageSize: 3", before);
  await site.add([0, 1].map((number) => storyOf(number, { source: { feed: OLD } })));
  site.remember(moved);
  await site.build();
  site.settle("pageSize: 3", after);
  expect((await site.build()).pages.written).toBeGreaterThan(1);
  await site.expectAsFull();
});
