/** Which lists a story belongs to, by key: `source/SLUG`, `tag/TAG`, `by/NAME`, `month/YYYY-MM`. */
import { toSegment } from "../../story/slug.ts";
import { monthOf, type StoryRecord } from "./record.ts";

export type ListKind = "source" | "tag" | "by" | "month";

/** Every slot of the archive, in order. */
export const ALL = "all";

/** The page segment of a source, by its key. */
export type SlugOf = (record: Pick<StoryRecord, "source" | "sourceTitle">) => string;

/** Keys of the lists that show this record's slot; an empty slot belongs to its month alone. */
export function listsOf(record: StoryRecord, slugOf: SlugOf): string[] {
  const month = `month/${monthOf(record)}`;
  if (record.path === undefined) return [month];
  return [
    month,
    // What somebody wrote by hand may have none.
    ...(record.source ? [`source/${slugOf(record)}`] : []),
    ...(record.tags ?? []).map((tag) => `tag/${toSegment(tag)}`),
    ...(record.by ?? []).map((name) => `by/${toSegment(name)}`),
  ];
}

export function parseListKey(key: string): { kind: ListKind; segment: string } | undefined {
  const [kind, segment] = [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)];
  return kind === "source" || kind === "tag" || kind === "by" || kind === "month"
    ? { kind, segment }
    : undefined;
}

/** Where a list's pages lie, below the site's root, with trailing slash. */
export function listFolder(key: string): string {
  const list = parseListKey(key);
  if (!list) return "";
  const { kind, segment } = list;
  if (kind === "source") return `sources/${segment}/`;
  if (kind === "tag") return `tags/${segment}/`;
  if (kind === "by") return `by/${segment}/`;
  return `archive/${segment.replace("-", "/")}/`;
}
