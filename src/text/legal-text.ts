/** Of a line and of a page, as word processors write them. */
const BREAKS = /[\v\f]/g;
const ILLEGAL = /[^\t\n\r\u0020-\uFFFD]/g;
/** Halves of surrogate pairs. */
const HALVES = /\p{Surrogate}/gu;

/**
 * Text without the signs that no XML document may hold (XML 1.0, section 2.2), however they were smuggled in. Those that
 * break a line or a page part words.
 */
export function legalText(text: string): string {
  const legal = text.replace(BREAKS, " ").replace(ILLEGAL, "");
  // Few texts have halves, and to look for them takes longer than to ask.
  return legal.isWellFormed() ? legal : legal.replace(HALVES, "");
}
