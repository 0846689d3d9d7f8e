/** A story as templates show it. */
import { feedKey } from "../../config/feed-address.ts";
import { given } from "../../given.ts";
import { boundedBase } from "../../markdown/addresses.ts";
import { escapeMarkdown } from "../../markdown/escape-markdown.ts";
import { firstWords, plainText } from "../../markdown/render/plain-text.ts";
import { renderMarkdown } from "../../markdown/render/render-markdown.ts";
import { permalinkOf } from "../../story/file/story-path.ts";
import { toSegment } from "../../story/slug.ts";
import { sourceKeyOf, sourceTitleOf } from "../../story/state/sources.ts";
import type { Share, Show, Story } from "../../story/story.ts";
import { countShown, type Slot } from "../catalogue/catalogue.ts";
import { listFolder } from "../catalogue/lists.ts";
import { shownText, uniqueNames } from "../catalogue/make-record.ts";
import { pageNumberOf } from "../plan/lay-out.ts";
import type { ItemView, ShareView, StoryView } from "./view.ts";
import {
  findSource,
  hrefOf,
  personHref,
  sourceName,
  tagHref,
  urlOf,
  type ViewContext,
} from "./view-context.ts";

/** Of a story's text where only an excerpt may be republished, in characters. */
const SHOWN_EXCERPT = 600;
const LABEL = 80;

interface StorySlot {
  /** Of its file, below the root. */
  path: string;
  /** Its slot in the archive. */
  place: number;
  /** First words, as its record has them. */
  excerpt: string;
}

/** Where a story's page is: its permalink, or its place on an archive page. */
export function storyPath(context: ViewContext, path: string, place: number, id: string): string {
  const { permalinks, pageSize } = context.settings;
  return permalinks === "anchors"
    ? `page/${pageNumberOf(place, pageSize)}/#${anchorOf(id)}`
    : permalinkOf(path);
}

export const anchorOf = (id: string): string => `s-${id}`;

/** Stories of some slots, newest first: hidden and removed ones leave a gap. */
export function storiesOf(context: ViewContext, slots: Slot[]): StoryView[] {
  return slots
    .toReversed()
    .flatMap(({ isShown, record: { path, excerpt }, place }) =>
      path !== undefined && isShown ? (readView(context, { path, place, excerpt }) ?? []) : [],
    );
}

/** A story's view is made once for all the pages that show it, and with it its HTML. */
export function readView(context: ViewContext, slot: StorySlot): StoryView | undefined {
  const known = context.views.find(slot.path);
  if (known) return known;
  const story = context.readStory(slot.path);
  if (!story) return undefined;
  const view = storyView(context, slot, story);
  context.views.keep(slot.path, view);
  return view;
}

function storyView(
  context: ViewContext,
  { path, place, excerpt: words }: StorySlot,
  story: Story,
): StoryView {
  const { origin } = story;
  const title = shownText(story.title);
  const where = storyPath(context, path, place, origin.id);
  const show = showOf(context, sourceKeyOf(origin), origin.show);
  const excerpt = show === "link" ? "" : words;
  const source = sourceView(context, story);
  const label = labelOf(title, excerpt, `${source.title}, ${context.calendar.date(story.shared).day}`);
  const shares = story.shares.length > 0 ? story.shares : [{ at: story.shared }];
  return {
    id: origin.id,
    anchor: anchorOf(origin.id),
    title,
    label,
    isNote: title === "" && label === excerpt,
    ...given({
      original: origin.url && new URL(origin.url).href,
      author: shownText(origin.author ?? "") || undefined,
    }),
    ...commentView(context, story.comment, `${anchorOf(origin.id)}-c-`),
    href: hrefOf(context, where),
    url: urlOf(context, where),
    ...context.speechOf(origin.language, `${title} ${excerpt}`),
    source,
    shared: context.calendar.date(story.shared),
    ...(origin.published ? { published: context.calendar.date(origin.published) } : {}),
    shares: shares.map((share, index) =>
      shareView(context, share, source, `${anchorOf(origin.id)}-c${index}-`),
    ),
    shareCount: context.words.shares(shares.length),
    tags: uniqueNames(story.tags).map((tag) => ({ name: tag, href: tagHref(context, tag) })),
    categories: origin.categories,
    show,
    pinned: story.pinned,
    html: shownHtml(context, story, show),
    excerpt,
    length: story.body.length,
    extra: { ...origin.extra, ...story.extra },
  };
}

