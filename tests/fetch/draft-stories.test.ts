/** One address, one story, whoever brings it. */
import { expect, it } from "vitest";
import { FEED_DEFAULTS, type FeedSettings } from "../../src/config/settings.ts";
import type { Entry } from "../../src/feed/entry.ts";
import { addShares, type Delivery, draftStories } from "../../src/fetch/draft-stories.ts";
import { makeStory } from "../../src/fetch/make-story.ts";
import { addressEntries } from "../../src/story/address.ts";
import type { Share, Story } from "../../src/story/story.ts";

const NOW = new Date("2026-03-14T09:00:00Z");
const AT = "2026-03-14T09:00:00Z";

function deliver(name: string, titles: string[], settings: Partial<FeedSettings> = {}): Delivery {
  const url = `https://${name}.example/feed`;
  const entries = titles.map(
    (title): Entry => ({
      title: `${title}, by ${name}`,
      link: `https://paper.example/${title}`,
      categories: [],
      enclosures: [],
    }),
  );
  return {
    settings: { ...FEED_DEFAULTS, url, location: url, previously: [], ...settings },
    document: { title: name, entries, passedOver: 0 },
    taken: addressEntries(url, entries, new Map()),
  };
}

it("makes one story of what several feeds bring: the first one's, with the shares and tags of all", () => {
  const drafts = draftStories(
    [
      deliver("ada", ["ferry"], { by: "Ada", tags: ["sea", "news"] }),
      deliver("gazette", ["quay", "ferry"], { tags: ["news", "town"] }),
    ],
    NOW,
  );
  expect(drafts).toMatchObject([
    {
      entry: { title: "ferry, by ada" },
      source: { title: "ada" },
      shares: [
        { by: "Ada", at: AT, feed: "https://ada.example/feed" },
        { at: AT, feed: "https://gazette.example/feed" },
      ],
      tags: ["sea", "news", "town"],
    },
    { entry: { title: "quay, by gazette" }, shares: [{ feed: "https://gazette.example/feed" }] },
  ]);
});

function storyOf(shares: Share[]): Story {
  const [draft] = draftStories([deliver("ada", ["ferry"])], NOW);
  if (!draft) throw new Error("no draft");
  return makeStory({ ...draft, shares }, { text: "none", markdown: "", title: "", images: {} }, NOW);
}

const ADA: Share = { by: "Ada", at: AT, feed: "https://ada.example/feed" };
const GAZETTE: Share = { at: AT, feed: "https://gazette.example/feed" };
const BY_HAND: Share = { at: AT, comment: "Worth a look." };

it("adds the shares that a story lacks, behind those that it has", () => {
  const later = { ...ADA, at: "2026-03-15T09:00:00Z" };
  const added = addShares(storyOf([BY_HAND, ADA]), [later, GAZETTE]);
  expect(added).toEqual(storyOf([BY_HAND, ADA, GAZETTE]));
});

it("leaves a story alone that has all shares", () => {
  expect(addShares(storyOf([GAZETTE, ADA]), [ADA, GAZETTE])).toBeUndefined();
});
