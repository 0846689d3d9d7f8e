/** Digests of content/: of a git checkout by its trees, elsewhere from names, sizes and mtimes. */
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hashText } from "../hash-text.ts";
import { LEDGER } from "../story/ledger.ts";
import { REMOVED } from "../story/removed.ts";
import { STORIES } from "../story/story-path.ts";
import type { Digests } from "./digests.ts";
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
  const digests: Digests = new Map();
  digestFolder(root, STORIES, digests);
  for (const path of [REMOVED, ...filesIn(root, LEDGER)]) {
    if (existsSync(join(root, path))) digests.set(path, stampOf(root, path));
  }
  return digests;
}

const filesIn = (root: string, folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];

function digestFolder(root: string, folder: string, digests: Digests): void {
  if (!existsSync(join(root, folder))) return;
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isSymbolicLink() || (entry.isFile() && entry.name.endsWith(".md")))
    .map(({ name }) => name);
  const stamps = files.sort().map((name) => stampOf(root, `${folder}/${name}`));
  if (stamps.length > 0) digests.set(folder, hashText(stamps.join("\n")));
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const name of folders.sort()) digestFolder(root, `${folder}/${name}`, digests);
}

function stampOf(root: string, path: string): string {
  const { size, mtimeMs } = lstatSync(join(root, path));
  return `${path} ${size} ${mtimeMs}`;
}
