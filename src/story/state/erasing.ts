/**
 * content/.state/.erasing: files of stories that a run is taking away, between the line in removed.txt and the file's end.
 * A story that removed.txt names and whose file is there was put back; one that stands here was not.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readRemovals } from "./removed.ts";

/** Below the root. */
export const ERASING = "content/.state/.erasing";

/** `ID PATH`, a line each. */
export const formatErasing = (files: { id: string; path: string }[]): string =>
  files.map(({ id, path }) => `${id} ${path}\n`).join("");

/** Paths of what a killed run left; none of a story that it had not come to write into removed.txt. */
export function readErasing(root: string): ReadonlySet<string> {
  const file = join(root, ERASING);
  if (!existsSync(file)) return new Set();
  const removed = new Set(readRemovals(root).map(({ id }) => id));
  const lines = readFileSync(file, "utf8").split("\n");
  return new Set(
    lines.flatMap((line) => {
      const [, id, path] = /^([0-9a-f]{12}) (.+)$/.exec(line) ?? [];
      return id && path && removed.has(id) ? path : [];
    }),
  );
}
