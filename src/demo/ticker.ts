/** The harbour's ticker: as many short notes as a test or a demo wants, whole in the feed. */
import type { FeedItem } from "./write-feeds.ts";

const SHIPS = [
  "Annelise",
  "Good Intent",
  "Perseverance",
  "Little Auk",
  "Morning Post",
  "Second Thoughts",
  "Grey Lady",
];
const CARGO = [
  "salt",
  "timber",
  "nothing that she would declare",
  "barrels, empty",
  "barrels, full",
  "a piano",
  "post",
  "wool",
];
const WEATHER = [
  "Wind north-west, light.",
  "Fog until noon.",
  "Rain, then rain.",
  "Clear; the far shore could be seen.",
  "A swell from the west.",
];

const pick = <T>(items: readonly T[], index: number): T | undefined => items[index % items.length];

/** Newest first: note `count` was written a day after note `count - 1`. */
export function writeTicker(count: number, origin: string): FeedItem[] {
  return Array.from({ length: count }, (_, index) => note(count - index, origin));
}

function note(number: number, origin: string): FeedItem {
  const ship = pick(SHIPS, number * 3);
  const day = new Date(Date.UTC(2025, 10, 1) + number * 86_400_000).toISOString().replace(".000Z", "Z");
  return {
    id: `tag:gazette.example,2026:ticker-${number}`,
    link: `${origin}/ticker/${number}`,
    title: `No. ${number}: the ${ship} comes in`,
    published: day,
    categories: ["Arrivals"],
    html: `<p>The <em>${ship}</em> came in on the ${number % 2 ? "morning" : "evening"} tide with ${pick(CARGO, number * 5)}. ${pick(WEATHER, number)}</p>`,
  };
}

/** A title without a body, and a body without a title: both stand as they are. */
export const oddities = (origin: string): FeedItem[] => [
  {
    id: "tag:gazette.example,2026:bare",
    link: `${origin}/missing/bare`,
    title: "Harbour closed on Sunday",
    published: "2026-03-14T05:00:00Z",
    categories: [],
  },
  {
    id: "tag:gazette.example,2026:untitled",
    title: "",
    published: "2026-03-14T04:00:00Z",
    categories: [],
    html: "<p>A seal on the slipway. It looked at us as if we were late.</p>",
  },
];
