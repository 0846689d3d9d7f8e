/** Takes files of pages that are no more off the output folder. What others put there stays. */
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../engine.ts";

/** Folders and files of the site that only we write. */
const FOLDERS = ["page", "stories", "sources", "tags", "by", "archive", "feed", "sitemap", "assets"];
const FILES = ["index.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html"];

/** Whether anything of ours may lie in the output folder. */
export const isInhabited = (out: string): boolean =>
  [...FOLDERS, ...FILES].some((name) => existsSync(join(out, name)));

/** What of ours lies there and is not expected after a full build. */
export function findStale(out: string, expected: ReadonlySet<string>): string[] {
  const there = FOLDERS.flatMap((folder) => filesBelow(join(out, folder)).map((name) => `${folder}/${name}`));
  const files = FILES.filter((name) => existsSync(join(out, name)));
  return [...there, ...files].filter((path) => !expected.has(path));
}

/**
 * Some pages, as far as they are there: of a small cache's site, the front page alone is.
 *
 * @returns what they weighed
 */
export function removePages(out: string, paths: string[]): number {
  let bytes = 0;
  for (const path of paths) {
    bytes += statSync(join(out, path), { throwIfNoEntry: false })?.size ?? 0;
    removePage(out, path);
  }
  return bytes;
}

/** A page's file, and its folders as far as they are empty then. */
function removePage(out: string, path: string): void {
  rmSync(join(out, path), { force: true });
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const full = join(out, folder);
    if (!existsSync(full)) continue;
    if (readdirSync(full).length > 0) return;
    rmdirSync(full);
  }
}
