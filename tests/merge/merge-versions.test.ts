import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { given } from "../../src/given.ts";
import { formatStory, hashBody } from "../../src/story/file/story-file.ts";
import { type FollowedFeeds, mergeVersions, type Version } from "../../src/story/merge/merge-versions.ts";
import type { Share, Show, Story } from "../../src/story/story.ts";

/** Where the first feed was before. */
const FORMER = "https://a.example/a-former-feed";
const FEEDS = ["https://a.example/feed", "https://b.example/feed", "https://c.example/feed", FORMER];
const orderOf = (feed?: string): number => (feed === FORMER ? 0 : FEEDS.indexOf(feed ?? ""));
const feeds: FollowedFeeds = {
  addressOf: (feed) => (feed === FORMER ? "https://a.example/feed" : feed),
  orderOf,
  tagsOf: (feed) => [`tag ${orderOf(feed)}`],
  giveTag: (tag) => /^tag \d$/.test(tag),
  showOf: (feed) => (feed === FEEDS[1] ? "excerpt" : undefined),
};
const NIGHT = "2026-03-14T03:00:00Z";

const share = (feed: number, changes: Partial<Share> = {}): Share => ({
  at: NIGHT,
  feed: FEEDS[feed] ?? "",
  ...changes,
});

interface Changes {
  title?: string;
  comment?: string;
  hidden?: boolean;
  body?: string;
  tags?: string[];
  extra?: Record<string, unknown>;
}

/** As the clone wrote it that asked this feed, with what a person changed there. */
function version(feed: number, shares: Share[] = [share(feed)], changes: Changes = {}): Version {
  const body = `The text of feed ${feed}.`;
  const story: Story = {
    title: `Title of feed ${feed}`,
    tags: [`tag ${feed}`],
    hidden: false,
    pinned: false,
    shared: NIGHT,
    shares,
    origin: {
      format: 1,
      id: "3fa9c1d2e4b7",
      title: `Title of feed ${feed}`,
      source: { feed: FEEDS[feed] ?? "" },
      categories: [],
      text: "feed",
      show: "full",
      images: {},
      body: hashBody(body),
      extra: {},
    },
    body,
    extra: {},
    ...changes,
  };
  return { story, path: `content/stories/2026/03/14/title-of-feed-${feed}-3fa9c1d2e4b7.md` };
}

const merge = (...versions: Version[]) => {
  const merged = mergeVersions(versions, feeds);
  if (!merged) throw new Error("nothing was merged");
  return merged;
};

describe("what may be shown of a story", () => {
  const shown = (version: Version, show: "full" | "link", feed = 0): Version => ({
    ...version,
    story: {
      ...version.story,
      origin: { ...version.story.origin, show, source: { feed: FEEDS[feed] ?? "" } },
    },
  });
  const showAfter = (versions: Version[], terms?: "excerpt"): string | undefined =>
    mergeVersions(versions, { ...feeds, ...(terms ? { showOf: () => terms } : {}) })?.story.origin.show;
  const versions = [shown(version(0), "full"), shown(version(0), "link")];

  it.each([versions, versions.toReversed()])(
    "is what feeds.yaml says where clones differ, or the least that one of them says",
    (...both) => {
      expect(showAfter(both, "excerpt")).toBe("excerpt");
      expect(showAfter(both)).toBe("link");
    },
  );

  it("is what all clones say that have the story, also where feeds.yaml says another by now", () => {
    expect(showAfter([shown(version(0), "full")], "excerpt")).toBe("full");
    expect(showAfter([shown(version(0), "full"), shown(version(0), "full")], "excerpt")).toBe("full");
  });

  it("hangs on no other feed", () => {
    expect(showAfter([shown(version(0), "full"), shown(version(1), "link", 1)])).toBe("full");
  });
});

