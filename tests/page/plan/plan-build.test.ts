import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Catalogue,
  countSlots,
  isInMonth,
  type Month,
  makeMonth,
  slotsOf,
} from "../../../src/page/catalogue/catalogue.ts";
import { recount } from "../../../src/page/catalogue/list-counts.ts";
import { ALL } from "../../../src/page/catalogue/lists.ts";
import type { StoryRecord } from "../../../src/page/catalogue/record.ts";
import { everyPage, type SiteShape } from "../../../src/page/plan/every-page.ts";
import {
  countBehindHead,
  documentSize,
  LIST_SIZE,
  type Page,
  pathOf,
  SITEMAP_OF_LISTS,
  SITEMAP_SIZE,
} from "../../../src/page/plan/lay-out.ts";
import { planBuild, planEverything } from "../../../src/page/plan/plan-build.ts";

const OPTIONS: SiteShape = { pageSize: 3, feedSize: 5, permalinks: "pages" };

/** Some stories came through a feed of their own, and some were shared by a second one. */
const feedOf = (n: number): string => `https://${"abc"[n % 3]}.example/feed.xml`;

const record = (n: number, values: Partial<StoryRecord> = {}): StoryRecord => ({
  id: n.toString(16).padStart(12, "0"),
  shared: new Date(Date.UTC(2022, 0, 1) + n * 86_400_000 * 5).toISOString().replace(".000Z", "Z"),
  path: `content/stories/2022/01/01/s-${n.toString(16).padStart(12, "0")}.md`,
  hash: `h${n}`,
  title: `Story ${n}`,
  excerpt: "",
  source: feedOf(n),
  ...(n % 7 === 0 ? { via: [feedOf(n + 1)] } : {}),
  ...values,
});

const slugOf = (source: string): string => source.replace(/\W/g, "");

function catalogueOf(records: StoryRecord[]): Catalogue {
  const months = new Map<string, Month>();
  for (const name of [...new Set(records.map(({ shared }) => shared.slice(0, 7)))].sort()) {
    months.set(
      name,
      makeMonth(
        records.filter(({ shared }) => shared.startsWith(name)),
        ({ source }) => slugOf(source),
      ),
    );
  }
  const lists = recount(
    new Map(),
    [...months].map(([name, now]) => ({ name, old: undefined, now })),
  );
  return {
    lists,
    month(name) {
      const month = months.get(name);
      if (!month) throw new RangeError(name);
      return month;
    },
  };
}

/** Months whose records differ. */
function changedMonths(before: Catalogue, after: Catalogue): string[] {
  const names = new Set(
    [before, after]
      .flatMap((catalogue) => slotsOf(catalogue, ALL, 0, Number.POSITIVE_INFINITY))
      .map((slot) => slot.record.shared.slice(0, 7)),
  );
  const content = (catalogue: Catalogue, name: string): string =>
    isInMonth(catalogue, ALL, name) ? JSON.stringify(catalogue.month(name).records()) : "";
  return [...names].filter((name) => content(before, name) !== content(after, name)).sort();
}

/** What sources are called. */
type Titles = ReadonlyMap<string, string>;

