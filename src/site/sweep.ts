/**
 * Takes files of pages that are no more off the output folder. A first build into one where it would delete files of
 * others is refused; later ones keep the site's own folders to themselves, and leave what lies beside them.
 */
import { existsSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../process/engine.js";
import { UsageError } from "../usage-error.ts";
import { contentOf } from "./assets.ts";
import { SITE_FOLDERS } from "./places.ts";

/** Files of the site that only we write. */
const FILES = ["index.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html"];

/** Whether anything of ours may lie in the output folder. */
export const isInhabited = (out: string): boolean =>
  [...SITE_FOLDERS, ...FILES].some((name) => existsSync(join(out, name)));

/** What of ours lies there and is not expected after a full build. */
export function findStale(out: string, expected: ReadonlySet<string>): string[] {
  const there = SITE_FOLDERS.flatMap((folder) =>
    filesBelow(join(out, folder)).map((name) => `${folder}/${name}`),
  );
  const files = FILES.filter((name) => existsSync(join(out, name)));
  return [...there, ...files].filter((path) => !expected.has(path));
}

/** All our templates name us; where somebody shadows one, others still do. */
const MARK = "shared-stories";

/** Whether a build of ours made what is there: its feeds or front page say so, or one page of a shard. */
export function isOurs(out: string): boolean {
  const pages = SITE_FOLDERS.flatMap((folder) => {
    const page = filesBelow(join(out, folder)).find((name) => /\.(html|xml)$/.test(name));
    return page === undefined ? [] : `${folder}/${page}`;
  });
  return [...FILES, ...pages].some((path) => contentOf(join(out, path))?.includes(MARK));
}

/** Files that a message names. */
const NAMED = 5;

/** @throws UsageError which names some of the files that others put there */
export function refuseForeign(out: string, foreign: string[]): never {
  const more = foreign.length > NAMED ? ` and ${(foreign.length - NAMED).toLocaleString("en")} more` : "";
  throw new UsageError(
    `${out} has files that no build of ours made, and a build would delete them: ` +
      `${foreign.slice(0, NAMED).join(", ")}${more}. Nothing was changed. Give --out another folder, or empty this one.`,
  );
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
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
    if (!removeEmpty(join(out, folder))) return;
}

/**
 * Not by a list of what is in it: that would take long where thousands of others are.
 *
 * @returns false where the folder is not empty, and stays
 */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return true;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
}
