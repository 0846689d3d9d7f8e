import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { feedStatePath, formatFeedState, newFeedState } from "../../src/story/feed-state.ts";
import { openSiteRoot, type SiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "address-owners-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [OLD, NEW] = ["https://old.example/feed.xml", "https://new.example/feed.xml"];
/** Of a feed that moved: its stories came from its first address. */
const moved = { ...newFeedState(OLD, OLD, "moved", "full"), feed: NEW };

/** In the place of what the import remembers of it. */
function remember({ root }: SiteRoot, state: typeof moved): void {
  const path = join(root, feedStatePath(state.slug));
  rmSync(dirname(path), { recursive: true, force: true });
  mkdirSync(dirname(path));
  writeFileSync(path, formatFeedState(state));
}

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
  remember(site, moved);
  await site.build();
  site.settle("pageSize: 3", after);
  expect((await site.build()).pages.written).toBeGreaterThan(1);
  await site.expectAsFull();
});
