/** What feeds.yaml says, typed, with defaults filled in. Units stand at the fields; what each does is in docs/configuration.md. */
import type { ConfigMistake } from "./mistake.ts";

export interface Settings {
  site: SiteSettings;
  /** By name, in the file's order. A sharer who is not listed is known by name alone. */
  people: ReadonlyMap<string, Person>;
  /** In the file's order, `defaults` merged in. */
  feeds: FeedSettings[];
  network: NetworkSettings;
  /** Feeds whose entry has a mistake: they fail at stage "config", the others go on. In the file's order. */
  rejected: RejectedFeed[];
}

export interface SiteSettings {
  title: string;
  /** Absolute http(s) with a trailing slash. */
  url: string;
  description?: string;
  author?: Author;
  /** BCP 47, its language one of SUPPORTED_LANGUAGES: "en", "en-GB". */
  language: string;
  /** IANA name: "Europe/Berlin". */
  timezone: string;
  /** Stories a page. */
  pageSize: number;
  /** Least number of items in the newest feed document. */
  feedSize: number;
  permalinks: "pages" | "anchors";
  index: boolean;
  images: "link" | "none";
  search: boolean;
  /** Absolute http(s). */
  hub?: string;
}

export interface Person {
  /** Absolute http(s). */
  url?: string;
  /** Absolute http(s): a path in feeds.yaml is resolved against the site. */
  photo?: string;
}

export interface Author extends Person {
  name: string;
  /** Absolute, http(s) or mailto. */
  me: string[];
}

export interface FeedSettings {
  /**
   * What the feed is known by, in state and stories as well: absolute http(s), or `file:` with the path from the root,
   * so that it reads the same in every clone ("file:feeds/local.xml"). A file outside the root has its absolute URL.
   */
  url: string;
  /** Where it is read from: the same for http(s), the absolute URL for a file. */
  location: string;
  title?: string;
  /** Lower-case ASCII letters, digits and single hyphens. */
  slug?: string;
  /** Former addresses, spelled like `url`. */
  previously: string[];
  kind: "articles" | "linkblog";
  by?: string;
  tags: string[];
  show: "full" | "excerpt" | "link";
  fullText: "auto" | "always" | "never";
  include: Matcher[];
  exclude: Matcher[];
  /** Most new stories a calendar day. */
  perDay?: number;
  /** Entries taken when the feed is first seen. */
  backfill: number;
  review: boolean;
  muted: boolean;
}

/** A word or a regular expression of `include` or `exclude`. Answers in time linear in the text. */
export interface Matcher {
  /** As written in feeds.yaml. */
  source: string;
  matches(text: string): boolean;
}

export interface NetworkSettings {
  /** Requests at a time, in all. */
  concurrency: number;
  /** Requests at a time to one host. */
  perHost: number;
  /** Seconds, a whole request. */
  timeout: number;
  /** Minutes, a whole fetch. */
  budget: number;
  /** In lower case: "localhost", "nas.local:8080", "10.0.0.7", "[fd00::1]:8080", "10.0.0.0/8". */
  allowHosts: string[];
  userAgent: string;
}

export interface RejectedFeed {
  /** Which entry it is: "feeds[2]". */
  key: string;
  /** As in FeedSettings where it could be read, else as written. */
  url?: string;
  title?: string;
  failures: ConfigMistake[];
}

/** Languages of the page's own words; each has its file in src/page/view/words/. */
const LANGUAGES = ["en", "de", "fr", "es", "ru", "ar", "zh"] as const;
export type SupportedLanguage = (typeof LANGUAGES)[number];
export const SUPPORTED_LANGUAGES: readonly string[] = LANGUAGES;

export const SITE_DEFAULTS = {
  language: "en",
  timezone: "UTC",
  pageSize: 10,
  feedSize: 25,
  permalinks: "pages",
  index: true,
  images: "link",
  search: true,
} as const satisfies Partial<SiteSettings>;

export const FEED_DEFAULTS: Omit<FeedSettings, "url" | "location"> = {
  previously: [],
  kind: "articles",
  tags: [],
  show: "full",
  fullText: "auto",
  include: [],
  exclude: [],
  backfill: 10,
  review: false,
  muted: false,
};

export const NETWORK_DEFAULTS = {
  concurrency: 8,
  perHost: 1,
  timeout: 30,
  budget: 45,
  allowHosts: [],
} as const satisfies Partial<NetworkSettings>;
