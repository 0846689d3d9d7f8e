/** What pages hang on besides their stories: where it is as it was, the pages of the last build still hold. */
import { digestEngine, digestFolders, templateFolders } from "../engine.js";
import { hashText } from "../hash-text.ts";
import { countShown } from "../page/catalogue.ts";
import type { Manifest } from "../page/manifest.ts";
import { findSource } from "../page/view-context.ts";
import { type SourceTable, slugFor } from "../story/sources.ts";
import type { SiteInput } from "./open-site.ts";

/** Digest of all that every page depends on. */
export function environmentOf({ root, settings }: SiteInput): string {
  const templates = digestFolders(templateFolders(root));
  // What Node knows of time zones, languages and letters: dates and alphabets are by it.
  const { tz, icu, unicode } = process.versions;
  const known = [tz, icu, unicode];
  return hashText(JSON.stringify([digestEngine(), known, templates, settings.site, [...settings.people]]));
}

/** Digests of how each source is presented on the pages of its stories, by slug, and of which stories are its own. */
export function presentationOf({ all, byKey }: SourceTable): Map<string, string> {
  return new Map(
    all.map((source) => {
      const { slug, title, home, feed, show, followed } = source;
      const keys = source.keys.filter((key) => byKey.get(key) === source);
      return [slug, hashText(JSON.stringify([title, home, feed, show, followed, keys]))];
    }),
  );
}

/**
 * Whether pages made under one table of sources still hold under another. A source that came new changes no page,
 * unless stories of it, or that it shared, were there before it had a name of its own.
 */
export function isSamePresentation(
  { sources: before, lists, via }: Pick<Manifest, "sources" | "lists" | "via">,
  sources: SourceTable,
): boolean {
  const now = presentationOf(sources);
  if ([...before].some(([slug, digest]) => now.get(slug) !== digest)) return false;
  const unnamed = [...lists.keys()]
    .filter((key) => key.startsWith("source/"))
    .map((key) => key.slice("source/".length));
  const fresh = sources.all.filter(({ slug }) => !before.has(slug)).flatMap(({ keys }) => keys);
  return !fresh.some((key) => via.includes(key) || unnamed.some((slug) => slug.endsWith(slugFor(key, ""))));
}

/** Whether the page of a source came or went that pages of other sources' stories link to. */
export function isRelinked(
  before: Pick<Manifest, "lists" | "via">,
  now: Pick<Manifest, "lists">,
  sources: SourceTable,
): boolean {
  const slugs = before.via.flatMap((feed) => findSource(sources, feed)?.slug ?? []);
  return slugs.some((slug) => {
    const key = `source/${slug}`;
    return countShown(before, key) > 0 !== countShown(now, key) > 0;
  });
}

/** Digest of what `/sources/` says. */
export function healthOf(sources: SourceTable): string {
  const fares = sources.all.map(({ feed, title, home, followed, state, settings }) => {
    const { first, healthy, failures, newest, moved } = state ?? {};
    return [feed, title, home, followed, settings?.muted, first, healthy, failures, newest, moved];
  });
  return hashText(JSON.stringify(fares));
}