/** All that a page can say, as text: what a rendered page would be. */
function contentOf(page: Page, catalogue: Catalogue, shape: SiteShape, titles: Titles = new Map()): string {
  const show = (key: string, from: number, to: number): unknown =>
    slotsOf(catalogue, key, from, to).map(({ record: { path, hidden, hash, source, via = [] }, place }) => {
      const where = shape.permalinks === "anchors" ? Math.floor(place / shape.pageSize) : path;
      const names = [source, ...via].map((feed) => titles.get(feed));
      return path === undefined || hidden ? "gap" : [hash, where, names];
    });
  const slots = (key: string): number => countSlots(catalogue, key);
  const name = (key: string): unknown => [
    slotsOf(catalogue, key, 0, 1)[0]?.record.hash,
    [...titles].filter(([feed]) => key === `source/${slugOf(feed)}`),
  ];
  switch (page.kind) {
    case "archive": {
      const newer = page.number < Math.ceil(slots(ALL) / shape.pageSize);
      return JSON.stringify([
        newer,
        show(ALL, (page.number - 1) * shape.pageSize, page.number * shape.pageSize),
      ]);
    }
    case "story":
      return JSON.stringify(show(ALL, page.place, page.place + 1));
    case "document": {
      const size = documentSize(shape);
      const newer = page.number < Math.floor(slots(ALL) / size);
      return JSON.stringify([newer, show(ALL, (page.number - 1) * size, page.number * size)]);
    }
    case "sitemap":
      if (page.number === SITEMAP_OF_LISTS)
        return JSON.stringify(
          [...catalogue.lists]
            .filter(([, { visible }]) => visible > 0)
            .map(([key]) => key)
            .sort(),
        );
      return JSON.stringify(show(ALL, (page.number - 1) * SITEMAP_SIZE, page.number * SITEMAP_SIZE));
    case "list": {
      const behind = countBehindHead(slots(page.key));
      const [older, to] =
        page.number === undefined ? [behind, slots(page.key)] : [page.number - 1, page.number * LIST_SIZE];
      const newer = page.number !== undefined && page.number < behind;
      return JSON.stringify([name(page.key), older, newer, show(page.key, older * LIST_SIZE, to)]);
    }
    case "feed":
      return JSON.stringify([name(page.key), show(page.key, slots(page.key) - 30, slots(page.key))]);
    case "robots":
    case "not-found":
      return page.kind;
    default:
      return JSON.stringify([
        [...catalogue.lists].map(([key, { visible, months }]) => [key, visible, months]),
        show(ALL, slots(ALL) - 10, slots(ALL)),
      ]);
  }
}

const siteOf = (catalogue: Catalogue, shape: SiteShape, titles?: Titles): Map<string, string> =>
  new Map(
    [...everyPage(catalogue, shape)].map((page) => [pathOf(page), contentOf(page, catalogue, shape, titles)]),
  );

/** A site brought up to date by a plan. */
function update(
  site: Map<string, string>,
  before: Catalogue,
  after: Catalogue,
  shape: SiteShape,
  titles?: Titles,
  renamed: string[] = [],
): Map<string, string> {
  const relabelled = { lists: renamed.map((feed) => `source/${slugOf(feed)}`), sharers: renamed };
  const plan = planBuild({ before, after, changed: changedMonths(before, after), shape, relabelled });
  const updated = new Map(site);
  for (const path of plan.gone) updated.delete(path);
  for (const page of [...plan.dirty].flat()) updated.set(pathOf(page), contentOf(page, after, shape, titles));
  return updated;
}

const sorted = (site: Map<string, string>): [string, string][] =>
  [...site].sort(([a], [b]) => (a < b ? -1 : 1));

type Change =
  | { do: "add" | "remove" | "delete" | "hide" | "show" | "edit" | "tag"; n: number }
  | { do: "night"; n: number }
  | { do: "rename"; n: number };

const change: fc.Arbitrary<Change> = fc.record({
  do: fc.constantFrom("add", "remove", "delete", "hide", "show", "edit", "tag", "night", "rename"),
  n: fc.nat(60),
});

function apply(records: Map<number, StoryRecord>, { do: what, n }: Change): void {
  const known = records.get(n);
  if (what === "add" && !known)
    records.set(n, record(n, n % 3 ? { tags: [`t${n % 4}`] } : { by: [`p${n % 2}`] }));
  if (what === "night")
    for (let next = 61; next < 61 + (n % 9); next++) records.set(next, record(next, { tags: ["news"] }));
  if (!known) return;
  if (what === "delete") records.delete(n);
  if (what === "remove")
    records.set(n, { id: known.id, shared: known.shared, hash: "", title: "", excerpt: "", source: "" });
  if (known.path === undefined) return;
  if (what === "hide") records.set(n, { ...known, hidden: true, hash: `${known.hash}h` });
  if (what === "show") records.set(n, record(n, { tags: known.tags ?? [], hash: `${known.hash}s` }));
  if (what === "edit") records.set(n, { ...known, title: `${known.title}!`, hash: `${known.hash}e` });
  if (what === "tag") records.set(n, { ...known, tags: ["t1", "other"], hash: `${known.hash}t` });
}

