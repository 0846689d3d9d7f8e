// @ts-check
// Where the engine itself lies, and which state of it runs. In JavaScript, so that a command finds its pack without tsx.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's folder, absolute. */
export const ENGINE = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** @type {{ version: string, dependencies: Record<string, string> }} */
const manifest = JSON.parse(readFileSync(join(ENGINE, "package.json"), "utf8"));

export const VERSION = manifest.version;

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
 * Paths of all files below a folder, sorted. Links are none of them, nor is what lies behind one: from Node 22 on
 * `recursive` would follow them.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isFile()) return entry.name;
      if (!entry.isDirectory()) return [];
      return filesBelow(join(folder, entry.name)).map((name) => `${entry.name}/${name}`);
    })
    .sort();
}

/**
 * The same, and files behind links: templates are found through them. What begins with a dot is an editor's or a
 * system's own.
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
    .filter(({ name }) => !name.startsWith("."))
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
 * @property {string | undefined} packages `undefined` where nothing tells which those are
 */

/** @returns {EngineDigest} */
export const digestEngine = () => ({
  version: VERSION,
  code: digestFolders([join(ENGINE, "src")]),
  packages: digestPackages(),
});

/**
 * @typedef {object} InstalledPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [link] it lies elsewhere, and may change there at any time
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 */

/** @typedef {Record<string, InstalledPackage>} InstalledPackages by path, as in "node_modules/a/node_modules/b" */

/** From npm's own list of what it installed: what we depend on there, whoever else depends on what. */
function digestPackages() {
  const list = findInstalled(ENGINE);
  const packages = list && readInstalled(list);
  if (!packages) return undefined;
  /** @type {Set<string>} */
  const used = new Set();
  const own = relative(join(list, "../.."), ENGINE).replaceAll("\\", "/");
  for (const name of Object.keys(manifest.dependencies)) {
    const path = findPackage(packages, own, name);
    // The list of somebody else, or one of another day.
    if (path === undefined) return undefined;
    collectUsed(packages, path, used);
  }
  const paths = [...used].sort();
  if (paths.some((path) => packages[path]?.link)) return undefined;
  const versions = paths.map((path) => `${path} ${packages[path]?.version} ${packages[path]?.integrity}`);
  return createHash("sha256").update(versions.join("\n")).digest("hex").slice(0, 16);
}

/**
 * @param {string} list
 * @returns {InstalledPackages | undefined} `undefined` while npm is at work on it
 */
function readInstalled(list) {
  try {
    return JSON.parse(readFileSync(list, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Adds a package and all that it depends on. What only some platforms need makes no difference to the output.
 *
 * @param {InstalledPackages} packages
 * @param {string} path
 * @param {Set<string>} used
 */
function collectUsed(packages, path, used) {
  if (used.has(path)) return;
  used.add(path);
  const { dependencies, peerDependencies } = packages[path] ?? {};
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    const found = findPackage(packages, path, name);
    if (found !== undefined) collectUsed(packages, found, used);
  }
}

/**
 * Where Node finds a package that is asked for: below the one that asks, or further up.
 *
 * @param {InstalledPackages} packages
 * @param {string} asking
 * @param {string} name
 * @returns {string | undefined}
 */
function findPackage(packages, asking, name) {
  const path = `${asking === "" ? "" : `${asking}/`}node_modules/${name}`;
  if (path in packages) return path;
  return asking === "" ? undefined : findPackage(packages, folderAbove(asking), name);
}

/**
 * "node_modules/a" of "node_modules/a/node_modules/b", and "" of "node_modules/a".
 *
 * @param {string} path
 */
const folderAbove = (path) => path.slice(0, Math.max(path.lastIndexOf("/node_modules/"), 0));

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
