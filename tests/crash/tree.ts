/** What readers and git see of a root: content/ and the site, file by file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatFeedState, parseFeedState } from "../../src/story/state/feed-state.ts";
import { hashTree } from "../run-cli.ts";

/** Digests by path below the root. */
export type Tree = Record<string, string>;

/** @param site the output folder, below the root */
export function readTree(root: string, site = "_site"): Tree {
  return Object.fromEntries(
    ["content", site].flatMap((folder) =>
      Object.entries(hashTree(join(root, folder))).map(([path, digest]) => [`${folder}/${path}`, digest]),
    ),
  );
}

/** What differs, in words, content/ first; nothing where the trees are the same, byte for byte. */
export function differences(wanted: Tree, found: Tree): string[] {
  const paths = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  return paths.flatMap((path) => {
    if (wanted[path] === found[path]) return [];
    if (found[path] === undefined) return [`${path} is missing`];
    return [wanted[path] === undefined ? `${path} is too many` : `${path} differs`];
  });
}

/** Temp files of a run, where nobody looks for stories or pages. */
const isAside = (path: string): boolean => /(^|\/)\.writing\//.test(path);

/**
 * Files that are neither as one of the trees has them nor, for a feed's state, whole in another way: state is also
 * written in the middle of a night.
 */
export function halfFiles(root: string, whole: Tree[], site = "_site"): string[] {
  const visible = Object.entries(readTree(root, site)).filter(([path]) => !isAside(path));
  return visible
    .filter(([path, digest]) => !whole.some((tree) => tree[path] === digest))
    .map(([path]) => path)
    .filter((path) => !isWholeState(root, path));
}

function isWholeState(root: string, path: string): boolean {
  if (!/^content\/\.state\/[^/]+\.yaml$/.test(path)) return false;
  const text = readFileSync(join(root, path), "utf8");
  try {
    return formatFeedState(parseFeedState(text)) === text;
  } catch {
    return false;
  }
}
