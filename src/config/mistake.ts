/** A mistake in feeds.yaml as a value, and how it is told. */

export interface ConfigMistake {
  /** Counted from 1; where something is missing, the line that it belongs below. */
  line: number;
  /** Counted from 1. */
  column?: number;
  /** Path of the key, "feeds[2].show", lists counted from 0; "" where it is none's. */
  key: string;
  /** What was wrong: a sentence. */
  what: string;
  /** What would be right: a sentence. */
  cure: string;
}

/** Top to bottom, as a person mends a file. */
export const sortMistakes = (mistakes: readonly ConfigMistake[]): ConfigMistake[] =>
  mistakes.toSorted(
    (a, b) =>
      a.line - b.line || (a.column ?? 0) - (b.column ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );

/** A line each. */
export const formatMistakes = (mistakes: readonly ConfigMistake[], file: string): string =>
  mistakes.map((mistake) => formatMistake(mistake, file)).join("\n");

/** `feeds.yaml:12: feeds[2].show: "ful" is none of full, excerpt, link. Did you mean full?` */
export function formatMistake({ line, key, what, cure }: ConfigMistake, file: string): string {
  return [`${file}:${line}:`, key && `${key}:`, what, cure].filter(Boolean).join(" ");
}

const LONGEST_QUOTE = 60;

/** A value as the message quotes it: one line, cut where it is long. */
export function quote(value: string): string {
  const signs = [...value];
  return JSON.stringify(signs.length > LONGEST_QUOTE ? `${signs.slice(0, LONGEST_QUOTE).join("")}…` : value);
}
