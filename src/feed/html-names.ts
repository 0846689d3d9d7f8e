/** Names of HTML's elements: those of the HTML Standard, section 4, and those that it had once (section 16.2). */
const NAMES =
  "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|basefont|bdi|bdo|big|bgsound|blink|blockquote|" +
  "body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|" +
  "dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|" +
  "iframe|img|input|ins|isindex|kbd|keygen|label|legend|li|link|listing|main|map|mark|marquee|math|menu|meta|meter|" +
  "multicol|nav|nobr|noembed|noframes|noscript|object|ol|optgroup|option|output|p|param|picture|plaintext|pre|" +
  "progress|q|rb|rp|rt|rtc|ruby|s|samp|script|search|section|select|slot|small|source|spacer|span|strike|strong|" +
  "style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|" +
  "wbr|xmp";
/** Of no standard, and common in feeds: of Russian search engines, and of Word. */
const FOREIGN = "noindex|(?:o|st1|w):\\w+";

/** A whole tag of theirs, or one that was cut within its attributes; a comment; the beginning of a section or a doctype. */
const MARKUP = new RegExp(
  `<(?:/?(?:${NAMES}|${FOREIGN})(?:\\s*/?>|\\s+[\\w:-]+\\s*=|\\s[^<>]*>)|!(?:--|\\[|doctype\\b))`,
  "i",
);

/** Whether a text is markup. What only looks like it is none: "k<n", "List<T>". */
export const holdsMarkup = (text: string): boolean => MARKUP.test(text);