/** What may be republished: as its source says now, else as its own terms were. */
const showOf = (context: ViewContext, source: string, own: Show = "full"): Show =>
  findSource(context.sources, source)?.show ?? own;

/** A line of a list. */
export function itemView(context: ViewContext, { record, place }: Slot): ItemView {
  const excerpt = showOf(context, record.source, record.show) === "link" ? "" : record.excerpt;
  const source = sourceName(findSource(context.sources, record.source), record);
  const shared = context.calendar.date(record.shared);
  return {
    anchor: anchorOf(record.id),
    href: hrefOf(context, storyPath(context, record.path ?? "", place, record.id)),
    title: record.title,
    label: labelOf(record.title, excerpt, `${source}, ${shared.day}`),
    ...context.speechOf(record.language, `${record.title} ${excerpt}`),
    source,
    shared,
    excerpt,
  };
}

/** What stands where a title must: the title, else the first words, else where and when it was shared. */
function labelOf(title: string, excerpt: string, otherwise: string): string {
  if (title) return title;
  return firstWords(excerpt, LABEL) || otherwise;
}

function sourceView(context: ViewContext, { origin }: Story): StoryView["source"] {
  const { source } = origin;
  const key = sourceKeyOf(origin);
  const known = findSource(context.sources, key);
  const sourceTitle = shownText(sourceTitleOf(origin)) || undefined;
  const named = { source: key, ...given({ sourceTitle }) };
  const slug = context.slugOf(named);
  return {
    title: sourceName(known, named),
    ...(key ? { href: hrefOf(context, listFolder(`source/${slug}`)) } : {}),
    ...given({ home: known?.home ?? source.url }),
    extra: source.extra ?? {},
  };
}

function shareView(
  context: ViewContext,
  share: Share,
  source: StoryView["source"],
  idPrefix: string,
): ShareView {
  const said = {
    at: context.calendar.date(share.at),
    extra: share.extra ?? {},
    ...commentView(context, share.comment, idPrefix),
  };
  const by = shownText(share.by ?? "");
  if (by) {
    const { photo } = context.people.get(toSegment(by)) ?? {};
    return { name: by, href: personHref(context, by), ...given({ photo }), ...said };
  }
  const feed = share.feed === undefined ? undefined : findSource(context.sources, feedKey(share.feed));
  if (!feed) {
    const { author, title } = context.site;
    return { name: source.title || (author?.name ?? title), ...given({ href: source.href }), ...said };
  }
  const key = `source/${feed.slug}`;
  // Who only ever shared what others published has no page.
  const isShown = countShown(context.catalogue, key) > 0;
  return {
    name: feed.title ?? feed.feed,
    ...(isShown ? { href: hrefOf(context, listFolder(key)) } : {}),
    ...said,
  };
}

/** A comment is Markdown, as a story's text is. It is said on this site: its relative addresses begin from there. */
function commentView(
  { site, settings: { images }, speechOf }: ViewContext,
  comment: string | undefined,
  idPrefix: string,
): Pick<StoryView, "comment" | "commentDir"> {
  if (comment === undefined) return {};
  return {
    comment: renderMarkdown(comment, { images, base: site.url, headingOffset: 3, idPrefix }),
    commentDir: speechOf(undefined, comment).dir,
  };
}

/** As much of the body as may be republished. What has no original was written for this site. */
function shownHtml({ site, settings: { images } }: ViewContext, story: Story, show: Show): string {
  const options = {
    images,
    sizes: story.origin.images,
    ...given({ base: boundedBase(story.origin.url ?? site.url) }),
    headingOffset: 2,
    idPrefix: `${anchorOf(story.origin.id)}-`,
  };
  return renderMarkdown(shownBody(story, show), options);
}

function shownBody(story: Story, show: Show): string {
  if (show === "full") return story.body;
  return show === "link" ? "" : escapeMarkdown(plainText(story.body, SHOWN_EXCERPT));
}
