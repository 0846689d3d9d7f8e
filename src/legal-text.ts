/** Text without the signs that no XML document may hold (XML 1.0, section 2.2), however they were smuggled in. */
export const legalText = (text: string): string => text.replace(/[^\t\n\r\u0020-\uFFFD]/g, "");
