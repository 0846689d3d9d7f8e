/** Joins what several feeds bring into stories: one address, one story, shares in the order of feeds.yaml. Pure. */
import { toInstant } from "../clock.ts";
import type { FeedSettings } from "../config/settings.ts";
import type { Entry, ParsedFeed } from "../feed/entry.ts";
import { given } from "../given.ts";
import type { AddressedEntry } from "../story/address.ts";
import type { Share, Story } from "../story/story.ts";

/** What one feed's document brings. */
export interface Delivery {
  settings: FeedSettings;
  document: ParsedFeed;
  taken: AddressedEntry[];
}

/** A story to be made: from the first feed that has it, shared by all that do. */
export interface Draft {
  id: string;
  address: string;
  entry: Entry;
  feed: FeedSettings;
  /** The feed's own words, where feeds.yaml gives none. */
  source: { title: string; home?: string; language?: string };
  shares: Share[];
  tags: string[];
}

/** @param deliveries in the order of feeds.yaml */
export function draftStories(deliveries: Delivery[], now: Date): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const delivery of deliveries) {
    for (const item of delivery.taken) {
      const share = shareOf(delivery.settings, item.entry, now);
      const draft = drafts.get(item.id);
      drafts.set(item.id, draft ? alsoFrom(delivery, draft, share) : toDraft(delivery, item, share));
    }
  }
  return [...drafts.values()];
}

function toDraft(
  { settings, document }: Delivery,
  { id, address, entry }: AddressedEntry,
  share: Share,
): Draft {
  return {
    id,
    address,
    entry,
    feed: settings,
    source: {
      title: settings.title ?? document.title,
      ...given({ home: document.home, language: document.language }),
    },
    shares: [share],
    tags: settings.tags,
  };
}

/** Another feed's share comes with that feed's tags. */
const alsoFrom = ({ settings }: Delivery, draft: Draft, share: Share): Draft => ({
  ...draft,
  shares: [...draft.shares, share],
  tags: [...new Set([...draft.tags, ...settings.tags])],
});

/** All shares of one run carry the run's instant. */
function shareOf({ by, url }: FeedSettings, { sharing }: Entry, now: Date): Share {
  return { ...given({ by }), at: toInstant(now), feed: url, ...given({ comment: sharing?.comment }) };
}

/** A known story with the shares that it did not have; `undefined` where it has them all. */
export function addShares(story: Story, shares: Share[]): Story | undefined {
  const known = new Set(story.shares.map(({ by, feed }) => `${by ?? ""} ${feed ?? ""}`));
  const added = shares.filter(({ by, feed }) => !known.has(`${by ?? ""} ${feed ?? ""}`));
  return added.length > 0 ? { ...story, shares: [...story.shares, ...added] } : undefined;
}
