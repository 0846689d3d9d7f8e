/** Digests of content/ in a git checkout: the trees' own hashes, right in a fresh clone where every mtime is new. */
import { execFile } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { groupBy } from "../../group-by.ts";
import { gitEnvironment } from "../../process/git-environment.ts";
import { namelessFrom } from "../../story/file/entry-kind.ts";
import { STORIES } from "../../story/file/story-path.ts";
import { LEDGER } from "../../story/state/ledger.ts";
import { REMOVED } from "../../story/state/removed.ts";
import { compareText } from "../../story/story.ts";
import { hashText } from "../../text/hash-text.ts";
import { type Digests, formatPack, isInStories, packDigests, packOf, parsePack } from "./digests.ts";

/** Stories count by folder, everything else by file. */
const unitOf = (path: string): string => (isInStories(path) ? nameable(dirname(path)) : path);

/** No story is read from a folder that has no name to call it by: it is told with the one in which it lies. */
function nameable(folder: string): string {
  const strange = namelessFrom(folder);
  return strange < 0 ? folder : folder.slice(0, folder.lastIndexOf("/", strange));
}

const isNameable = (folder: string): boolean => nameable(folder) === folder;

const run = promisify(execFile);

const OPTIONS = [
  // Looks without a lock and without a new index: somebody else may be at work in the checkout.
  "--no-optional-locks",
  // Git maps a pack as a whole, and a large archive's has hundreds of megabytes: small windows do for its folders.
  ...["-c", "core.packedGitWindowSize=256k", "-c", "core.packedGitLimit=4m"],
  // A checkout that came from a system without case says so still: git would call a name of another case known.
  ...["-c", "core.ignoreCase=false"],
];

async function git(root: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await run("git", [...OPTIONS, ...args], {
    cwd: root,
    env: gitEnvironment(),
    maxBuffer: 1 << 30,
  });
  return stdout.split("\0").filter(Boolean);
}

const STATUS = [
  ...["--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"],
  // A pattern can match any folder or file below those that are asked for.
  "--ignored=matching",
];

/** How a status line of what is ignored begins. */
const IGNORED = "!!";

/** What is ignored among the stories and is none, as some systems' own files, changes nothing. */
const mayMatter = (path: string): boolean => !isInStories(path) || /(\/|\.md)$/.test(path);

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** Git tells nothing of what lies behind a link or in another repository, and takes that for no error. */
function liesElsewhere(root: string): boolean {
  const folders = ["content", STORIES, dirname(LEDGER), LEDGER].map((folder) => join(root, folder));
  if (folders.some((folder) => isLink(folder) || existsSync(join(folder, ".git")))) return true;
  const months = existsSync(join(root, LEDGER)) ? readdirSync(join(root, LEDGER)) : [];
  return [REMOVED, ...months.map((name) => `${LEDGER}/${name}`)].some((path) => isLink(join(root, path)));
}

/** Of a part of its files git says that they are as committed, and they are not even there. */
const isSparse = async (root: string): Promise<boolean> =>
  (await git(root, "config", "--type=bool", "--default=false", "core.sparseCheckout")).join("").trim() ===
  "true";

/** Whatever keeps git from seeing stories where there are some: then it is not to be asked. */
const holdsAny = (root: string): boolean =>
  existsSync(join(root, STORIES)) && readdirSync(join(root, STORIES)).length > 0;

/** What git tells of content/ at one moment. */
export interface Checkout {
  /**
   * @param before what they were at the last build: years that are as they were need not be listed again
   * @returns `undefined` where there is something that git does not look into, a repository of its own for instance
   */
  digests(before: Digests): Promise<Digests | undefined>;
}

/**
 * `undefined` where git does not look after content/: no git, no checkout, no commit yet, files that it ignores, or
 * content/ lies elsewhere, behind a link or in a repository of its own.
 */
