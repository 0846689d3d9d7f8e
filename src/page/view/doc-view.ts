/** What a template gets for each page. */
import { given } from "../../given.ts";
import { compareText } from "../../story/story.ts";
import { countSlots, type Slot, slotsOf } from "../catalogue/catalogue.ts";
import { ALL, listFolder, parseListKey } from "../catalogue/lists.ts";
import { shownLists } from "../plan/every-page.ts";
import type { Page } from "../plan/lay-out.ts";
import {
  countBehindFront,
  countBehindHead,
  countPages,
  LIST_SIZE,
  pathOf,
  SITEMAP_OF_LISTS,
  SITEMAP_SIZE,
} from "../plan/lay-out.ts";
import { archivedDoc, feedTitle, newestDoc } from "./feed-view.ts";
import { archiveIndexDoc, namesIndexDoc, sourcesDoc } from "./index-view.ts";
import { itemView, readView, storiesOf, storyPath } from "./story-view.ts";
import type { Basis, DocView, FeedLink, ListDoc, ListItem, SitemapDoc } from "./view.ts";
import { hrefOf, listTitle, urlOf, type ViewContext } from "./view-context.ts";

/** In a part of a sitemap (sitemaps.org). */
const MOST_URLS = 50_000;

/** Turn the direction of the text around them. A window's title has no markup that could keep them apart from the site's. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

export function docView(context: ViewContext, page: Page): DocView {
  switch (page.kind) {
    case "front":
      return frontDoc(context);
    case "archive":
      return archiveDoc(context, page.number);
    case "story":
      return storyDoc(context, page.path, page.place);
    case "list":
      return listDoc(context, page.key, page.number);
    case "index":
      return page.of === "archive"
        ? archiveIndexDoc(context, basis(context, page, ""))
        : namesIndexDoc(context, basis(context, page, ""), page.of);
    case "sources":
      return sourcesDoc(context, basis(context, page, context.words.sources));
    case "feed":
      return newestDoc(context, basis(context, page, feedTitle(context, page.key)), page.key, page.format);
    case "document":
      return archivedDoc(context, basis(context, page, context.settings.title), page.number);
    case "sitemap":
      return sitemapDoc(context, page.number, sitemapUrls(context, page.number));
    case "sitemap-index":
      return sitemapIndexDoc(context);
    case "robots":
      return { kind: "robots", ...basis(context, page, "") };
    case "not-found":
      return { kind: "404", ...basis(context, page, context.words.notFound) };
  }
}

/** What all documents have. */
function basis(context: ViewContext, page: Page, title: string): Basis {
  const path = pathOf(page);
  const address = path.replace(/(^|\/)index\.html$/, "$1");
  return {
    path,
    href: hrefOf(context, address),
    url: urlOf(context, address),
    title: title.replace(TURNING, ""),
    feeds: feedLinks(context, page),
  };
}

function feedLinks(context: ViewContext, page: Page): FeedLink[] {
  const of = (folder: string, title: string): FeedLink[] => [
    { title, href: hrefOf(context, `${folder}feed.xml`), type: "application/rss+xml" },
    { title, href: hrefOf(context, `${folder}feed.json`), type: "application/feed+json" },
  ];
  const own = of("", context.settings.title);
  if (page.kind !== "list" || parseListKey(page.key)?.kind === "month") return own;
  return [...own, ...of(listFolder(page.key), feedTitle(context, page.key))];
}

function frontDoc(context: ViewContext): DocView {
  const slots = countSlots(context.catalogue, ALL);
  const { pageSize } = context.settings;
  const older = countBehindFront(slots, pageSize);
  const newest = storiesOf(context, slotsOf(context.catalogue, ALL, older * pageSize, slots));
  const pinned = storiesOf(context, context.pinned);
  const ids = new Set(pinned.map(({ id }) => id));
  return {
    kind: "front",
    ...basis(context, { kind: "front" }, ""),
    count: context.words.stories(context.catalogue.lists.get(ALL)?.visible ?? 0),
    stories: [...pinned, ...newest.filter(({ id }) => !ids.has(id))],
    ...(older > 0 ? { next: archiveHref(context, older) } : {}),
  };
}

const archiveHref = (context: ViewContext, number: number): string => hrefOf(context, `page/${number}/`);

function archiveDoc(context: ViewContext, number: number): DocView {
  const { pageSize } = context.settings;
  const last = countPages(countSlots(context.catalogue, ALL), pageSize);
  const slots = slotsOf(context.catalogue, ALL, (number - 1) * pageSize, number * pageSize);
  return {
    kind: "page",
    ...basis(context, { kind: "archive", number }, context.words.page(number)),
    number,
    stories: storiesOf(context, slots),
    ...(number > 1 ? { next: archiveHref(context, number - 1) } : {}),
    ...(number < last ? { prev: archiveHref(context, number + 1) } : {}),
  };
}

