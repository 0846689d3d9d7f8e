/** Git finds the repository that a folder lies in, whatever repository our own caller is at work in (a hook, a script). */

/** What says where the repository is, and which index counts: `git rev-parse --local-env-vars` names them. */
const PLACES = new Set([
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",
]);

/** Our environment without those. */
export const gitEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !PLACES.has(name)));
