/** Every key of feeds.yaml by the map that it stands in. Keys that are not read yet are in not-yet.ts. */

const FEED_KEYS = [
  "url",
  "title",
  "slug",
  "previously",
  "kind",
  "by",
  "tags",
  "show",
  "fullText",
  "include",
  "exclude",
  "perDay",
  "backfill",
  "review",
  "muted",
] as const;

/** What one feed alone can have: `defaults` refuse it. */
export const OWN_KEYS = ["url", "slug", "previously"] as const satisfies (typeof FEED_KEYS)[number][];

export const KEYS = {
  "": ["site", "people", "defaults", "feeds", "network"],
  site: [
    "title",
    "url",
    "description",
    "author",
    "language",
    "timezone",
    "pageSize",
    "feedSize",
    "permalinks",
    "index",
    "images",
    "search",
    "hub",
  ],
  "site.author": ["name", "url", "photo", "me"],
  "people.NAME": ["url", "photo"],
  defaults: FEED_KEYS,
  "feeds[]": FEED_KEYS,
  network: ["concurrency", "perHost", "timeout", "budget", "allowHosts", "userAgent"],
} as const;

export type Section = keyof typeof KEYS;
export type KeyOf<S extends Section> = (typeof KEYS)[S][number];

const SECTIONS: readonly (readonly [string, readonly string[]])[] = Object.entries(KEYS);

/** Where else a key is taken: "site", "feeds[]". */
export const homesOf = (key: string): string[] =>
  SECTIONS.filter(([section, keys]) => section !== "" && keys.includes(key) && !isRefused(section, key)).map(
    ([section]) => section,
  );

const isRefused = (section: string, key: string): boolean =>
  section === "defaults" && OWN_KEYS.some((own) => own === key);