function storyDoc(context: ViewContext, path: string, place: number): DocView {
  const record = slotsOf(context.catalogue, ALL, place, place + 1)[0]?.record;
  const view = readView(context, { path, place, excerpt: record?.excerpt ?? "" });
  if (!view) throw new Error(`${path} cannot be read`);
  return { kind: "story", ...basis(context, { kind: "story", path, place }, view.label), story: view };
}

function listDoc(context: ViewContext, key: string, number: number | undefined): ListDoc {
  const list = parseListKey(key);
  const slots = countSlots(context.catalogue, key);
  const older = number === undefined ? countBehindHead(slots) : number - 1;
  const to = number === undefined ? slots : number * LIST_SIZE;
  const oldest = slotsOf(context.catalogue, key, 0, 1)[0]?.record;
  const page: Page = number === undefined ? { kind: "list", key } : { kind: "list", key, number };
  const keptOf = context.keptItems?.(pathOf(page), "html");
  const shown = slotsOf(context.catalogue, key, older * LIST_SIZE, to).filter(({ isShown }) => isShown);
  const heading = listTitle(context, key, oldest);
  const source =
    list?.kind === "source" ? context.sources.all.find(({ slug }) => slug === list.segment) : undefined;
  const person = list?.kind === "by" ? context.people.get(list.segment) : undefined;
  const home = source?.home ?? (list?.kind === "source" ? oldest?.sourceHome : undefined) ?? person?.url;
  return {
    kind: "list",
    ...basis(context, page, heading),
    what: list?.kind ?? "source",
    heading,
    notes: list?.kind === "source" && !source?.followed ? [context.words.noLongerFollowed] : [],
    ...(home ? { home } : {}),
    items: shown.toReversed().map((slot) => listItem(context, slot, keptOf?.(slot))),
    ...(older > 0 ? { next: listHref(context, key, older) } : {}),
    ...(number === undefined ? {} : { prev: newerHref(context, key, slots, number) }),
  };
}

/** @param kept what stands for the item as the page had it before */
const listItem = (context: ViewContext, slot: Slot, kept: string | undefined): ListItem => ({
  ...given({ kept }),
  get story() {
    return itemView(context, slot);
  },
});

const listHref = (context: ViewContext, key: string, number: number): string =>
  hrefOf(context, `${listFolder(key)}page/${number}/`);

/** The page that follows, or the list's head where that shows what it has. */
function newerHref(context: ViewContext, key: string, slots: number, number: number): string {
  return number < countBehindHead(slots)
    ? listHref(context, key, number + 1)
    : hrefOf(context, listFolder(key));
}

const sitemapDoc = (context: ViewContext, number: number, urls: string[]): SitemapDoc => ({
  kind: "sitemap",
  ...basis(context, { kind: "sitemap", number }, ""),
  entries: urls.map((url) => ({ url })),
});

const sitemapUrls = (context: ViewContext, number: number): string[] =>
  number === SITEMAP_OF_LISTS ? urlsOfLists(context) : urlsOfStories(context, number);

/** The front page, the indexes, and where each list begins, as far as the protocol takes them. */
function urlsOfLists(context: ViewContext): string[] {
  const lists = shownLists(context.catalogue).map(listFolder).sort(compareText);
  const places = ["", "sources/", "tags/", "by/", "archive/", ...lists];
  return places.slice(0, MOST_URLS).map((place) => urlOf(context, place));
}

/** Permalinks of one part of the archive; with anchors, the archive pages that it fills. */
function urlsOfStories(context: ViewContext, number: number): string[] {
  const slots = slotsOf(context.catalogue, ALL, (number - 1) * SITEMAP_SIZE, number * SITEMAP_SIZE);
  const shown = slots.filter(({ isShown }) => isShown);
  const urls = shown.map(({ record, place }) =>
    urlOf(context, storyPath(context, record.path ?? "", place, record.id)).replace(/#.*/, ""),
  );
  return [...new Set(urls)];
}

function sitemapIndexDoc(context: ViewContext): SitemapDoc {
  const parts = countPages(countSlots(context.catalogue, ALL), SITEMAP_SIZE);
  const numbers = Array.from({ length: parts }, (_, index) => index + 1);
  const entries = [SITEMAP_OF_LISTS, ...numbers].map((number) => ({
    url: urlOf(context, pathOf({ kind: "sitemap", number })),
  }));
  return { kind: "sitemap-index", ...basis(context, { kind: "sitemap-index" }, ""), entries };
}