/** A month has as many stories as before, and one of them stands on another page. */
const ONE_FOR_ANOTHER: Change[][] = [
  [
    { do: "add", n: 13 },
    { do: "add", n: 1 },
  ],
  [
    { do: "delete", n: 16 },
    { do: "add", n: 12 },
  ],
];

/** In the same night a story of another month, which stands where it stood, is edited. */
const ONE_FOR_ANOTHER_AND_MORE: Change[][] = [
  ...ONE_FOR_ANOTHER.slice(0, 1),
  [...ONE_FOR_ANOTHER.slice(1).flat(), { do: "edit", n: 0 }],
];

describe("planBuild", () => {
  it.each(["pages", "anchors"] as const)(
    "leaves the same site as a full build, whatever changes (%s)",
    (permalinks) => {
      const shape = { ...OPTIONS, permalinks };
      const start = fc.uniqueArray(fc.nat(60), { maxLength: 40 });
      fc.assert(
        fc.property(
          start,
          fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 5 }),
          (initial, nights) => {
            const records = new Map(initial.map((n) => [n, record(n, { tags: [`t${n % 4}`] })]));
            let before = catalogueOf([...records.values()]);
            let site = siteOf(before, shape);
            const titles = new Map<string, string>();
            for (const changes of nights) {
              for (const one of changes) apply(records, one);
              const after = catalogueOf([...records.values()]);
              const renamed = changes.filter((one) => one.do === "rename").map(({ n }) => feedOf(n));
              for (const feed of renamed) titles.set(feed, `${titles.get(feed) ?? ""}!`);
              site = update(site, before, after, shape, titles, renamed);
              expect(sorted(site)).toEqual(sorted(siteOf(after, shape, titles)));
              before = after;
            }
          },
        ),
        {
          numRuns: 300,
          examples: [ONE_FOR_ANOTHER, ONE_FOR_ANOTHER_AND_MORE].map((nights) => [[16, 0], nights]),
        },
      );
    },
  );

  it("counts every page that there is", () => {
    const catalogue = catalogueOf(Array.from({ length: 40 }, (_, n) => record(n, { tags: ["a"] })));
    const plan = planBuild({ before: catalogue, after: catalogue, changed: [], shape: OPTIONS });
    expect(plan.total).toBe([...everyPage(catalogue, OPTIONS)].length);
    expect([...plan.dirty]).toEqual([]);
  });

  it("touches the pages of a source's stories, and of those that it shared, when its title changes", () => {
    const stories = [
      ...many.map((one) => ({ ...one, source: feedOf(0), via: [] })),
      record(100),
      record(101),
    ];
    const shared = { ...record(102, { source: feedOf(0) }), via: [feedOf(1)] };
    const catalogue = catalogueOf([...stories, shared, record(103, { source: feedOf(0) })]);
    const relabelled = { lists: [`source/${slugOf(feedOf(1))}`], sharers: [feedOf(1)] };
    const plan = planBuild({ before: catalogue, after: catalogue, changed: [], shape: OPTIONS, relabelled });
    const files = [...plan.dirty].flat().map(pathOf);
    const stems = [100, 102].map((n) => record(n).path?.slice("content/".length, -3));
    expect(files.filter((path) => path.startsWith("stories/"))).toEqual(
      stems.map((stem) => `${stem}/index.html`),
    );
    expect(files.filter((path) => path.startsWith("page/"))).toEqual([
      "page/34/index.html",
      "page/35/index.html",
    ]);
    expect(plan.gone).toEqual([]);
  });

  it.each([
    ["is edited, which may spell the list's name in another way", { hash: "edited" }, ["1", "2"]],
    ["has a source with another title", {}, ["1"]],
  ])("touches the pages of a list whose oldest story %s", (_, change, pages) => {
    const [first, ...others] = Array.from({ length: 220 }, (_, n) =>
      record(n, { tags: ["news"], source: feedOf(n === 0 ? 0 : 1), via: [] }),
    );
    if (!first) throw new Error("no story");
    const [before, after] = [first, { ...first, ...change }].map((one) => catalogueOf([one, ...others]));
    if (!before || !after) throw new Error("no catalogue");
    const changed = changedMonths(before, after);
    const relabelled = { lists: changed.length > 0 ? [] : [`source/${slugOf(first.source)}`], sharers: [] };
    const plan = planBuild({ before, after, changed, shape: OPTIONS, relabelled });
    const files = [...plan.dirty].flat().map(pathOf);
    expect(files.flatMap((path) => /^tags\/news\/page\/(\d+)/.exec(path)?.[1] ?? [])).toEqual(pages);
  });

  const many = Array.from({ length: 100 }, (_, n) => record(n, { tags: [`t${n % 4}`] }));
  const planFor = (records: StoryRecord[], shape = OPTIONS) => {
    const [before, after] = [catalogueOf(many), catalogueOf(records)];
    const plan = planBuild({ before, after, changed: changedMonths(before, after), shape });
    return { ...plan, files: [...plan.dirty].flat().map(pathOf) };
  };

  it("touches a hidden story's own page and lists, and nothing else of the archive", () => {
    const { files, gone } = planFor(
      many.map((one, n) => (n === 50 ? { ...one, hidden: true as const, hash: "x" } : one)),
    );
    expect(files.filter((path) => path.startsWith("page/"))).toEqual(["page/17/index.html"]);
    expect(gone).toEqual([`${many[50]?.path?.slice("content/".length, -3)}/index.html`]);
    expect(files.filter((path) => path.startsWith("tags/")).sort()).toEqual([
      "tags/index.html",
      "tags/t2/feed.json",
      "tags/t2/feed.xml",
      "tags/t2/index.html",
    ]);
  });

  it.each(["pages", "anchors"] as const)(
    "touches no other archive page than an edited story's (%s)",
    (permalinks) => {
      const edited = many.map((one, n) => (n === 50 ? { ...one, hash: "edited" } : one));
      const { files } = planFor(edited, { ...OPTIONS, permalinks });
      expect(files.filter((path) => path.startsWith("page/"))).toEqual(["page/17/index.html"]);
    },
  );

  it("touches the newest pages only when stories are added at the end", () => {
    const { files, renumbered } = planFor([...many, record(100), record(101), record(102)]);
    expect(files.filter((path) => path.startsWith("page/"))).toEqual([
      "page/34/index.html",
      "page/35/index.html",
    ]);
    expect(renumbered).toBeUndefined();
  });

  it("makes all pages of a list when the first of its stories is shown again", () => {
    const hidden = Array.from({ length: LIST_SIZE + 10 }, (_, n) => record(n, { tags: ["x"], hidden: true }));
    const before = catalogueOf([...hidden, record(500)]);
    const shown = record(LIST_SIZE + 9, { tags: ["x"], hash: "shown" });
    const after = catalogueOf([...hidden.slice(0, -1), shown, record(500)]);
    const updated = update(siteOf(before, OPTIONS), before, after, OPTIONS);
    expect(sorted(updated)).toEqual(sorted(siteOf(after, OPTIONS)));
    expect(updated.has("tags/x/page/1/index.html")).toBe(true);
  });

  it("keeps a list's pages as a full build makes them while it grows, and touches at most four files of it a night", () => {
    const nights = fc.array(fc.integer({ min: 1, max: LIST_SIZE / 2 }), { minLength: 8, maxLength: 14 });
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 140 }), nights, (count, added) => {
        const stories = (length: number) => Array.from({ length }, (_, n) => record(n, { tags: ["news"] }));
        let before = catalogueOf(stories(count));
        let site = siteOf(before, OPTIONS);
        let length = count;
        for (const more of added) {
          length += more;
          const after = catalogueOf(stories(length));
          const updated = update(site, before, after, OPTIONS);
          expect(sorted(updated)).toEqual(sorted(siteOf(after, OPTIONS)));
          const touched = [...updated].filter(
            ([path, content]) => path.startsWith("tags/news/") && site.get(path) !== content,
          );
          expect(touched.length).toBeLessThanOrEqual(4);
          [before, site] = [after, updated];
        }
      }),
      { numRuns: 15 },
    );
  });

  it("says from which page on the archive is numbered anew when an older story comes in", () => {
    const old = record(31, { id: "ffffffffffff", path: "content/stories/2022/01/01/late-ffffffffffff.md" });
    const { files, renumbered } = planFor([...many, old]);
    expect(renumbered).toEqual({ from: 11, by: "older stories" });
    expect(files.filter((path) => path.startsWith("page/"))).toHaveLength(34 - 10);
  });

  it.each<[string, number[], number[], number | undefined]>([
    ["the newest story goes to the next page", [1, 2, 5], [1, 2, 4, 5], 1],
    ["a story of another month goes to the next page", [1, 2, 9], [0, 1, 2, 9], 1],
    ["all that moves stays on its page", [1, 2, 5, 30], [1, 2, 5, 10, 30], undefined],
    ["stories come in at the end", [1, 2, 5, 6], [1, 2, 5, 6, 7, 8, 9], undefined],
    ["pages before stay", [1, 2, 3, 20, 21, 22, 23], [1, 2, 3, 19, 20, 21, 22, 23], 2],
  ])("says what is numbered anew where %s", (_, was, is, from) => {
    for (const permalinks of ["pages", "anchors"] as const) {
      const [before, after] = [was, is].map((numbers) => catalogueOf(numbers.map((n) => record(n))));
      if (!before || !after) throw new Error("no catalogue");
      const shape = { ...OPTIONS, permalinks };
      const plan = planBuild({ before, after, changed: changedMonths(before, after), shape });
      expect(plan.renumbered?.from).toBe(from);
    }
  });

  it("says nothing of pages numbered anew where the newest story is edited in a night with more", () => {
    const { renumbered } = planFor([...many.slice(0, -1), record(99, { hash: "edited" }), record(100)]);
    expect(renumbered).toBeUndefined();
  });

  it.each([
    [
      { slots: 9, pageSize: 4 },
      { from: 1, by: "pageSize" },
    ],
    [{ slots: 9, pageSize: 3 }, undefined],
    [{ slots: 3, pageSize: 4 }, undefined],
    [undefined, undefined],
  ])("says that a new pageSize numbers all pages anew (%j)", (last, renumbered) => {
    const after = catalogueOf(many);
    expect(planEverything({ after, shape: OPTIONS, last }).renumbered).toEqual(renumbered);
  });

  it("moves no page when a story is taken away and its slot stays", () => {
    const { files } = planFor(
      many.map((one, n) =>
        n === 50 ? { id: one.id, shared: one.shared, hash: "", title: "", excerpt: "", source: "" } : one,
      ),
    );
    expect(files.filter((path) => path.startsWith("page/"))).toEqual(["page/17/index.html"]);
  });

  it("makes a feed's document anew whose newest slot, a gap by now, has another date", () => {
    const size = documentSize(OPTIONS);
    const gapAt = (shared: string): Catalogue =>
      catalogueOf([
        ...many.slice(0, size - 1),
        { id: "ffffffffffff", shared, hash: "", title: "", excerpt: "", source: "" },
        ...many.slice(size),
      ]);
    const { shared } = record(size - 1);
    const [before, after] = [gapAt(shared), gapAt(shared.replace("T00", "T01"))];
    const plan = planBuild({ before, after, changed: changedMonths(before, after), shape: OPTIONS });
    const files = [...plan.dirty].flat().map(pathOf);
    expect(files.filter((path) => path.startsWith("feed/"))).toEqual(["feed/1.xml"]);
  });

  it("takes away the pages of as many stories as an archive may have", () => {
    const shared = "2022-01-01T00:00:00Z";
    const all = Array.from({ length: 150_000 }, (_, n) => record(n, { shared, source: feedOf(0), via: [] }));
    const slots = all.map(({ id }) => ({ id, shared, hash: "", title: "", excerpt: "", source: "" }));
    const [before, after] = [catalogueOf(all), catalogueOf(slots)];
    const { gone } = planBuild({ before, after, changed: ["2022-01"], shape: OPTIONS });
    expect(gone.filter((path) => path.startsWith("stories/"))).toHaveLength(150_000);
  });
});
