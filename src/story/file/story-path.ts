/** Where a story's file lies, and with it its permalink. */
import { toSlug } from "../slug.ts";
import { compareText } from "../story.ts";

/** Below the root. */
export const STORIES = "content/stories";

/** `content/stories/2022/01/18/SLUG-ID.md` for a story shared then (UTC). Written down once, never computed again. */
export function newStoryPath(shared: string, title: string, id: string): string {
  const day = shared.slice(0, 10).replaceAll("-", "/");
  return `${STORIES}/${day}/${toSlug(title) || "story"}-${id}.md`;
}

/** `…/slug-3fa9c1d2e4b7.md` has the id 3fa9c1d2e4b7. */
export const idOfPath = (path: string): string | undefined => /(?:^|[-/])([0-9a-f]{12})\.md$/.exec(path)?.[1];

/**
 * The order of story files: of two of one story the first stands. Names that stories were given come before other ones,
 * all without `.md`, and of other ones the shorter first, so that a copy (`copy.md`, `Copy of x.md`, `x (1).md`) comes
 * behind what it was made from and takes no page from it.
 */
export const sortByPath = <T>(items: readonly T[], pathOf: (item: T) => string): T[] =>
  items
    .map((item) => ({ item, key: sortKey(pathOf(item)) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ item }) => item);

/** Other names, as somebody's own ones, begin with what comes behind all that a name may begin with, then their length. */
function sortKey(path: string): string {
  if (!path.endsWith(".md")) return path;
  const name = path.slice(path.lastIndexOf("/") + 1, -3);
  const rank = isGivenName(name) ? "" : `\uFFFF${String(name.length).padStart(3, "0")}`;
  return `${path.slice(0, path.length - name.length - 3)}${rank}${name}`;
}

/** @param name without `.md` */
const isGivenName = (name: string): boolean => /^[a-z0-9-]+-[0-9a-f]{12}$/.test(name);

/** An editor's own files and folders, or a system's: no stories, whatever they hold. */
export const isHiddenPath = (path: string): boolean => path.includes("/.");

/** Whether its page would need a folder where another story's page is: `x/index.html.md` beside `x.md`. */
export const takesPlace = (path: string): boolean => permalinkOf(path).split("/").includes("index.html");

/** `content/stories/2022/01/18/SLUG-ID.md` is shown at `stories/2022/01/18/SLUG-ID/`. */
export const permalinkOf = (path: string): string => `${path.slice("content/".length, -".md".length)}/`;
