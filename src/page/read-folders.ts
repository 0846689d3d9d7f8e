/**
 * Knowing what changed in content/ without reading the archive. Each folder of stories has a digest; only the files of
 * a folder whose digest is another than last time are read. In a git checkout the digest is the tree's own hash, right
 * in a fresh clone where every mtime is new; elsewhere it is made from names, sizes and mtimes.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { LEDGER } from "../story/ledger.ts";
import { REMOVED } from "../story/removed.ts";
import { compareText } from "../story/story.ts";
import { STORIES } from "../story/story-path.ts";

/** Digests by path below the root: folders of stories, files of the ledger, removed.txt. */
export type Digests = Map<string, string>;

export const readDigests = async (root: string): Promise<Digests> =>
  (await readGitDigests(root)) ?? readFolderDigests(root);

/** Paths whose digest differs, or that are in one of the two only, sorted. */
export function changedPaths(before: Digests, after: Digests): string[] {
  const changed = [...after].filter(([path, digest]) => before.get(path) !== digest).map(([path]) => path);
  return [...changed, ...[...before.keys()].filter((path) => !after.has(path))].sort(compareText);
}

const isStory = (path: string): boolean => path.startsWith(`${STORIES}/`);

/** Stories count by folder, everything else by file. */
const unitOf = (path: string): string => (isStory(path) ? dirname(path) : path);

const run = promisify(execFile);

/** Git maps a pack as a whole, and a large archive's has hundreds of megabytes: small windows do for its folders. */
const THRIFTY = ["-c", "core.packedGitWindowSize=256k", "-c", "core.packedGitLimit=4m"];

async function git(root: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await run("git", [...THRIFTY, ...args], { cwd: root, maxBuffer: 1 << 30 });
  return stdout.split("\0").filter(Boolean);
}

/** `undefined` where git does not look after content/. */
async function readGitDigests(root: string): Promise<Digests | undefined> {
  const watched = [STORIES, LEDGER, REMOVED];
  try {
    const [ignored, prefix, folders, files, status] = await Promise.all([
      // Answers 1 where nothing is ignored.
      git(root, "check-ignore", ...watched).catch(() => []),
      git(root, "rev-parse", "--show-prefix"),
      git(root, "ls-tree", "-r", "-d", "-z", "HEAD", STORIES),
      git(root, "ls-tree", "-z", "HEAD", REMOVED, `${LEDGER}/`),
      git(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ...watched),
    ]);
    if (ignored.length > 0) return undefined;
    const committed = new Map([...folders, ...files].map(parseTreeLine));
    const above = (prefix[0] ?? "").trim().length;
    return withUncommitted(
      root,
      committed,
      status.map((line) => line.slice(3 + above)),
    );
  } catch {
    // No git, no checkout, or no commit yet.
    return undefined;
  }
}

/** `040000 tree HASH\tcontent/stories/2022/01/18` */
function parseTreeLine(line: string): [string, string] {
  const [mode = "", path = ""] = line.split("\t");
  return [path, mode.slice(mode.lastIndexOf(" ") + 1)];
}

function withUncommitted(root: string, committed: Digests, paths: string[]): Digests {
  const digests = new Map([...committed].filter(([path]) => path !== STORIES));
  for (const path of paths.sort(compareText)) {
    const unit = unitOf(path);
    const full = join(root, path);
    const content = existsSync(full) ? hash(readFileSync(full)) : "deleted";
    digests.set(unit, hash(`${digests.get(unit) ?? ""} ${path} ${content}`));
  }
  return digests;
}

const hash = (data: string | Uint8Array): string => createHash("sha1").update(data).digest("hex");

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
  if (stamps.length > 0) digests.set(folder, hash(stamps.join("\n")));
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const name of folders.sort()) digestFolder(root, `${folder}/${name}`, digests);
}

function stampOf(root: string, path: string): string {
  const { size, mtimeMs } = lstatSync(join(root, path));
  return `${path} ${size} ${mtimeMs}`;
}
