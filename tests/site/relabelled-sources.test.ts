import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { feedStatePath, formatFeedState, newFeedState } from "../../src/story/state/feed-state.ts";
import { openSiteRoot, type SiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "relabelled-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [RARE = "", USUAL = "", LINKS = ""] = ["rare", "usual", "links"].map(
  (name) => `https://${name}.example/feed.xml`,
);

/** Forty stories: the 20th of a feed of its own, the 30th shared by a third one, all others of the second. */
async function openRoot(name: string): Promise<SiteRoot> {
  const site = openSiteRoot(join(folder, name), "pageSize: 3, feedSize: 6", feedsOf({}));
  await site.add(
    Array.from({ length: 40 }, (_, number) =>
      storyOf(number, {
        tags: [`t${number % 2}`],
        source: { feed: number === 20 ? RARE : USUAL },
      }),
    ),
  );
  site.edit(site.files()[30] ?? "", (text) =>
    text.replace(/^shares:\n/m, `$&  - { at: "2022-01-31T00:00:00Z", feed: "${LINKS}" }\n`),
  );
  return site;
}

const feedsOf = ({ rare = "Rare", links = "Links", more = "", feed = "" }): string =>
  `[{ url: ${RARE}, title: ${rare} ${feed} }, { url: ${USUAL}, title: Usual }, { url: ${LINKS}, title: ${links}, slug: links } ${more}]`;

/** Pages that are made, also those that turn out the same: all are 85. */
async function countMade(site: SiteRoot): Promise<{ made: number; written: string[]; removed: string[] }> {
  let made = 0;
  let announced: number | undefined;
  const { changes } = await site.build({
    progress(done, total) {
      made = done;
      expect(total).toBe(announced ?? total);
      announced = total;
    },
  });
  expect(made).toBe(announced ?? 0);
  return { made, ...changes };
}

const kindsOf = (paths: string[]): string[] => paths.map((path) => path.split("/").slice(0, -1).join("/"));

