/** What one build leaves for the next: which archive it saw, under which circumstances. A cache; losing it costs a full build. */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { StoryMistake } from "../../story/file/story-mistake.ts";
import type { FileWriter } from "../../story/file/write-file.ts";
import { filesOfMonth } from "./catalogue-files.ts";
import type { Digests } from "./digests.ts";
import type { ListCounts } from "./list-counts.ts";

const FORMAT = 11;

export interface Manifest {
  /** Digest of all that every page depends on: settings, templates, our own code. */
  environment: string;
  /** Slots on a page of the archive: known also to a build under other settings. */
  pageSize: number;
  /** How each source is presented, by slug. */
  sources: Map<string, Presentation>;
  /** Digest of what is known of the feeds' health. */
  health: string;
  digests: Digests;
  /** Files of the catalogue, by month. */
  months: Map<string, string>;
  lists: Map<string, ListCounts>;
  /** Folders of which some story was shared in another month than the folder's name says, with those months. */
  strays: Map<string, string[]>;
  /** Paths of pinned stories, with their months. */
  pinned: Map<string, string>;
  /** Keys of feeds among the sharers of stories that are not theirs; some may be so no more. */
  via: string[];
  /** Months with slots of stories that were taken away. */
  emptied: string[];
  /** Folders of stories that a killed run was taking away. */
  erasing: string[];
  /** File of all story ids, below the cache folder. */
  ids: string;
  mistakes: StoryMistake[];
}

export interface Presentation {
  /** Of what pages say of it. */
  digest: string;
  /** What its stories name it by. */
  keys: string[];
}

/** The manifest of a build whose pages all stand. */
export interface FinishedManifest extends Manifest {
  /** Of all pages of the site. */
  bytes: number;
}

const CURRENT = "manifest.json";
/** The manifest of a build that is going on: it becomes the current one when all its pages stand. */
const NEXT = "next.json";
/** How many bytes the pages have: known when they stand. */
const BYTES = "bytes.txt";
/** Paths that the build that goes on takes away. */
const GONE = "gone.txt";

/** `undefined` where there is none, or where it is of another format. */
export function readManifest(folder: string): FinishedManifest | undefined {
  const manifest = readFrom(join(folder, CURRENT));
  const file = join(folder, BYTES);
  // A number that was cut is one, too: its line end says that it is whole.
  const [, bytes] = existsSync(file) ? (/^([1-9]\d*)\n$/.exec(readFileSync(file, "utf8")) ?? []) : [];
  return manifest && bytes ? { ...manifest, bytes: Number(bytes) } : undefined;
}

export const readNextManifest = (folder: string): Manifest | undefined => readFrom(join(folder, NEXT));

/** True where the last build was killed: its output is between two states. */
export const isUnfinished = (folder: string): boolean => existsSync(join(folder, NEXT));

/** Whether a build has begun to fill the output folder, and may have ended. */
export const hasBegun = (folder: string): boolean =>
  isUnfinished(folder) || existsSync(join(folder, CURRENT));

/** What the killed build took away, or would have: nobody was told. `undefined` where the last build came to its end. */
export function readUntold(folder: string): string[] | undefined {
  if (!isUnfinished(folder)) return undefined;
  const gone = join(folder, GONE);
  return existsSync(gone) ? readFileSync(gone, "utf8").split("\n").filter(Boolean) : [];
}

/**
 * From now until `finishBuild` the output is between two states.
 *
 * @param gone paths below the output folder that the build takes away
 */
export function beginBuild(folder: string, manifest: Manifest, gone: string[], writer: FileWriter): void {
  writer.write(join(folder, GONE), gone.join("\n"));
  writer.write(join(folder, NEXT), JSON.stringify(toJson(manifest)));
}

/**
 * The build's last act: the manifest that it began with is the current one.
 *
 * @param bytes of all pages of the site
 */
export function finishBuild(folder: string, bytes: number, writer: FileWriter): void {
  writer.write(join(folder, BYTES), `${bytes}\n`);
  renameSync(join(folder, NEXT), join(folder, CURRENT));
}

/** Forgets the last build that came to its end; not that a killed one was at work since. */
export const forgetLast = (folder: string): void => rmSync(join(folder, CURRENT), { force: true });

/** Forgets the last build and the one that goes on: what is in the output folder is no whole site. */
export function forgetBuilds(folder: string): void {
  for (const name of [CURRENT, NEXT]) rmSync(join(folder, name), { force: true });
}

/** Whether the cache has what a manifest names: somebody may have tidied up, or the disk lost what a build wrote last. */
export function isWhole(manifest: Manifest, folder: string): boolean {
  for (const [name, bytes] of filesNamed(manifest))
    if (statSync(join(folder, name), { throwIfNoEntry: false })?.size !== bytes) return false;
  return true;
}

/** Files of the catalogue, with their bytes. */
export const filesNamed = ({ months, ids }: Manifest): Map<string, number> =>
  new Map([
    ...[...months.values()].flatMap((name) => [...filesOfMonth(name)]),
    [ids, Number(/-(\d+)\.bin$/.exec(ids)?.[1])],
  ]);

function readFrom(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return fromJson(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function toJson(manifest: Manifest) {
  return {
    format: FORMAT,
    ...manifest,
    sources: Object.fromEntries(manifest.sources),
    digests: Object.fromEntries(manifest.digests),
    months: Object.fromEntries(manifest.months),
    lists: Object.fromEntries(manifest.lists),
    strays: Object.fromEntries(manifest.strays),
    pinned: Object.fromEntries(manifest.pinned),
  };
}

/** Our own file, written by `toJson`: only its format is checked. */
function fromJson(json: ReturnType<typeof toJson>): Manifest | undefined {
  if (json.format !== FORMAT) return undefined;
  const { environment, pageSize, health, mistakes, emptied, erasing, via, ids } = json;
  return {
    environment,
    pageSize,
    health,
    mistakes,
    emptied,
    erasing,
    via,
    ids,
    sources: new Map(Object.entries(json.sources)),
    digests: new Map(Object.entries(json.digests)),
    months: new Map(Object.entries(json.months)),
    lists: new Map(Object.entries(json.lists)),
    strays: new Map(Object.entries(json.strays)),
    pinned: new Map(Object.entries(json.pinned)),
  };
}
