/** Composed letters, in time that grows with the text alone. */

/** Longer runs than any language writes; of the other letters these two alone become marks. */
const MARKS = /([\p{M}\uFF9E\uFF9F]{30})[\p{M}\uFF9E\uFF9F]+/gu;

/**
 * A text in a normal form of Unicode. To sort the marks of one letter takes time by the square of their number, so those
 * behind the thirtieth go: streams of text have no more (UAX 15, section 13).
 */
export const normalText = (text: string, form: "NFC" | "NFKC" = "NFC"): string =>
  text.replace(MARKS, "$1").normalize(form);
