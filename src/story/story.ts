/** What we keep: one address, its text, who shared it, and the curator's part. */
import type { ImageSize, TextSource } from "../article/text.ts";

/** What may be republished of a story. */
export type Show = "full" | "excerpt" | "link";

/** One person's or feed's sharing of a story. Without `by` it is the feed itself that shares. */
export interface Share {
  by?: string;
  /** ISO 8601 UTC. */
  at: string;
  /** Address of the feed that it came through; absent where a person shared by hand. */
  feed?: string;
  comment?: string;
  /** Keys that are none of ours, where there are any. */
  extra?: Record<string, unknown>;
}

export interface Source {
  title?: string;
  /** Its site. */
  url?: string;
  feed?: string;
  /** Keys that are none of ours, where there are any. */
  extra?: Record<string, unknown>;
}

/** The fetcher's part: what the world said. */
export interface Origin {
  /** Of the file, for migrations. */
  format: 1;
  id: string;
  /** The original; absent where the story links to none. */
  url?: string;
  /** The identity, where it is not what `canonicalAddress(url)` gives. */
  address?: string;
  title?: string;
  author?: string;
  published?: string;
  language?: string;
  source: Source;
  categories: string[];
  text: TextSource;
  /** As last known from the feed: the terms of a feed that is followed no longer. */
  show: Show;
  images: Record<string, ImageSize>;
  /** Hash of the body as fetched: a body that differs is the curator's, and so is one that has none. */
  body?: string;
  /** Keys that are none of ours. */
  extra: Record<string, unknown>;
}

export interface Story {
  title: string;
  comment?: string;
  tags: string[];
  hidden: boolean;
  pinned: boolean;
  /** When the first share arrived: ISO 8601 UTC. */
  shared: string;
  shares: Share[];
  origin: Origin;
  /** Markdown. */
  body: string;
  /** Keys that are none of ours. */
  extra: Record<string, unknown>;
}

/** What gives a story its place in the archive. */
export interface Placed {
  shared: string;
  published?: string | undefined;
  id: string;
}

/** Oldest first: `shared`, then published, then id. Total. */
export function comparePlace(a: Placed, b: Placed): number {
  return (
    compareText(a.shared, b.shared) ||
    compareText(a.published ?? "", b.published ?? "") ||
    compareText(a.id, b.id)
  );
}

/** `2022-01` */
export const isMonth = (name: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(name);

/** Whether a slot can stand there: it is numbered by its month, and dated on pages. One that somebody wrote may not. */
export const isPlace = (shared: string): boolean =>
  isMonth(shared.slice(0, 7)) && !Number.isNaN(Date.parse(shared));

/** By UTF-16 code units: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
