/** What pages hang on besides their stories: where it is as it was, the pages of the last build still hold. */
import { groupBy } from "../group-by.ts";
import { countShown } from "../page/catalogue/catalogue.ts";
import type { Manifest, Presentation } from "../page/catalogue/manifest.ts";
import type { Relabelled } from "../page/plan/relabelled.ts";
import { findSource } from "../page/view/view-context.ts";
import { digestEngine, digestFolders, templateFolders } from "../process/engine.js";
import { type FollowedSource, type SourceTable, slugFor } from "../story/state/sources.ts";
import { hashText } from "../text/hash-text.ts";
import type { SiteInput } from "./open-site.ts";

/** Digest of all that every page depends on. */
export function environmentOf({ root, settings }: SiteInput): string {
  const templates = digestFolders(templateFolders(root));
  // What Node knows of time zones, languages and letters: dates and alphabets are by it.
  const { tz, icu, unicode } = process.versions;
  const known = [tz, icu, unicode];
  return hashText(JSON.stringify([digestEngine(), known, templates, settings.site, [...settings.people]]));
}

/** How each source is presented on pages, and which stories are its own, by slug: two sources may have one. */
export function presentationOf({ all, byKey }: SourceTable): Map<string, Presentation> {
  const own = (source: FollowedSource): string[] => source.keys.filter((key) => byKey.get(key) === source);
  const say = ({ title, home, feed, show, followed }: FollowedSource) => [title, home, feed, show, followed];
  return new Map(
    [...groupBy(all, ({ slug }) => slug)].map(([slug, sources]) => {
      const owners = sources.length > 1 ? sources.map(own) : [];
      const digest = hashText(JSON.stringify([sources.map(say), owners]));
      return [slug, { digest, keys: sources.flatMap(own) }];
    }),
  );
}

/**
 * Sources that pages present in another way than before; `undefined` where stories may be another source's now. A source
 * or an address that came new changes no page, unless stories of it, or that it shared, were there before it was known;
 * nor does one that had none yet and gets its slug.
 */
export function findRelabelled(
  { sources: before, lists, via }: Pick<Manifest, "sources" | "lists" | "via">,
  sources: SourceTable,
): Relabelled | undefined {
  const now = presentationOf(sources);
  const lost = [...before].flatMap(([slug, { keys }]) => {
    const gone = othersIn(keys, now.get(slug)?.keys);
    return lists.has(`source/${slug}`) ? gone : gone.filter((key) => via.includes(key));
  });
  if (lost.length > 0) return undefined;
  const fresh = [...now].flatMap(([slug, { keys }]) => othersIn(keys, before.get(slug)?.keys));
  const unnamed = [...lists.keys()]
    .filter((key) => key.startsWith("source/"))
    .map((key) => key.slice("source/".length));
  const isUnnamed = (key: string): boolean => {
    const ending = slugFor(key, "");
    return unnamed.some((slug) => slug.endsWith(ending));
  };
  if (fresh.some((key) => via.includes(key) || isUnnamed(key))) return undefined;
  // A list may be there before a source has its slug, and after.
  const slugs = [...new Set([...before.keys(), ...now.keys()])];
  const others = slugs.filter((slug) => before.get(slug)?.digest !== now.get(slug)?.digest);
  const keys = others.flatMap((slug) => now.get(slug)?.keys ?? []);
  return {
    lists: others.map((slug) => `source/${slug}`),
    sharers: keys.filter((key) => via.includes(key)),
  };
}

function othersIn(keys: string[], known: string[] = []): string[] {
  const all = new Set(known);
  return keys.filter((key) => !all.has(key));
}

/** Together with those that shared of others' and whose own page came or went: pages of what they shared link to it. */
export function withRelinked(
  { lists, sharers }: Relabelled,
  before: Pick<Manifest, "lists" | "via">,
  now: Pick<Manifest, "lists">,
  sources: SourceTable,
): Relabelled {
  const relinked = before.via.filter((feed) => {
    const key = `source/${findSource(sources, feed)?.slug}`;
    return countShown(before, key) > 0 !== countShown(now, key) > 0;
  });
  return { lists, sharers: [...sharers, ...relinked] };
}

/** Digest of what `/sources/` says. */
export function healthOf(sources: SourceTable): string {
  const fares = sources.all.map(({ feed, title, home, followed, state }) => {
    const { first, healthy, failures, newest, moved } = state ?? {};
    return [feed, title, home, followed, first, healthy, failures, newest, moved];
  });
  return hashText(JSON.stringify(fares));
}
