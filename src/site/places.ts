/** Where a build may write: never over what it reads, whichever way leads there. */
import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { UsageError } from "../usage-error.ts";

/** Folders of the site that only we write. */
export const SITE_FOLDERS = [
  "page",
  "stories",
  "sources",
  "tags",
  "by",
  "archive",
  "feed",
  "sitemap",
  "assets",
];

/** Parts of a root that no build may take for output. */
const INPUTS = ["content", "templates", ".cache"];
const SETTINGS = "feeds.yaml";

/** @throws UsageError where no site can be, or its pages would lie among a root's stories or templates, or these among them */
export function refuseOut(root: string, out: string): void {
  const site = realPath(out);
  if (site === dirname(site))
    throw new UsageError(`--out ${out}: give --out a folder of its own, such as _site`);
  refuseNoFolder(out);
  for (const input of INPUTS) {
    const place = realPath(join(root, input));
    const holdsInput = SITE_FOLDERS.some((folder) => isWithin(place, join(site, folder)));
    if (!holdsInput && !isWithin(site, place)) continue;
    throw new UsageError(
      `--out ${out} and the root's ${input} lie within each other. Give --out a folder of its own, such as _site.`,
    );
  }
}

function refuseNoFolder(out: string): void {
  const found = statSync(out, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new UsageError(`--out ${out} is a file: give the folder where the site goes`);
  if (!found && lstatSync(out, { throwIfNoEntry: false }))
    throw new UsageError(
      `--out ${out} is a link that leads nowhere: make the folder that it names, or remove it`,
    );
}

/** @throws UsageError where a list of changes cannot be written, or would be written over what is of the root or the site */
export function refuseList(root: string, out: string, file: string): void {
  const refuse = (why: string): never => {
    throw new UsageError(`--changed ${file}: ${why}`);
  };
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
    refuse(`there is no folder ${dirname(file)}`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    refuse("that is a folder: give the file that the list is to be written to");
  const place = realPath(file);
  const taken = [...[...INPUTS, SETTINGS].map((name) => join(root, name)), out];
  const owner = taken.find((path) => isWithin(place, realPath(path)));
  if (owner !== undefined) refuse(`the list would be written into ${owner}: give it another place`);
}

const isWithin = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === "" || !(way.split(sep)[0] === ".." || isAbsolute(way));
};

/** Behind links, also of what is not there yet. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(realPath(above), basename(path));
}
