/** Where a build keeps what is its own. */
import { join, relative } from "node:path";
import { hashText } from "../text/hash-text.ts";
import { realPath } from "./places.ts";

/** Where a build remembers its last run: one folder for each output folder, whichever way leads there. */
export function cacheFolder(root: string, out: string): string {
  const way = relative(realPath(root), realPath(out)).replaceAll("\\", "/");
  return join(root, ".cache", `site-${hashText(way).slice(0, 8)}`);
}

/** Front matter that was read for this build. */
export const frontsFolder = (cache: string): string => join(cache, "fronts");

/** Empty: Eleventy looks for templates there. */
export const inputFolder = (cache: string): string => join(cache, "input");

/** Temp files, on the output's file system. */
export const writingFolder = (out: string): string => join(out, ".writing");