describe("versions of one story", () => {
  it("become what one machine makes: title, text and place from the first feed, shares and tags of all", () => {
    const first = version(0, [share(0), share(2)], { tags: ["tag 0", "tag 2"] });
    const merged = merge(first, version(1));
    expect(merged.story).toEqual({
      ...version(0).story,
      shares: [share(0), share(1), share(2)],
      tags: ["tag 0", "tag 1", "tag 2"],
    });
    expect(merged.path).toBe(version(0).path);
    expect(merged.conflicts).toEqual([]);
  });

  it("stay as they are where all clones that have the story say the same", () => {
    const byHand = version(0, [share(1), share(0)], { tags: ["z", "tag 0", "a"] });
    expect(merge(byHand)).toEqual({ ...byHand, conflicts: [] });
    expect(merge(byHand, { ...byHand, path: `${byHand.path}.md` })).toEqual({ ...byHand, conflicts: [] });
    const copy = { ...byHand, path: byHand.path.replace(".md", " copy.md") };
    for (const merged of [merge(byHand, copy), merge(copy, byHand)])
      expect(merged).toEqual({ ...byHand, conflicts: [] });
  });

  it("have no tags of a feed that shared the story on a later night", () => {
    const later = version(1, [share(1, { at: "2026-03-15T03:00:00Z" })]);
    expect(merge(version(0), later).story.tags).toEqual(["tag 0"]);
  });

  it("have every tag that a person gave, also to one that came on a later night", () => {
    const later = version(1, [share(1, { at: "2026-03-15T03:00:00Z" })], { tags: ["tag 1", "z", "b"] });
    const first = version(0, [share(0)], { tags: ["tag 0", "m"] });
    expect(merge(first, later).story.tags).toEqual(["tag 0", "b", "m", "z"]);
    expect(merge(later, first).story.tags).toEqual(["tag 0", "b", "m", "z"]);
  });

  it("have one share of a feed that clones know by its old and its new address, and have the new one", () => {
    const [former, now] = [version(3), version(0)];
    for (const { story } of [merge(former, now), merge(now, former)])
      expect(story).toMatchObject({ shares: [share(0)], origin: { source: { feed: FEEDS[0] } } });
    const earlier = share(3, { at: "2026-03-13T03:00:00Z" });
    expect(merge(version(0, [earlier]), version(0)).story.shares).toEqual([earlier]);
  });

  it("keep the earlier share first, whatever the order of feeds", () => {
    const earlier = share(2, { at: "2026-03-13T03:00:00Z" });
    expect(merge(version(0), version(2, [earlier])).story.shares).toEqual([earlier, share(0)]);
  });

  it("keep what a person wrote in any of them", () => {
    const written = { title: "Mine", comment: "Why", hidden: true, body: "My words.", extra: { z: 1, a: 2 } };
    const { story, conflicts } = merge(version(0), version(1, [share(1)], written));
    expect(story).toMatchObject(written);
    expect(Object.keys(story.extra)).toEqual(["z", "a"]);
    expect(conflicts).toEqual([]);
  });

  it("name what two people wrote differently", () => {
    const one = version(0, [share(0)], { title: "Mine", comment: "Why", body: "My words." });
    const other = version(0, [share(0)], { title: "Hers", comment: "Because", body: "Her words." });
    expect(merge(one, other).conflicts).toEqual(["title", "comment", "text"]);
    expect(merge(one, other)).toEqual(merge(other, one));
  });

  it("name what two people wrote in a file of their own, which has no hash", () => {
    const essay = (body: string): Version => {
      const { story, path } = version(0, [share(0)], { body });
      const { body: _, ...origin } = story.origin;
      return { story: { ...story, origin }, path };
    };
    const { story, conflicts } = merge(essay("As it was."), essay("Another day's work."));
    expect(conflicts).toEqual(["text"]);
    expect(story.origin.body).toBeUndefined();
  });

  it("come together where nobody shared them, as in files of one's own", () => {
    const [one, other] = [version(0, [], { comment: "Why" }), version(0, [])];
    for (const { story } of [merge(one, other), merge(other, one)]) expect(story).toEqual(one.story);
    const shared = version(0);
    for (const { story } of [merge(one, shared), merge(shared, one)])
      expect(story).toMatchObject({ comment: "Why", shares: [share(0)] });
  });

  it.each([
    ["article", "feed"],
    ["feed", "summary"],
    ["summary", "none"],
  ] as const)("have the better text: %s before %s", (better, worse) => {
    const [good, bad] = [better, worse].map((text) => {
      const { story, path } = version(0);
      return { story: { ...story, origin: { ...story.origin, text } }, path };
    }) as [Version, Version];
    for (const { story } of [merge(good, bad), merge(bad, good)]) expect(story.origin.text).toBe(better);
  });

  it("keep the article where one clone could have it at last", () => {
    const late = version(0);
    late.story.body = "The whole article.";
    late.story.origin = { ...late.story.origin, text: "article", body: hashBody(late.story.body) };
    expect(merge(version(0), late).story).toEqual(late.story);
  });

  it("keep their tags as they stand where all agree, and else in one order, however often they are merged", () => {
    const tagged = (tags: string[], title = "Title of feed 0"): Version =>
      version(0, [share(0)], { tags, title });
    expect(merge(tagged(["m", "b"]), tagged(["m", "b"], "Another")).story.tags).toEqual(["m", "b"]);
    const others = [tagged(["m"], "Another"), tagged(["m"])];
    const once = merge(tagged(["b"]), ...others);
    expect(once.story.tags).toEqual(["b", "m"]);
    expect(merge(once, ...others).story.tags).toEqual(["b", "m"]);
    expect(merge(merge(others[0] ?? once, once), tagged(["b"])).story.tags).toEqual(["b", "m"]);
  });

  it("have the article that one of them got, also where a person put a share before the feed's", () => {
    const mine = version(0, [{ by: "Me", at: NIGHT }, share(0)]);
    const tagged = version(0, [share(0)], { tags: ["tag 0", "mine"] });
    const { story, path } = version(0, [share(0)], { body: "The article.\n" });
    const article = { story: { ...story, origin: { ...story.origin, text: "article" as const } }, path };
    const textOf = (merged: Version): string => merged.story.origin.text;
    expect(textOf(merge(mine, article, tagged))).toBe("article");
    expect(textOf(merge(merge(mine, tagged), article))).toBe("article");
  });

  it("keep no order of tags that two came to by chance", () => {
    const versions = [
      version(0, [share(0)], { tags: ["b", "tag 1"] }),
      version(0, [share(0)], { tags: ["a"] }),
      version(1, [share(1)], { tags: ["a", "b", "tag 1"] }),
    ];
    expect(versions.reduce((one, other) => merge(one, other)).story.tags).toEqual(
      merge(...versions).story.tags,
    );
  });

  it("are the same whatever their order, and again when merged once more", () => {
    const changes = fc.record(
      {
        title: fc.constantFrom("Mine", "Hers"),
        comment: fc.constantFrom("Why", "Because"),
        hidden: fc.boolean(),
        body: fc.constantFrom("My words.", "Her words."),
        tags: fc.subarray(["a", "b", "tag 1"]),
        extra: fc.dictionary(fc.constantFrom("note", "mood", "__proto__"), fc.constantFrom("x", "y")),
      },
      { requiredKeys: [] },
    );
    const said = fc.option(fc.constantFrom("So", "Thus"), { nil: undefined });
    const at = fc.constantFrom(NIGHT, "2026-03-15T03:00:00Z");
    // A person's share, and where it was put.
    const mine = fc.constantFrom(undefined, "first", "last");
    const show = fc.constantFrom<Show>("full", "excerpt", "link");
    const versions = fc.array(fc.tuple(fc.nat(3), changes, said, at, mine, show), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(versions, fc.infiniteStream(fc.nat(9)), (items, random) => {
        const all = items.map(([feed, change, comment, at, place, show]) => {
          // As somebody adds it by hand, without an instant of its own: it has the story's.
          const mine = { by: "Me", at: NIGHT };
          const own = share(feed, { at, ...given({ comment }) });
          const shares = { first: [mine, own], last: [own, mine], none: [own] }[place ?? "none"];
          const { story, path } = version(feed, shares, change);
          return { story: { ...story, origin: { ...story.origin, show } }, path };
        });
        const shuffled = all
          .map((item) => ({ item, key: random.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        const [one, other] = [merge(...all), merge(...shuffled)];
        expect(formatStory(other.story)).toBe(formatStory(one.story));
        expect(other.path).toBe(one.path);
        expect(formatStory(merge(one, ...shuffled).story)).toBe(formatStory(one.story));
        const step = shuffled.reduce((before, next) => merge(before, next));
        expect(formatStory(step.story)).toBe(formatStory(one.story));
      }),
    );
  });
});
