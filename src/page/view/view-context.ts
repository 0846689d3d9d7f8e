/** What every view is made with. */
import type { Person, SiteSettings } from "../../config/settings.ts";
import { toSegment } from "../../story/slug.ts";
import { type FollowedSource, type SourceTable, slugFor } from "../../story/state/sources.ts";
import type { Story } from "../../story/story.ts";
import type { Direction } from "../../text/text-direction.ts";
import type { Catalogue, Slot } from "../catalogue/catalogue.ts";
import { ALL, listFolder, type SlugOf } from "../catalogue/lists.ts";
import { shownText } from "../catalogue/make-record.ts";
import type { StoryRecord } from "../catalogue/record.ts";
import type { ItemFormat } from "../plan/lay-out.ts";
import type { Calendar } from "./date-view.ts";
import type { KeptViews } from "./kept-views.ts";
import type { SiteView } from "./view.ts";
import type { Words } from "./words.ts";

/** Somebody of whom feeds.yaml says more than the name. */
export interface Sharer extends Person {
  name: string;
}

export interface ViewContext {
  site: SiteView;
  settings: SiteSettings;
  /** By the segments of their pages. */
  people: ReadonlyMap<string, Sharer>;
  words: Words;
  calendar: Calendar;
  sources: SourceTable;
  slugOf: SlugOf;
  /** What a text is marked with: its language where that is known, and its direction. */
  speechOf(language: string | undefined, text: string): { language?: string; dir: Direction };
  catalogue: Catalogue;
  /** Oldest first. */
  pinned: Slot[];
  /** When the newest story was shared: what "silent" is measured against, since pages know no clock. */
  newest: string;
  views: KeptViews;
  /** `undefined` where the file cannot be read as a story. */
  readStory(path: string): Story | undefined;
  /** What stands for the items that the document at an output path has already, of stories that did not change. */
  keptItems: ((path: string, format: ItemFormat) => (slot: Slot) => string | undefined) | undefined;
}

/** A path of ours as an `href`: "/shared/page/3/" for "page/3/". The site's own part is an address already. */
export const hrefOf = ({ site }: Pick<ViewContext, "site">, path: string): string =>
  site.root + encodePath(path);

/** The same, absolute. */
export const urlOf = ({ site }: Pick<ViewContext, "site">, path: string): string =>
  site.url + encodePath(path);

/** `#` begins the place on a page after the last slash alone: a curator's file may have it in its name, and `?` too. */
function encodePath(path: string): string {
  const encoded = encodeURI(path);
  return /[#?]/.test(encoded)
    ? encoded.replace(/[#?](?=.*\/)|\?/g, (sign) => (sign === "#" ? "%23" : "%3F"))
    : encoded;
}

/** @param key as `sourceKeyOf` gives it */
export const findSource = (sources: SourceTable, key: string): FollowedSource | undefined =>
  sources.byKey.get(key);

/** What a source is called: as its feed is, else as its story says, else by its address; "" where there is none. */
export const sourceName = (
  known: FollowedSource | undefined,
  { source, sourceTitle }: Pick<StoryRecord, "source" | "sourceTitle">,
): string => known?.title ?? sourceTitle ?? known?.feed ?? shownText(source);

/** The page segment of a record's source. */
export const createSlugOf =
  (sources: SourceTable): SlugOf =>
  ({ source, sourceTitle }) =>
    findSource(sources, source)?.slug ?? slugFor(source, sourceTitle ?? "");

/** The page of a sharer. */
export const personHref = (context: ViewContext, name: string): string =>
  hrefOf(context, listFolder(`by/${toSegment(name)}`));

/** The page of a tag. */
export const tagHref = (context: ViewContext, tag: string): string =>
  hrefOf(context, listFolder(`tag/${toSegment(tag)}`));

/** What a list is called: the archive by the site's title, others by what they hold. */
export function listTitle(context: ViewContext, key: string, oldest: StoryRecord | undefined): string {
  if (key === ALL) return context.settings.title;
  const segment = key.slice(key.indexOf("/") + 1);
  if (key.startsWith("month/")) return context.calendar.month(segment);
  const spelled = (names: string[] = []): string =>
    names.find((name) => toSegment(name) === segment) ?? segment;
  if (key.startsWith("tag/")) return spelled(oldest?.tags);
  if (key.startsWith("by/")) return context.people.get(segment)?.name ?? spelled(oldest?.by);
  const source = context.sources.all.find(({ slug }) => slug === segment);
  return sourceName(source, oldest ?? { source: segment });
}
