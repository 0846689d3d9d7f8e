/**
 * Knowing what changed in content/ without reading the archive. Each folder of stories has a digest, and so have the
 * ledger's files and removed.txt: only what has another than last time is read.
 */
import { dirname } from "node:path";
import { groupBy } from "../../group-by.ts";
import { STORIES } from "../../story/file/story-path.ts";
import { compareText } from "../../story/story.ts";

/**
 * Digests of paths below the root in packs, each a text, by `packOf`: of a year that is as it was nothing is taken apart.
 */
export type Digests = ReadonlyMap<string, string>;

export const isInStories = (path: string): boolean => path.startsWith(`${STORIES}/`);

/** Which pack has a path's digest: `content/stories/2022` that of all that lies in it, and its own. */
export function packOf(path: string): string {
  if (!isInStories(path)) return dirname(path);
  const end = path.indexOf("/", STORIES.length + 1);
  return end < 0 ? path : path.slice(0, end);
}

export const packDigests = (digests: [path: string, digest: string][]): Digests =>
  new Map(
    [...groupBy(digests, ([path]) => packOf(path))].map(([pack, some]) => [pack, formatPack(new Map(some))]),
  );

/** Between two digests, `DIGEST PATH` each: no path has that, and no digest a space. */
const BETWEEN = "//";

export const formatPack = (digests: ReadonlyMap<string, string>): string =>
  [...digests]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, digest]) => `${digest} ${path}`)
    .join(BETWEEN);

export function parsePack(pack: string | undefined): Map<string, string> {
  if (!pack) return new Map();
  return new Map(
    pack.split(BETWEEN).map((line) => {
      const end = line.indexOf(" ");
      return [line.slice(end + 1), line.slice(0, end)];
    }),
  );
}

/** All paths that have a digest. */
export const pathsIn = (digests: Digests): string[] =>
  [...digests.values()].flatMap((pack) => [...parsePack(pack).keys()]);

/** Folders of stories. */
export const storyFolders = (digests: Digests): string[] =>
  pathsIn(digests).filter((path) => path === STORIES || isInStories(path));

/** Paths whose digest differs, or that are in one of the two only, sorted. */
export function changedPaths(before: Digests, after: Digests): string[] {
  const packs = [...new Set([...before.keys(), ...after.keys()])];
  return packs.flatMap((pack) => changesOf(before.get(pack), after.get(pack))).sort(compareText);
}

function changesOf(before: string | undefined, after: string | undefined): string[] {
  if (before === after) return [];
  const [was, is] = [parsePack(before), parsePack(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths.filter((path) => was.get(path) !== is.get(path));
}