export const openCheckout = (root: string): Promise<Checkout | undefined> =>
  unlessRefused(async () => {
    if (liesElsewhere(root)) return undefined;
    const watched = [STORIES, LEDGER, REMOVED];
    const [isPart, ignored, prefix, top, status] = await Promise.all([
      isSparse(root),
      // Answers 1 where nothing is ignored. What is ignored counts as such even where some of it is committed.
      git(root, "check-ignore", "--no-index", ...watched).catch(() => []),
      prefixOf(root),
      listTree(root, "HEAD", REMOVED, `${LEDGER}/`, `${STORIES}/`),
      git(root, "status", ...STATUS, "--", ...watched),
    ]);
    if (isPart || ignored.length > 0) return undefined;
    const changes = status.map((line) => ({ code: line.slice(0, 2), path: line.slice(3 + prefix.length) }));
    if (changes.some(({ code, path }) => code === IGNORED && mayMatter(path))) return undefined;
    const paths = changes.filter(({ code }) => code !== IGNORED).map(({ path }) => path);
    if (![...top, ...changes].some(({ path }) => isInStories(path)) && holdsAny(root)) return undefined;
    return {
      digests: (before) =>
        unlessRefused(async () => withUncommitted(root, await readCommitted(root, top, before), paths)),
    };
  });

async function unlessRefused<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

/** Of a root's path in its repository: git tells what changed from the repository's top. */
async function prefixOf(root: string): Promise<string> {
  if (existsSync(join(root, ".git/HEAD"))) return "";
  return (await git(root, "rev-parse", "--show-prefix")).join("").trimEnd();
}

interface TreeEntry {
  path: string;
  isFolder: boolean;
  isRepository: boolean;
  hash: string;
}

/** `040000 tree HASH\tcontent/stories/2022` */
function parseTreeLine(line: string): TreeEntry {
  const [, kind, hash = "", path = ""] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
  return { path, isFolder: kind === "tree", isRepository: kind === "commit", hash };
}

/** @throws where a submodule is listed: git does not list what is in it */
async function listTree(root: string, ...args: string[]): Promise<TreeEntry[]> {
  const entries = (await git(root, "ls-tree", "-z", ...args)).map(parseTreeLine);
  const inner = entries.find(({ isRepository }) => isRepository);
  if (inner) throw new Error(`${inner.path} is a repository of its own`);
  return entries;
}

/**
 * What the last commit holds. To list all its folders, git opens each: of years that are as they were it opens none.
 *
 * @param top its years, its files of the ledger, and removed.txt
 */
async function readCommitted(root: string, top: TreeEntry[], before: Digests): Promise<Digests> {
  const isYear = ({ path, isFolder }: TreeEntry): boolean => isFolder && isNameable(path);
  const inStories = top.filter(({ path }) => isInStories(path));
  const [years, loose] = [inStories.filter(isYear), inStories.filter((entry) => !isYear(entry))];
  const same = new Map(
    years.flatMap((year) => {
      const pack = before.get(year.path) ?? "";
      return isAsCommitted(pack, year) ? [[year.path, pack] as const] : [];
    }),
  );
  const fresh = years.filter(({ path }) => !same.has(path));
  const below = fresh.length > 0 ? await listTree(root, "-r", "-d", "HEAD", ...fresh.map(folderOnly)) : [];
  const listed = packDigests([
    ...top.filter(({ path }) => !isInStories(path)).map(digestOf),
    ...digestOfLoose(loose),
    // The folders above are listed, too.
    ...below.filter(({ path }) => isInStories(path) && isNameable(path)).map(digestOf),
  ]);
  return new Map([...listed, ...same]);
}

const digestOf = ({ path, hash }: TreeEntry): [string, string] => [path, hash];

const digestOfLoose = (files: TreeEntry[]): [string, string][] =>
  files.length > 0 ? [[STORIES, hashText(files.map(digestOf).join("\n"))]] : [];

const folderOnly = ({ path }: TreeEntry): string => `${path}/`;

/** Ends the digest of what is other than in the last commit. */
const UNCOMMITTED = "+";

/** Whether a pack is that of a year as it is committed. Its own digest comes first, before those of its folders. */
const isAsCommitted = (pack: string, { path, hash }: TreeEntry): boolean =>
  `${pack}/`.startsWith(`${hash} ${path}/`) && !pack.includes(`${UNCOMMITTED} ${STORIES}/`);

function withUncommitted(root: string, committed: Digests, paths: string[]): Digests {
  const digests = new Map(committed);
  for (const [pack, some] of groupBy(paths.sort(compareText), (path) => packOf(unitOf(path)))) {
    const units = parsePack(digests.get(pack));
    for (const path of some) {
      const unit = unitOf(path);
      const full = join(root, path);
      const content = isLink(full) ? "link" : existsSync(full) ? hashText(readFileSync(full)) : "deleted";
      units.set(unit, hashText(`${units.get(unit) ?? ""} ${path} ${content}`) + UNCOMMITTED);
    }
    digests.set(pack, formatPack(units));
  }
  return digests;
}
