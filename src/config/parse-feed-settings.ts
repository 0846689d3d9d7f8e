/** One feed of feeds.yaml, and `defaults`, which hold for all of them. */
import { given } from "../given.ts";
import { type FeedAddress, parseFeedAddress } from "./feed-address.ts";
import { type Fields, isEmpty, mapOf, type Reader, type Spot, tell } from "./fields.ts";
import { OWN_KEYS } from "./keys.ts";
import { createMatcher } from "./matcher.ts";
import { type ConfigMistake, quote } from "./mistake.ts";
import { flag, listOf, number, oneOf, text } from "./readers.ts";
import { FEED_DEFAULTS, type FeedSettings, type Matcher } from "./settings.ts";

/** What any feed may say, `defaults` included. */
export type FeedWishes = Partial<Omit<FeedSettings, "url" | "location" | "slug" | "previously">>;

/** One entry of `feeds`, read as far as it can be. */
export interface FeedDraft {
  spot: Spot;
  title?: string;
  address?: FeedAddress;
  slug?: string;
  previously: string[];
  wishes: FeedWishes;
  /** Of this entry alone; where there is one, the feed is rejected. */
  mistakes: ConfigMistake[];
}

function readWishes(fields: Fields<"feeds[]"> | Fields<"defaults">): FeedWishes {
  return given({
    title: fields.optional("title", text),
    kind: fields.optional("kind", oneOf(["articles", "linkblog"])),
    by: fields.optional("by", text),
    tags: fields.optional("tags", listOf(text)),
    show: fields.optional("show", oneOf(["full", "excerpt", "link"])),
    fullText: fields.optional("fullText", oneOf(["auto", "always", "never"])),
    include: fields.optional("include", listOf(matcher)),
    exclude: fields.optional("exclude", listOf(matcher)),
    perDay: fields.optional("perDay", number({ min: 1, max: 10_000, unit: "stories" })),
    backfill: fields.optional("backfill", number({ min: 0, max: 20_000, unit: "entries" })),
    review: fields.optional("review", flag),
    muted: fields.optional("muted", flag),
  });
}

export const defaultsReader: Reader<FeedWishes> = mapOf("defaults", (fields) => {
  for (const key of OWN_KEYS) {
    fields.optional(key, (spot) =>
      tell(
        spot,
        `${quote(key)} cannot be the same for all feeds.`,
        "Write it at the feed that it belongs to.",
      ),
    );
  }
  return readWishes(fields);
});

/** @param root the folder that local feeds are relative to */
export function draftFeed(spot: Spot, root: string): FeedDraft {
  const mistakes: ConfigMistake[] = [];
  const own = { ...spot, mistakes };
  const empty: FeedDraft = { spot: own, previously: [], wishes: {}, mistakes };
  if (isEmpty(spot.node)) {
    tell(
      own,
      "No feed stands behind the dash.",
      "Write - url: and the feed's address, or take the dash out.",
    );
    return empty;
  }
  if (spot.node.kind === "scalar") {
    // Without a blank behind its colon the key is part of the text.
    const said = String(spot.node.value).replace(/^url:/, "");
    tell(own, "A feed stands here without its key.", `Write - url: ${said}`);
    return empty;
  }
  const read = mapOf("feeds[]", (fields) => {
    const address = fields.required(
      "url",
      feedAddress(root),
      "Write the feed's address, as in url: https://example.com/feed.xml.",
    );
    const slug = fields.optional("slug", slugText);
    const previously = fields.optional("previously", listOf(feedAddress(root))) ?? [];
    const wishes = readWishes(fields);
    const said = given({ address, slug, title: wishes.title });
    return { ...empty, ...said, previously: previously.map(({ url }) => url), wishes };
  });
  return read(own) ?? empty;
}

/** What the feed says, else what `defaults` say, else the product's own. Lists replace each other as wholes. */
export function completeFeed(
  { address, slug, previously, wishes }: FeedDraft,
  defaults: FeedWishes,
): FeedSettings | undefined {
  return address && { ...FEED_DEFAULTS, ...defaults, ...wishes, ...given({ slug }), previously, ...address };
}

const feedAddress =
  (root: string): Reader<FeedAddress> =>
  (spot) => {
    const said = text(spot);
    if (said === undefined) return undefined;
    const result = parseFeedAddress(said, root);
    return result.ok ? result.address : tell(spot, result.what, result.cure);
  };

const matcher: Reader<Matcher> = (spot) => {
  const said = text(spot);
  if (said === undefined) return undefined;
  const result = createMatcher(said);
  return result.ok ? result.matcher : tell(spot, result.what, result.cure);
};

const LONGEST_SLUG = 80;

const slugText: Reader<string> = (spot) => {
  const said = text(spot);
  if (said === undefined || (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(said) && said.length <= LONGEST_SLUG))
    return said;
  const plain = said.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const guess = plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, "");
  const what = `${quote(said)} is no slug: it has lower-case letters from a to z, digits and single hyphens, at most ${LONGEST_SLUG}.`;
  return tell(spot, what, guess ? `Did you mean ${guess}?` : "Write it as in example-news.");
};
