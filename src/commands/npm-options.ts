/** Options that npm keeps to itself, since no two dashes stand before them: `npm run fetch --dry-run` would fetch. Pure. */

interface CommandOption {
  /** "--dry-run". */
  long?: string | undefined;
  /** With its value's name: "--root <dir>". */
  flags: string;
}

/**
 * What to write instead, where npm has some of a command's options: a sentence. `undefined` where it has none.
 *
 * @param env npm sets `npm_config_NAME` for each option that it was given (npm docs, config)
 * @param words of the command line that reached us
 */
export function tellTakenOptions(
  command: string,
  options: readonly CommandOption[],
  env: NodeJS.ProcessEnv,
  words: readonly string[],
): string | undefined {
  if (env.npm_lifecycle_event !== command) return undefined;
  const taken = options.filter(({ long = "" }) => env[variableOf(long)] && !hasOption(words, long));
  if (taken.length === 0) return undefined;
  const names = taken.map(({ long }) => long).join(" and ");
  const flags = taken.map((option) => option.flags).join(" ");
  return `npm took ${names} for itself: write two dashes before what is not npm's, as in npm run ${command} -- ${flags}`;
}

const variableOf = (long: string): string => `npm_config_${long.replace(/^--/, "").replaceAll("-", "_")}`;

const hasOption = (words: readonly string[], long: string): boolean =>
  words.some((word) => word === long || word.startsWith(`${long}=`));