describe("what another title, address or page of a feed costs", () => {
  it.each([
    ["its title changes", { rare: "Rarer" }],
    ["less may be shown of it", { feed: ", show: link" }],
  ])("is its own pages and those of its stories, where %s", async (what, after) => {
    const site = await openRoot(what);
    await site.build();
    site.settle("pageSize: 3, feedSize: 6", feedsOf(after));
    const { made, written, removed } = await countMade(site);
    expect(removed).toEqual([]);
    expect(made).toBeLessThan(30);
    expect(kindsOf(written).filter((path) => /^(stories|page|feed$)/.test(path))).toEqual([
      "feed",
      "page/7",
      expect.stringMatching(/^stories\/2022\/01\/21\//),
    ]);
    expect(written).toContain("tags/t0/index.html");
    expect(written).not.toContain("tags/t1/index.html");
    await site.expectAsFull();
  });

  it("is the pages of what it shared, where it has no stories of its own", async () => {
    const site = await openRoot("sharer");
    await site.build();
    // A night that brought nothing which it shared forgets none of it.
    await site.add([storyOf(40, { source: { feed: USUAL } })]);
    await site.build();
    site.settle("pageSize: 3, feedSize: 6", feedsOf({ links: "Blogroll" }));
    const { made, written } = await countMade(site);
    expect(made).toBeLessThan(30);
    expect(kindsOf(written).filter((path) => /^(stories|page)/.test(path))).toEqual([
      "page/11",
      expect.stringMatching(/^stories\/2022\/01\/31\//),
    ]);
    await site.expectAsFull();
  });

  it("is the pages of what it shared, where its first own story gives it a page to link to", async () => {
    const site = await openRoot("linked");
    await site.build();
    await site.add([storyOf(40, { source: { feed: LINKS } })]);
    const { made, written } = await countMade(site);
    expect(made).toBeLessThan(40);
    expect(kindsOf(written).filter((path) => path.startsWith("stories/"))).toEqual([
      expect.stringMatching(/^stories\/2022\/01\/31\//),
      expect.stringMatching(/^stories\/2022\/02\/10\//),
    ]);
    await site.expectAsFull();
  });

  it("is nothing but what is new, where a night brings stories too", async () => {
    const site = await openRoot("night");
    await site.build();
    await site.add([storyOf(40, { source: { feed: RARE }, tags: ["t1"] })]);
    site.settle(
      "pageSize: 3, feedSize: 6",
      feedsOf({ rare: "Rarer", more: ", { url: https://new.example/feed.xml, title: New }" }),
    );
    const { made, written } = await countMade(site);
    expect(made).toBeLessThan(30);
    expect(kindsOf(written).filter((path) => path.startsWith("stories/"))).toEqual([
      expect.stringMatching(/^stories\/2022\/01\/21\//),
      expect.stringMatching(/^stories\/2022\/02\/10\//),
    ]);
    await site.expectAsFull();
  });

  it("is the page of all sources alone, where it gets its title and slug before its first story", async () => {
    const site = await openRoot("met");
    const fresh = "https://fresh.example/feed.xml";
    site.settle("pageSize: 3, feedSize: 6", feedsOf({ more: `, { url: ${fresh} }` }));
    await site.build();
    const met = { ...newFeedState(fresh, fresh, "fresh", "full"), title: "Fresh", first: "2022-03-01" };
    writeFileSync(join(site.root, feedStatePath("fresh")), formatFeedState(met));
    const { made, written } = await countMade(site);
    expect([made, written]).toEqual([1, ["sources/index.html"]]);
    expect(site.read("sources/index.html")).toContain("Fresh");
    await site.expectAsFull();
    await site.add([storyOf(40, { source: { feed: fresh } })]);
    expect((await countMade(site)).made).toBeLessThan(30);
    expect(site.read("sources/fresh/index.html")).toContain("Story 40");
    await site.expectAsFull();
  });

  it("is its pages, where it moves to another address", async () => {
    const site = await openRoot("moved");
    await site.build();
    const moved = "https://moved.example/feed.xml";
    site.settle(
      "pageSize: 3, feedSize: 6",
      feedsOf({}).replace(`url: ${RARE}`, `url: ${moved}, previously: [${RARE}]`),
    );
    const { made, written } = await countMade(site);
    expect(made).toBeLessThan(30);
    expect(kindsOf(written).filter((path) => path.startsWith("stories/"))).toHaveLength(0);
    expect(written).toContain("sources/index.html");
    await site.expectAsFull();
  });
});

it("how a feed fares stands on the page of all sources alone", async () => {
  const site = await openRoot("fares");
  const known = { ...newFeedState(RARE, RARE, "rare", "full"), first: "2022-01-01" };
  site.remember(known);
  await site.build();
  const failures = { since: "2022-03-01", last: "2022-03-01", days: 1, stage: "fetch", message: "no answer" };
  site.remember({ ...known, failures: { ...failures, cause: "timeout" } });
  const { made, written } = await countMade(site);
  expect([made, written]).toEqual([1, ["sources/index.html"]]);
  expect(site.read("sources/index.html")).toContain("timeout");
  await site.expectAsFull();
});

it("a feed that is followed from now on has the stories that were there before", async () => {
  const site = openSiteRoot(join(folder, "followed"), "pageSize: 3");
  await site.add([0, 1, 2, 3].map((number) => storyOf(number, { source: { title: "Rare", feed: RARE } })));
  // Stories that somebody wrote by hand have no feed's state.
  rmSync(join(site.root, dirname(feedStatePath("rare"))), { recursive: true });
  await site.build();
  site.settle("pageSize: 3", `[{ url: ${RARE}, title: Rare, slug: rare }]`);
  await site.build();
  expect(site.read("page/1/index.html")).toContain('href="/sources/rare/"');
  await site.expectAsFull();
});

it("a feed has what was shared under an address as long as feeds.yaml says that this was its own", async () => {
  const site = await openRoot("formerly");
  const moved = LINKS.replace("feed", "new");
  const shape = "pageSize: 3, feedSize: 6";
  const feeds = feedsOf({}).replace(LINKS, moved);
  const name = '<bdi class="p-name">Links</bdi>';
  site.settle(shape, feeds);
  await site.build();
  expect(site.read("page/11/index.html")).not.toContain(name);
  site.settle(shape, feeds.replace(moved, `${moved}, previously: [${LINKS}]`));
  await site.build();
  expect(site.read("page/11/index.html")).toContain(name);
  await site.expectAsFull();
  site.settle(shape, feeds);
  await site.build();
  expect(site.read("page/11/index.html")).not.toContain(name);
});

it("a new feed gives its name to the list whose slug it takes", async () => {
  const site = openSiteRoot(join(folder, "named"), "pageSize: 3");
  await site.add([0, 1, 2, 3].map((number) => storyOf(number, { source: { title: "Handmade" } })));
  rmSync(join(site.root, dirname(feedStatePath("handmade"))), { recursive: true });
  await site.build();
  const [slug] = readdirSync(join(site.root, "_site/sources")).filter((name) => name.startsWith("handmade"));
  site.settle("pageSize: 3", `[{ url: ${RARE}, title: Rare, slug: ${slug} }]`);
  await site.build();
  expect(site.read(`sources/${slug}/index.html`)).toContain("Rare");
  await site.expectAsFull();
  site.settle("pageSize: 3", "[]");
  await site.build();
  await site.expectAsFull();
});

it("a feed with the slug that another one had before is seen to change", async () => {
  const site = openSiteRoot(join(folder, "one-slug"), "pageSize: 3");
  await site.add([0, 1].map((number) => storyOf(number, { source: { feed: number === 0 ? RARE : USUAL } })));
  const [left, now] = ["rare", "seldom"].map((slug) => newFeedState(RARE, RARE, slug, "full"));
  if (!left || !now) throw new Error("no state");
  site.remember(
    left,
    { ...now, changed: "2022-02-01T00:00:00Z" },
    newFeedState(USUAL, USUAL, "usual", "full"),
  );
  site.settle("pageSize: 3", `[{ url: ${RARE}, slug: seldom }, { url: ${USUAL}, slug: rare }]`);
  await site.build();
  site.settle("pageSize: 3", `[{ url: ${RARE}, slug: seldom }, { url: ${USUAL}, slug: rare, show: link }]`);
  await site.build();
  expect(site.read("page/1/index.html")).not.toContain("Text of 1.");
  await site.expectAsFull();
});

it("a sharer whose name is blank is the feed, which is linked when it has a page", async () => {
  const site = await openRoot("blank");
  site.edit(site.files()[30] ?? "", (text) => text.replace("  - { at:", '  - { by: " ", at:'));
  await site.build();
  await site.add([storyOf(40, { source: { feed: LINKS } })]);
  await site.build();
  await site.expectAsFull();
});
