/** What one build leaves for the next: which archive it saw, under which circumstances. A cache; losing it costs a full build. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { StoryMistake } from "../story/story-mistake.ts";
import type { FileWriter } from "../story/write-file.ts";
import type { ListCounts } from "./catalogue.ts";
import type { Digests } from "./read-folders.ts";

const FORMAT = 2;

export interface Manifest {
  /** Digest of all that every page depends on: settings, templates, our own code. */
  environment: string;
  /** Digests of how each source is presented, by slug. */
  sources: Map<string, string>;
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
  /** Months with slots of stories that were taken away. */
  emptied: string[];
  /** Of all pages of the site. */
  bytes: number;
  /** File of all story ids, below the cache folder. */
  ids: string;
  mistakes: StoryMistake[];
}

const CURRENT = "manifest.json";
/** The manifest of a build that is going on: it becomes the current one when all its pages stand. */
const NEXT = "next.json";

/** `undefined` where there is none, or where it is of another format. */
export const readManifest = (folder: string): Manifest | undefined => readFrom(join(folder, CURRENT));

export const readNextManifest = (folder: string): Manifest | undefined => readFrom(join(folder, NEXT));

/** True where the last build was killed: its output is between two states. */
export const isUnfinished = (folder: string): boolean => existsSync(join(folder, NEXT));

/** From now until `finishBuild` the output is between two states. */
export const beginBuild = (folder: string, manifest: Manifest, writer: FileWriter): void =>
  writer.write(join(folder, NEXT), JSON.stringify(freeze(manifest)));

/** The build's last act. */
export function finishBuild(folder: string, manifest: Manifest, writer: FileWriter): void {
  writer.write(join(folder, CURRENT), JSON.stringify(freeze(manifest)));
  rmSync(join(folder, NEXT));
}

/** Forgets the last build and the one that goes on: what is in the output folder is no whole site. */
export function forgetBuilds(folder: string): void {
  for (const name of [CURRENT, NEXT]) rmSync(join(folder, name), { force: true });
}

function readFrom(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return thaw(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function freeze(manifest: Manifest) {
  return {
    format: FORMAT,
    ...manifest,
    sources: Object.fromEntries(manifest.sources),
    digests: Object.fromEntries(manifest.digests),
    months: Object.fromEntries(manifest.months),
    lists: [...manifest.lists].map(
      ([key, { visible, months }]) => [key, visible, Object.fromEntries(months)] as const,
    ),
    strays: Object.fromEntries(manifest.strays),
    pinned: Object.fromEntries(manifest.pinned),
  };
}

/** Our own file, written by `freeze`: only its format is checked. */
function thaw(json: ReturnType<typeof freeze>): Manifest | undefined {
  if (json.format !== FORMAT) return undefined;
  const { environment, health, mistakes, emptied, bytes, ids } = json;
  return {
    environment,
    health,
    mistakes,
    emptied,
    bytes,
    ids,
    sources: new Map(Object.entries(json.sources)),
    digests: new Map(Object.entries(json.digests)),
    months: new Map(Object.entries(json.months)),
    lists: new Map(
      json.lists.map(([key, visible, months]) => [key, { visible, months: new Map(Object.entries(months)) }]),
    ),
    strays: new Map(Object.entries(json.strays)),
    pinned: new Map(Object.entries(json.pinned)),
  };
}
