/** A story's language from what is declared and what its words look like. */
import { languageTag } from "../text/language-tag.ts";

/** Languages that detectors, and people, take for one another: here the declaration knows better. */
const RELATIVES = [
  ["no", "nb", "nn", "da", "sv"],
  ["sr", "hr", "bs", "sh", "sl", "mk"],
  ["id", "ms"],
  ["cs", "sk"],
  ["gl", "pt"],
  ["ca", "es", "oc"],
  ["af", "nl", "fy"],
  ["uk", "ru", "be", "bg"],
  ["de", "lb", "gsw"],
];

/**
 * The first declaration that the words don't clearly contradict, else what they look like. A site's template often
 * declares the language of its maker.
 *
 * @param declared BCP 47, the surest first
 * @param detected only where the detector is sure
 * @returns BCP 47 with a primary language in lower case
 */
export function settleLanguage(
  declared: readonly (string | undefined)[],
  detected: string | undefined,
): string | undefined {
  const tags = declared.map(languageTag).filter((tag) => tag !== undefined);
  if (detected === undefined) return tags[0];
  return tags.find((tag) => agree(primaryOf(tag), detected)) ?? detected;
}

const primaryOf = (tag: string): string => tag.split("-")[0] ?? tag;

const agree = (one: string, other: string): boolean =>
  one === other || RELATIVES.some((family) => family.includes(one) && family.includes(other));
