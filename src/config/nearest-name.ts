/** The one door to `fastest-levenshtein`: what a mistyped name was probably meant to be. */
import { distance } from "fastest-levenshtein";

/** The known name that takes fewest changes, if they are few for its length; of two alike, the first. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = fold(name);
  let best: { name: string; changes: number } | undefined;
  for (const candidate of known) {
    const changes = distance(wanted, fold(candidate));
    if (changes <= allowance(wanted, candidate) && changes < (best?.changes ?? Number.POSITIVE_INFINITY))
      best = { name: candidate, changes };
  }
  return best?.name;
}

// "page_size" and "page-size" are "pageSize".
const fold = (name: string): string =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_\s]/g, "");

// Two for a word of four letters: two letters that changed places count twice.
const allowance = (a: string, b: string): number => Math.ceil(Math.max(a.length, b.length) / 3);
