// @ts-check
// Where the engine itself lies, and which state of it runs. In JavaScript, so that a command finds its pack without tsx.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's folder, absolute. */
export const ENGINE = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** @type {string} */
export const VERSION = JSON.parse(readFileSync(join(ENGINE, "package.json"), "utf8")).version;

/**
 * Template folders in the order in which they are searched: the root's, which may be absent, shadows ours file by file.
 *
 * @param {string} root
 */
export function templateFolders(root) {
  const own = join(ENGINE, "templates");
  const theirs = join(root, "templates");
  return theirs === own ? [own] : [theirs, own];
}

/**
 * Digest of every file below some folders and behind links in them, names included.
 *
 * @param {string[]} folders
 */
export function digestFolders(folders) {
  const digest = createHash("sha256");
  for (const folder of folders) {
    for (const name of filesBehind(folder))
      digest
        .update(`${name}\0`)
        .update(readFileSync(join(folder, name)))
        .update("\0");
  }
  return digest.digest("hex").slice(0, 16);
}

/**
 * Paths of all files below a folder, sorted.
 *
 * @param {string} folder
 */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/**
 * The same, and files behind links: templates are found through them.
 *
 * @param {string} folder
 * @param {string[]} above folders that lead here: a link back to one of them leads to no other files
 * @returns {string[]}
 */
export function filesBehind(folder, above = []) {
  if (!existsSync(folder)) return [];
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const kind = kindOf(entry);
      if (kind?.isFile()) return entry.name;
      if (!kind?.isDirectory()) return [];
      return filesBehind(join(folder, entry.name), [...above, real]).map((name) => `${entry.name}/${name}`);
    })
    .sort();
}

/**
 * Of what a link leads to; `undefined` where it leads nowhere.
 *
 * @param {import("node:fs").Dirent} entry
 */
const kindOf = (entry) =>
  entry.isSymbolicLink() ? statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false }) : entry;

/**
 * What our output hangs on besides its input: our code and the packages that it runs with.
 *
 * @typedef {object} EngineDigest
 * @property {string} version pages say it
 * @property {string} code
 * @property {string | undefined} packages `undefined` where npm did not install them, and left no list
 */

/** @returns {EngineDigest} */
export const digestEngine = () => ({
  version: VERSION,
  code: digestFolders([join(ENGINE, "src")]),
  packages: digestPackages(),
});

/** @typedef {{ version?: string, integrity?: string, dev?: boolean, os?: string[], cpu?: string[] }} InstalledPackage */

/** From npm's own list of what it installed. On packages for developers, and on those for one platform alone, nothing hangs. */
function digestPackages() {
  const list = findInstalled(ENGINE);
  if (list === undefined) return undefined;
  /** @type {{ packages: Record<string, InstalledPackage> }} */
  const { packages } = JSON.parse(readFileSync(list, "utf8"));
  const used = Object.entries(packages).filter(([, { dev, os, cpu }]) => !dev && !os && !cpu);
  const versions = used.map(([path, { version, integrity }]) => `${path} ${version} ${integrity}`);
  return createHash("sha256").update(versions.join("\n")).digest("hex").slice(0, 16);
}

/**
 * @param {string} folder
 * @returns {string | undefined}
 */
function findInstalled(folder) {
  const list = join(folder, "node_modules/.package-lock.json");
  if (existsSync(list)) return list;
  const above = dirname(folder);
  return above === folder ? undefined : findInstalled(above);
}
