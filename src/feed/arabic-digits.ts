/** Digits of other scripts, as dates are written with them. */

/** Zeros of scripts whose digits stand in the order of their values. Not the Persian ones: years beside those are another calendar's. */
const ZEROS = [..."٠०০๐０"].map((zero) => zero.charCodeAt(0));

/** Nepal's years, 57 ahead of ours and of those that Hindi writes with the same digits. */
const NEPALI = /(?<![०-९])(?:२०[५-९]|२१[०-५])[०-९](?![०-९])/;

/** A text of the same length with 0 to 9 in their place. */
export const arabicDigits = (text: string): string =>
  NEPALI.test(text)
    ? text
    : text.replace(/[٠-٩०-९০-৯๐-๙０-９]/g, (digit) => {
        const code = digit.charCodeAt(0);
        return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
      });
