/** In which direction a language, or a text, is written. */

export type Direction = "ltr" | "rtl";

/** Scripts that run from right to left (Unicode, annex 9), by their ISO 15924 codes. */
const SCRIPTS = new Set(["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"]);

/** Signs of those scripts; of those beyond the BMP, their first halves. */
const SIGN = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/;

/** Of a language's script; `undefined` where it is none that is known. */
export function directionOf(language: string): Direction | undefined {
  try {
    const { script } = new Intl.Locale(language).maximize();
    if (!script) return undefined;
    return SCRIPTS.has(script) ? "rtl" : "ltr";
  } catch {
    return undefined;
  }
}

/** Whether some of a text runs from right to left. */
export const hasRightToLeft = (text: string): boolean => SIGN.test(text);

/** As most of a text's letters run: a name in Latin letters at its beginning does not turn it. */
export function directionOfText(text: string): Direction {
  if (!hasRightToLeft(text)) return "ltr";
  const letters = text.match(/\p{L}/gu) ?? [];
  return 2 * letters.filter(hasRightToLeft).length > letters.length ? "rtl" : "ltr";
}
