/** Which pages a site has: pure arithmetic over the catalogue's counts. */
import { permalinkOf } from "../../story/file/story-path.ts";
import { ALL, listFolder } from "../catalogue/lists.ts";

/** Lines on a page of a list. */
export const LIST_SIZE = 100;
/** Slots in a part of the sitemap: small, so that a night rewrites little; far below the protocol's 50,000. */
export const SITEMAP_SIZE = 1000;
/** The part of the sitemap that names pages of which none is a story's. */
export const SITEMAP_OF_LISTS = 0;

export type FeedFormat = "xml" | "json";

/** Of a document with items: a feed, or a page of a list. */
export type ItemFormat = FeedFormat | "html";

/** One output document. */
export type Page =
  | { kind: "front" }
  /** `/page/N/` */
  | { kind: "archive"; number: number }
  /** A permalink; `path` is the story's file, `place` its slot in the archive. */
  | { kind: "story"; path: string; place: number }
  /** A list's head, or its page N. */
  | { kind: "list"; key: string; number?: number }
  | { kind: "index"; of: "archive" | "tags" | "by" }
  | { kind: "sources" }
  /** The newest of the site (key `ALL`) or of a list. */
  | { kind: "feed"; key: string; format: FeedFormat }
  /** `/feed/N.xml`: an archived feed document (RFC 5005, section 4). */
  | { kind: "document"; number: number }
  /** Part N: from 1 on of stories, `SITEMAP_OF_LISTS` of all else. */
  | { kind: "sitemap"; number: number }
  | { kind: "sitemap-index" }
  | { kind: "robots" }
  | { kind: "not-found" };

/** The file of a page, below the output folder. */
export function pathOf(page: Page): string {
  switch (page.kind) {
    case "front":
      return "index.html";
    case "archive":
      return `page/${page.number}/index.html`;
    case "story":
      return `${permalinkOf(page.path)}index.html`;
    case "list":
      return `${listFolder(page.key)}${page.number === undefined ? "" : `page/${page.number}/`}index.html`;
    case "index":
      return `${page.of}/index.html`;
    case "sources":
      return "sources/index.html";
    case "feed":
      return `${page.key === ALL ? "" : listFolder(page.key)}feed.${page.format}`;
    case "document":
      return `feed/${page.number}.xml`;
    case "sitemap":
      return `sitemap/${page.number}.xml`;
    case "sitemap-index":
      return "sitemap.xml";
    case "robots":
      return "robots.txt";
    case "not-found":
      return "404.html";
  }
}

/** What the numbering hangs on. */
export interface Sizes {
  /** Stories on a page of the archive. */
  pageSize: number;
  /** Least number of items in a feed. */
  feedSize: number;
}

/** Slots in an archived feed document: whole archive pages, at least as many as a feed holds. */
export const documentSize = ({ pageSize, feedSize }: Sizes): number =>
  pageSize * Math.ceil(feedSize / pageSize);

/** Pages that `slots` slots fill or begin, counted from the oldest. */
export const countPages = (slots: number, size: number): number => Math.ceil(slots / size);

/** The number of the page that a slot stands on. */
export const pageNumberOf = (place: number, size: number): number => Math.floor(place / size) + 1;

/** Pages that are full. */
export const countFull = (slots: number, size: number): number => Math.floor(slots / size);

/** Archive pages older than what the front page shows: the page being filled and the last full one. */
export const countBehindFront = (slots: number, pageSize: number): number =>
  Math.max(0, countFull(slots, pageSize) - 1);

/**
 * Pages of a list older than what its head shows: the page being filled and, until that is half full, the last full
 * one. So the night that makes a page, and the later one that links the page before it to it, are not the same.
 */
export const countBehindHead = (slots: number): number =>
  Math.max(0, Math.floor((slots - LIST_SIZE / 2) / LIST_SIZE));
