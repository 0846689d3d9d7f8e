/** The story that a person means: by its id, its file, its page on the site, or the original's address. */
import { relative, resolve } from "node:path";
import { MendableError } from "../mendable-error.ts";
import { canonicalAddress, storyId } from "../story/address.ts";
import type { OpenArchive } from "../story/archive/archive.ts";
import { tellMistake } from "../story/file/story-mistake.ts";
import { idOfPath, permalinkOf } from "../story/file/story-path.ts";
import type { Story } from "../story/story.ts";
import { UsageError } from "../usage-error.ts";

export interface Whereabouts {
  archive: OpenArchive;
  /** Absolute. */
  root: string;
  /** The site's address, where feeds.yaml says it. */
  site: string | undefined;
}

/**
 * @throws UsageError where there is none, or more than one
 * @throws MendableError where its file cannot be read
 */
export function findStory(name: string, where: Whereabouts): Story {
  const { archive } = where;
  const ids = [name, ...idsByPlace(name, where)];
  const id = ids.find((id) => archive.has(id)) ?? idByAddress(name, archive);
  const parsed = id === undefined ? undefined : archive.parse(id);
  if (parsed?.ok) return parsed.story;
  if (parsed) throw new MendableError(tellMistake(parsed.mistake));
  const address = canonicalAddress(name);
  if ([...ids, ...(address ? [storyId(address)] : [])].some((id) => archive.isRemoved(id)))
    throw new UsageError(
      `the story ${name} was taken away, and content/removed.txt keeps it away: docs/formats.md says how to allow it again`,
    );
  throw new UsageError(
    `there is no story ${name}: give its id, its file's path, its page's address, or the address of the original`,
  );
}

/** Of its file, as it stands there or as seen from here, and of its page. */
function idsByPlace(name: string, { archive, root, site }: Whereabouts): string[] {
  const stem = name.replace(/[?#].*$/, "").replace(/\/(index\.html)?$|\.md$/, "");
  const places = [stem, relative(root, resolve(stem)), `content/${stem.replace(/^\/+/, "")}`];
  const files = places.map((place) => `${place}.md`);
  const page = addressBelow(site, `${stem}/`);
  const isMeant = (path: string): boolean =>
    files.includes(path) || (page !== undefined && page === addressBelow(site, permalinkOf(path)));
  const ids = archive.ids().filter((id) => isMeant(archive.pathOf(id) ?? ""));
  const anchor = /#s-([0-9a-f]{12})$/.exec(name)?.[1];
  return [...ids, anchor, idOfPath(`${stem}.md`)].filter((id) => id !== undefined);
}

const addressBelow = (site: string | undefined, place: string): string | undefined =>
  site !== undefined && URL.canParse(place, site) ? new URL(place, site).href : undefined;

/** @throws UsageError where several have the address, told apart by their guids or fragments */
function idByAddress(name: string, archive: OpenArchive): string | undefined {
  const address = canonicalAddress(name);
  if (address === undefined) return undefined;
  const exact = storyId(`${address}${new URL(name).hash}`);
  if (name.includes("#") && archive.has(exact)) return exact;
  const ids = archive.idsAt(address);
  if (ids.length < 2) return ids[0];
  const told = ids.map((id) => `\n  ${id}  ${archive.pathOf(id)}`).join("");
  throw new UsageError(`${ids.length} stories have the address ${name}: give the id of one of them${told}`);
}
