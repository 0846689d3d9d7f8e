/** Words and regular expressions of `include` and `exclude`. The one door to `re2js`. */
import { RE2JS } from "re2js";
import { normalText } from "../text/normal-text.ts";
import type { Matcher } from "./settings.ts";

export type MatcherResult = { ok: true; matcher: Matcher } | { ok: false; what: string; cure: string };

/** `/…/flags` is a regular expression, anything else a word or phrase. */
export function createMatcher(source: string): MatcherResult {
  if (!source.startsWith("/")) return { ok: true, matcher: matchWord(source) };
  const parts = /^\/(.+)\/([a-zA-Z]*)$/su.exec(source);
  if (parts) return matchExpression(source, parts[1] ?? "", parts[2] ?? "");
  const what = "This begins with a slash and is no regular expression.";
  return {
    ok: false,
    what,
    cure: `Write /pattern/ or /pattern/i; the text itself is matched by /${source.replaceAll("/", "\\/")}/.`,
  };
}

/** Scripts whose words stand without spaces between them, or take their particles without one. */
const UNSPACED = ["Han", "Hiragana", "Katakana", "Hangul", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
const SPACED_LETTER = `[[\\p{L}\\p{N}\\p{M}_]--[${UNSPACED}]]`;

/**
 * The word anywhere in the text, in any case, but not inside a longer word: "art" is not found in "party". Between
 * letters of scripts that write no spaces there is no such edge: "艺术" is found in "当代艺术展".
 */
function matchWord(source: string): Matcher {
  // Made when it is asked for: a build asks none, and each of thousands would take half a millisecond.
  let pattern: RegExp | undefined;
  return {
    source,
    matches(text) {
      pattern ??= wordPattern(source);
      return pattern.test(normalText(text));
    },
  };
}

function wordPattern(source: string): RegExp {
  const word = normalText(source).trim();
  const literal = word
    .split(/\s+/u)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s+");
  const letter = new RegExp(`^${SPACED_LETTER}$`, "v");
  const signs = [...word];
  const before = letter.test(signs[0] ?? "") ? `(?<!${SPACED_LETTER})` : "";
  const after = letter.test(signs.at(-1) ?? "") ? `(?!${SPACED_LETTER})` : "";
  return new RegExp(`${before}${literal}${after}`, "iv");
}

const FLAGS: ReadonlyMap<string, number> = new Map([
  ["i", RE2JS.CASE_INSENSITIVE],
  ["m", RE2JS.MULTILINE],
  ["s", RE2JS.DOTALL],
  // Texts are Unicode here in any case.
  ["u", 0],
  ["v", 0],
]);

/**
 * RE2 and not JavaScript's own engine: a pattern meets texts of strangers, and RE2's time grows with the text alone,
 * whatever the pattern. The price: no look-around and no back-references.
 */
function matchExpression(source: string, pattern: string, flags: string): MatcherResult {
  const unknown = [...flags].find((flag) => !FLAGS.has(flag));
  if (unknown) {
    const what = `A regular expression has no flag ${unknown} here.`;
    const cure = "Use i, m, s or none; a text with slashes is matched by a pattern like /\\/news\\//.";
    return { ok: false, what, cure };
  }
  const bits = [...flags].reduce((sum, flag) => sum | (FLAGS.get(flag) ?? 0), 0);
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(normalText(pattern)), bits);
    return { ok: true, matcher: { source, matches: (text) => expression.test(normalText(text)) } };
  } catch (error) {
    return { ok: false, ...tellSyntax(error) };
  }
}

function tellSyntax(error: unknown): { what: string; cure: string } {
  const reason =
    error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
  const what = `The regular expression cannot be read: ${reason}.`;
  if (/\(\?[=!<]/.test(reason))
    return { what, cure: "Look-around is not known here; say it with include and exclude together." };
  if (/invalid escape sequence/.test(reason))
    return { what, cure: "Back-references are not known here, and a backslash is itself written \\\\." };
  return { what, cure: "Check brackets and quantifiers; a sign that is meant as itself takes a backslash." };
}
