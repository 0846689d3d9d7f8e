/** After a full build: files of pages that are no more. What others put into the output folder stays. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../engine.ts";

/** Folders and files of the site that only we write. */
const OURS = ["page", "stories", "sources", "tags", "by", "archive", "feed", "sitemap", "assets"];

/** @returns paths removed, below the output folder */
export function sweep(out: string, expected: ReadonlySet<string>): string[] {
  const stale = OURS.flatMap((folder) =>
    filesBelow(join(out, folder)).map((name) => `${folder}/${name}`),
  ).filter((path) => !expected.has(path));
  for (const path of stale) removePage(out, path);
  return stale;
}

/** A page's file, and its folders as far as they are empty then. */
export function removePage(out: string, path: string): void {
  rmSync(join(out, path), { force: true });
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const full = join(out, folder);
    if (!existsSync(full)) continue;
    if (readdirSync(full).length > 0) return;
    rmdirSync(full);
  }
}
