/** Takes files of pages that are no more off the output folder. What others put there stays. */
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../engine.ts";

/** Folders and files of the site that only we write. */
const FOLDERS = ["page", "stories", "sources", "tags", "by", "archive", "feed", "sitemap", "assets"];
const FILES = ["index.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html"];

export interface Swept {
  /** Below the output folder. */
  paths: string[];
  bytes: number;
}

/** Whether anything of ours may lie in the output folder. */
export const isInhabited = (out: string): boolean =>
  [...FOLDERS, ...FILES].some((name) => existsSync(join(out, name)));

/** After a full build: everything of ours that is not expected. */
export function sweep(out: string, expected: ReadonlySet<string>): Swept {
  const there = FOLDERS.flatMap((folder) => filesBelow(join(out, folder)).map((name) => `${folder}/${name}`));
  return removePages(
    out,
    [...there, ...FILES].filter((path) => !expected.has(path)),
  );
}

/** Some pages, as far as they are there. */
export function removePages(out: string, paths: string[]): Swept {
  const swept: Swept = { paths: paths.filter((path) => existsSync(join(out, path))), bytes: 0 };
  for (const path of swept.paths) {
    swept.bytes += statSync(join(out, path)).size;
    removePage(out, path);
  }
  return swept;
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
