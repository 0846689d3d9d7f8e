/** What the outbound feeds' templates get: the newest stories, and the archive in documents (RFC 5005, section 4). */
import { countSlots, type Slot, slotsOf } from "../catalogue/catalogue.ts";
import { ALL, listFolder } from "../catalogue/lists.ts";
import { countFull, documentSize, type FeedFormat } from "../plan/lay-out.ts";
import { storiesOf } from "./story-view.ts";
import type { Basis, FeedDoc, FeedItem, StoryView } from "./view.ts";
import { listTitle, urlOf, type ViewContext } from "./view-context.ts";

/** Above these an outbound feed carries only what it must: items, and bytes of their texts. */
const MOST_ITEMS = 500;
const MOST_TEXT = 5_000_000;
const TWO_DAYS = 48 * 3600 * 1000;
const BEFORE_ALL = "1970-01-01T00:00:00Z";

/** "A tag — A site"; of the whole site, its title. */
export function feedTitle(context: ViewContext, key: string): string {
  const { title } = context.settings;
  if (key === ALL) return title;
  return `${listTitle(context, key, slotsOf(context.catalogue, key, 0, 1)[0]?.record)} — ${title}`;
}

/**
 * The newest of the site or of a list: at least `feedSize`, everything not yet in an archived document, and what was
 * shared in the two days before the newest story. (Counted from that story and not from the clock: a quiet night
 * changes nothing, and it is never less than the last two days.)
 */
export function newestDoc(context: ViewContext, basis: Basis, key: string, format: FeedFormat): FeedDoc {
  const slots = countSlots(context.catalogue, key);
  const size = documentSize(context.settings);
  const archived = key === ALL ? countFull(slots, size) : 0;
  const least = Math.max(context.settings.feedSize, key === ALL ? slots - archived * size : 0);
  const newest = newestSlots(context, key, least);
  const last = slotsOf(context.catalogue, key, slots - 1, slots)[0]?.record.shared;
  const folder = key === ALL ? "" : listFolder(key);
  return {
    kind: format === "xml" ? "rss" : "jsonfeed",
    ...basis,
    feedTitle: basis.title,
    home: urlOf(context, folder),
    archived: false,
    current: urlOf(context, `${folder}feed.${format}`),
    ...(archived > 0 && format === "xml" ? { prevArchive: urlOf(context, `feed/${archived}.xml`) } : {}),
    updated: context.calendar.date(last ?? BEFORE_ALL),
    items:
      newest.length > least
        ? withinWeight(storiesOf(context, newest), least).map((story) => ({ story }))
        : itemsOf(context, newest, context.keptItems?.(basis.path, format)),
  };
}

/** Newest first, those as they are that can stay. */
function itemsOf(
  context: ViewContext,
  slots: Slot[],
  keptOf: (slot: Slot) => string | undefined = () => undefined,
): FeedItem[] {
  return slots.toReversed().flatMap((slot): FeedItem[] => {
    // The slot that a story left when it moved bears its id.
    const kept = slot.isShown ? keptOf(slot) : undefined;
    if (kept === undefined) return storiesOf(context, [slot]).map((story) => ({ story }));
    return [
      {
        kept,
        get story() {
          const [story] = storiesOf(context, [slot]);
          if (!story) throw new Error(`${slot.record.path} cannot be read`);
          return story;
        },
      },
    ];
  });
}

/** The newest `least` that are shown, and those of the last two days. Reads not much further back than it must. */
function newestSlots({ catalogue }: ViewContext, key: string, least: number): Slot[] {
  const slots = countSlots(catalogue, key);
  const most = Math.max(MOST_ITEMS, least);
  for (let reach = Math.min(slots, least); ; reach = Math.min(slots, 2 * reach)) {
    const newest = slotsOf(catalogue, key, slots - reach, slots);
    const shown = newest.filter(({ isShown }) => isShown).slice(-most);
    const since = instantBefore(shown.at(-1)?.record.shared ?? BEFORE_ALL, TWO_DAYS);
    const isPast = (newest[0]?.record.shared ?? BEFORE_ALL) < since;
    if (reach === slots || shown.length === most || (isPast && shown.length >= least))
      return shown.filter((slot, index) => index >= shown.length - least || slot.record.shared >= since);
  }
}

const instantBefore = (iso: string, time: number): string => new Date(Date.parse(iso) - time).toISOString();

/** @param stories newest first */
function withinWeight(stories: StoryView[], least: number): StoryView[] {
  let weight = 0;
  return stories.filter(({ html }, index) => {
    weight += Buffer.byteLength(html);
    return index < least || weight <= MOST_TEXT;
  });
}

/** An archived feed document: full, and never changed again but for what is edited or hidden. */
export function archivedDoc(context: ViewContext, basis: Basis, number: number): FeedDoc {
  const size = documentSize(context.settings);
  const last = countFull(countSlots(context.catalogue, ALL), size);
  const slots = slotsOf(context.catalogue, ALL, (number - 1) * size, number * size);
  const link = (n: number): string => urlOf(context, `feed/${n}.xml`);
  return {
    kind: "rss",
    ...basis,
    feedTitle: basis.title,
    home: urlOf(context, ""),
    archived: true,
    current: urlOf(context, "feed.xml"),
    ...(number > 1 ? { prevArchive: link(number - 1) } : {}),
    ...(number < last ? { nextArchive: link(number + 1) } : {}),
    updated: context.calendar.date(slots.at(-1)?.record.shared ?? BEFORE_ALL),
    items: itemsOf(context, slots, context.keptItems?.(basis.path, "xml")),
  };
}
