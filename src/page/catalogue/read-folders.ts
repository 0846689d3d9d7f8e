/** Digests of content/: of a git checkout by its trees, elsewhere from names, sizes and times. */
import { existsSync, lstatSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { kindOfEntry } from "../../story/file/entry-kind.ts";
import { STORIES } from "../../story/file/story-path.ts";
import { LEDGER } from "../../story/state/ledger.ts";
import { REMOVED } from "../../story/state/removed.ts";
import { hashText } from "../../text/hash-text.ts";
import { type Digests, packDigests } from "./digests.ts";
import { openCheckout } from "./read-checkout.ts";

/** @param before what they were at the last build, if that is known */
export type ReadDigests = (before: Digests | undefined) => Promise<Digests>;

/** Git begins to look at once: on a large checkout that takes as long as to load what a build needs. */
export function lookAtFolders(root: string): ReadDigests {
  const opened = openCheckout(root);
  return async (before = new Map()) => {
    const checkout = await opened;
    return (await checkout?.digests(before)) ?? readFolderDigests(root);
  };
}

/** One call after the other: to ask for all at once costs three times as much where the answers are in memory. */
function readFolderDigests(root: string): Digests {
  const digests = new Map<string, string>();
  if (existsSync(join(root, STORIES))) digestFolder(root, STORIES, digests);
  for (const path of [REMOVED, ...filesIn(root, LEDGER)]) {
    const file = join(root, path);
    // Other than a story's, it is read behind a link too.
    if (existsSync(file)) digests.set(path, stampOf(realpathSync(file)));
  }
  return packDigests([...digests]);
}

const filesIn = (root: string, folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];

function digestFolder(root: string, folder: string, digests: Map<string, string>): void {
  const place = join(root, folder);
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const kind = kindOfEntry(place, entry);
    if (kind === "folder") folders.push(entry.name);
    // What cannot be read is told with the folder where it lies.
    else if (kind !== "other") files.push(entry.name);
  }
  // No `join` for each of a large archive's files: it takes a quarter of the time that asking for them takes.
  const stamps = files.sort().map((name) => `${name} ${stampOf(`${place}/${name}`)}`);
  if (stamps.length > 0) digests.set(folder, hashText(stamps.join("\n")));
  for (const name of folders.sort()) digestFolder(root, `${folder}/${name}`, digests);
}

/** With the time when anything of it changed last: also the right to read it, and where a tool sets back its mtime. */
function stampOf(file: string): string {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found ? `${found.size}-${found.mtimeMs}-${found.ctimeMs}` : "none";
}
