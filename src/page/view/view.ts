/**
 * What templates get: everything decided, nothing to compute. Each output document is one `doc` beside one `site`.
 * All `href`s are ours and begin with the site's path prefix ("/shared/page/3/"); `url`s are absolute.
 * Strings are plain text unless the name ends in `html`, or is `comment`; those are sanitized HTML and the only ones that
 * are `safe`.
 */
import type { Direction } from "../../text/text-direction.ts";

export interface SiteView {
  title: string;
  description?: string;
  /** Absolute, with trailing slash. */
  url: string;
  /** Path of the site's root, with trailing slash: "/" or "/shared/". */
  root: string;
  language: string;
  dir: Direction;
  author?: PersonView & { me: string[] };
  index: boolean;
  hub?: string;
  /** Of assets: put after "?v=" so that a changed file is fetched anew. */
  assetVersion: string;
  generator: string;
}

export interface PersonView {
  name: string;
  url?: string;
  photo?: string;
  /** Page of what this person shared. */
  href?: string;
}

export interface DateView {
  /** ISO 8601 UTC, for `datetime`. */
  iso: string;
  /** "18 January 2022" in the site's language and zone. */
  day: string;
  /** "18 January 2022, 03:00". */
  full: string;
  /** RFC 822, for RSS. */
  rfc822: string;
}

export interface LinkView {
  name: string;
  href: string;
}

export interface ShareView {
  /** Person, or the feed's title where the feed itself shares. */
  name: string;
  href?: string;
  photo?: string;
  at: DateView;
  /** Keys of the share that are none of ours. */
  extra: Record<string, unknown>;
  /** Safe HTML, made of Markdown. */
  comment?: string;
  commentDir?: Direction;
}

export interface StoryView {
  id: string;
  /** Fragment of the story on an archive page. */
  anchor: string;
  /** "" where the story has none. */
  title: string;
  /** Of use where a title must stand: the title, else its first words, else the source and day. */
  label: string;
  /** Whether the label is all that its text says: a note, which need not say it twice. */
  isNote: boolean;
  /** The original's address; absent where the story links to no original. */
  original?: string;
  /** Its permalink: a path of ours, and the same absolute. */
  href: string;
  url: string;
  /** BCP 47; absent where it is not known. */
  language?: string;
  /** Of the language, else of most of its letters. */
  dir: Direction;
  author?: string;
  /** `extra`: keys that are none of ours. */
  source: { title: string; href?: string; home?: string; extra: Record<string, unknown> };
  shared: DateView;
  published?: DateView;
  shares: ShareView[];
  /** "1 Share", "2 Shares", in the site's language. */
  shareCount: string;
  /** Safe HTML, made of Markdown. */
  comment?: string;
  commentDir?: Direction;
  tags: LinkView[];
  /** The publisher's categories. */
  categories: string[];
  show: "full" | "excerpt" | "link";
  pinned: boolean;
  /** The body, as `show` allows: sanitized HTML, images as the site's setting says. "" where there is none. */
  html: string;
  /** First words as plain text; "" where only the title may be republished. */
  excerpt: string;
  /** Of the body's Markdown, in characters: long ones may be folded. */
  length: number;
  /** Keys of the front matter that are none of ours, of `origin` too. */
  extra: Record<string, unknown>;
}

/** A line of a list. */
export interface ItemView {
  anchor: string;
  href: string;
  title: string;
  label: string;
  language?: string;
  dir: Direction;
  source: string;
  shared: DateView;
  excerpt: string;
}

export interface FeedLink {
  title: string;
  href: string;
  type: string;
}

/** What all documents have. */
export interface Basis {
  /** Output path below the site's root, "page/3/index.html". */
  path: string;
  /** Its address. */
  href: string;
  url: string;
  /** Of the `title` element, without the site's. */
  title: string;
  /** `link rel=alternate` feeds that belong to this page, the site's own first. */
  feeds: FeedLink[];
}

/** `/`: page.njk. Newest first. */
export interface FrontDoc extends Basis {
  kind: "front";
  /** "147,165 stories" in the site's language. */
  count: string;
  stories: StoryView[];
  /** The page of older stories. */
  next?: string;
}

/** `/page/N/`: page.njk. Newest first. */
export interface ArchivePageDoc extends Basis {
  kind: "page";
  number: number;
  stories: StoryView[];
  /** Older; absent on the first page of the archive. */
  next?: string;
  /** Newer. */
  prev?: string;
}

/** A permalink: story.njk. */
export interface StoryDoc extends Basis {
  kind: "story";
  story: StoryView;
}

/** `/sources/SLUG/`, `/tags/TAG/`, `/by/NAME/`, `/archive/YYYY/MM/`: list.njk. Newest first. */
export interface ListDoc extends Basis {
  kind: "list";
  what: "source" | "tag" | "by" | "month";
  heading: string;
  /** A sentence below the heading: "No longer followed." */
  notes: string[];
  /** The site of a source or the page of a sharer. */
  home?: string;
  items: ListItem[];
  next?: string;
  prev?: string;
}

export interface ListItem {
  /** Made when it is asked for: a kept item needs none. */
  readonly story: ItemView;
  /** Where nothing in it changed, what stands for the whole item as the page had it before. */
  kept?: string;
}

/** `/archive/`, `/tags/`, `/by/`: index.njk. Groups in the order to show; a group without heading for a flat list. */
export interface IndexDoc extends Basis {
  kind: "index";
  heading: string;
  count?: string;
  groups: { heading?: string; links: (LinkView & { count?: string })[] }[];
}

/** `/sources/`: sources.njk. */
export interface SourcesDoc extends Basis {
  kind: "sources";
  sources: {
    name: string;
    href?: string;
    home?: string;
    /** Absent where its stories came without one. */
    feed?: string;
    followed: boolean;
    /** "healthy" | "failing" | "silent" | "new", with a sentence that says since when and why. */
    health: "healthy" | "failing" | "silent" | "new";
    healthText: string;
  }[];
}

/** 404.njk */
export interface NotFoundDoc extends Basis {
  kind: "404";
}

/** feed.xml.njk, feed.json.njk: the newest, or an archived document (RFC 5005, section 4). Newest first. */
export interface FeedDoc extends Basis {
  kind: "rss" | "jsonfeed";
  /** Of the feed: the site's, or "Tag — Site". */
  feedTitle: string;
  /** The HTML page that it belongs to, absolute. */
  home: string;
  archived: boolean;
  /** Absolute; prev-archive is the document of older stories. */
  current: string;
  prevArchive?: string;
  nextArchive?: string;
  updated: DateView;
  items: FeedItem[];
}

export interface FeedItem {
  /** Made when it is asked for: a kept item needs none. */
  readonly story: StoryView;
  /** Where nothing in it changed, what stands for the whole item as the document had it before. */
  kept?: string;
}

/** sitemap.xml.njk: a part; sitemap-index.xml.njk: the index. */
export interface SitemapDoc extends Basis {
  kind: "sitemap" | "sitemap-index";
  entries: { url: string }[];
}

/** robots.txt.njk */
export interface RobotsDoc extends Basis {
  kind: "robots";
}

export type DocView =
  | FrontDoc
  | ArchivePageDoc
  | StoryDoc
  | ListDoc
  | IndexDoc
  | SourcesDoc
  | NotFoundDoc
  | FeedDoc
  | SitemapDoc
  | RobotsDoc;
