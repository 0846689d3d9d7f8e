/** Pages that lead to lists: months, tags, sharers, sources. */
import { movedTo, SILENT_DAYS } from "../../story/state/feed-health.ts";
import { type FollowedSource, hasFeed } from "../../story/state/sources.ts";
import { compareText } from "../../story/story.ts";
import { countShown, oldestSlots } from "../catalogue/catalogue.ts";
import { ALL, type ListKind, listFolder } from "../catalogue/lists.ts";
import type { Basis, IndexDoc, SourcesDoc } from "./view.ts";
import { hrefOf, listTitle, type ViewContext } from "./view-context.ts";

/** Keys of the shown lists of one kind. */
const keysOf = (context: ViewContext, kind: ListKind): string[] =>
  [...context.catalogue.lists.keys()].filter(
    (key) => key.startsWith(`${kind}/`) && countShown(context.catalogue, key) > 0,
  );

const visibleIn = (context: ViewContext, key: string): number =>
  context.catalogue.lists.get(key)?.visible ?? 0;

/** `/archive/`: months by year, newest first, with counts. */
export function archiveIndexDoc(context: ViewContext, basis: Basis): IndexDoc {
  const months = keysOf(context, "month").sort((a, b) => compareText(b, a));
  const years = [...new Set(months.map((key) => key.slice("month/".length, "month/".length + 4)))];
  return {
    kind: "index",
    ...basis,
    title: context.words.archive,
    heading: context.words.archive,
    count: context.words.stories(visibleIn(context, ALL)),
    groups: years.map((year) => ({
      heading: year,
      links: months
        .filter((key) => key.startsWith(`month/${year}`))
        .map((key) => ({
          name: listTitle(context, key, undefined),
          href: hrefOf(context, listFolder(key)),
          count: context.words.stories(visibleIn(context, key)),
        })),
    })),
  };
}

/** `/tags/` and `/by/`: names in the site's alphabet, without counts, so that a night with no new name leaves them. */
export function namesIndexDoc(context: ViewContext, basis: Basis, of: "tags" | "by"): IndexDoc {
  const heading = of === "tags" ? context.words.tags : context.words.people;
  const collator = new Intl.Collator(context.settings.language);
  const keys = keysOf(context, of === "tags" ? "tag" : "by");
  const oldest = oldestSlots(context.catalogue, keys);
  const links = keys.map((key) => ({
    name: listTitle(context, key, oldest.get(key)?.record),
    href: hrefOf(context, listFolder(key)),
  }));
  links.sort((a, b) => collator.compare(a.name, b.name) || compareText(a.href, b.href));
  return { kind: "index", ...basis, title: heading, heading, groups: links.length > 0 ? [{ links }] : [] };
}

/** `/sources/`: who is followed and how they fare, then those that were. */
export function sourcesDoc(context: ViewContext, basis: Basis): SourcesDoc {
  const collator = new Intl.Collator(context.settings.language);
  const name = (source: FollowedSource): string => source.title ?? source.feed;
  const listed = new Set(keysOf(context, "source").map((key) => key.slice("source/".length)));
  const sources = context.sources.all
    .filter((source) => source.followed || listed.has(source.slug))
    .sort(
      (a, b) =>
        Number(b.followed) - Number(a.followed) ||
        collator.compare(name(a), name(b)) ||
        compareText(a.slug, b.slug),
    );
  return {
    kind: "sources",
    ...basis,
    sources: sources.map((source) => ({
      name: name(source),
      ...(listed.has(source.slug) ? { href: hrefOf(context, listFolder(`source/${source.slug}`)) } : {}),
      ...(source.home ? { home: source.home } : {}),
      ...(hasFeed(source) ? { feed: source.feed } : {}),
      followed: source.followed,
      ...healthOf(context, source),
    })),
  };
}

type Health = Pick<SourcesDoc["sources"][number], "health" | "healthText">;

function healthOf(context: ViewContext, { followed, state }: FollowedSource): Health {
  const { words, calendar } = context;
  if (!followed) return { health: "silent", healthText: words.noLongerFollowed };
  if (state?.failures) {
    const moved = movedTo(state);
    const text = words.failingSince(calendar.day(state.failures.since), state.failures.cause);
    return { health: "failing", healthText: moved ? `${text} ${moved}` : text };
  }
  if (!state?.first) return { health: "new", healthText: words.notYetFetched };
  const silentFrom = state.newest && Date.parse(state.newest) + SILENT_DAYS * 86_400_000;
  if (silentFrom && state.newest && silentFrom < Date.parse(context.newest)) {
    return { health: "silent", healthText: words.silentSince(calendar.date(state.newest).day) };
  }
  return { health: "healthy", healthText: words.healthySince(calendar.day(state.healthy ?? state.first)) };
}
