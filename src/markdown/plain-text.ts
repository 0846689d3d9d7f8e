/** A body's words without its marks: for excerpts, labels and counts. Cheap, for it runs over the whole archive. */

/** Markdown is longer than its text: what is looked at first, and, where pictures or code fill that, at last. */
const GLANCE = 1.5;
const LOOK = 16;
const MARGIN = 200;

/** A link that the cut goes through would show its marks. */
const HALF_LINK = /!?\[[^\]\n]*(?:\]\(?[^)\s]*)?$/;

/** First words, at most `limit` characters and then "…", cut between words; one line. */
export function plainText(markdown: string, limit: number): string {
  for (const spread of [GLANCE, LOOK]) {
    const end = Math.ceil(limit * spread) + MARGIN;
    const words = stripMarks(
      markdown.length <= end ? markdown : markdown.slice(0, end).replace(HALF_LINK, ""),
    );
    if (words.length > limit) return `${cutAtWord(words, limit)}…`;
    if (markdown.length <= end || spread === LOOK) return words;
  }
  return "";
}

function stripMarks(markdown: string): string {
  return markdown
    .replace(/^( *(?:[->] +)*)(```+|~~~+)[^\n]*\n[\s\S]*?(?:^\1\2[`~]*[ \t]*$|$(?![\s\S]))/gm, " ")
    .replace(/^!\[[^\n]*\n\*[^\n]*\*$/gm, "")
    .replace(/^\[\^[^\]\n]+\]:.*$/gm, "")
    .replace(/\[\^[^\]\s]+\]/g, "")
    .replace(/!\[(?:[^\]\\\n]|\\.)*\]\([^\s)]*(?: "(?:[^"\\\n]|\\.)*")?\)/g, "")
    .replace(/(?<!\\)\[((?:[^[\]\\\n]|\\.)*)\]\([^\s]*?(?:\([^\s()]*\)[^\s()]*)?\)/g, "$1")
    .replace(/^\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$/gm, "")
    .replace(/^[ \t>]*(?:#{1,6} +|[-*+] +(?:\[[ xX]\] +)?|\d{1,9}[.)] +|-{3,}$)/gm, "")
    .replace(/^[ \t]*(?:> ?)+/gm, "")
    .replace(/<((?:https?:|mailto:)?[^\s<>]*[/@][^\s<>]*)>/g, "$1")
    .replace(/(`+)(?: (.*?) |(.*?))\1/g, "$2$3")
    .replace(/(?<![\\\w*])(\*{1,3})(?=\S)|(?<=\S)(?<!\\)(\*{1,3})(?![\w*])|(?<!\\)(\*\*|~~)/g, "")
    .replace(/(?<![\\\w])_(?=\S)|(?<=\S)(?<!\\)_(?!\w)/g, "")
    .replace(/(?<!\\)\|/g, " ")
    .replace(/\\(?:\n|([!-/:-@[-`{-~]))/g, (_, char: string | undefined) => char ?? " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Scripts without spaces are cut between characters. */
function cutAtWord(words: string, limit: number): string {
  const cut = words.slice(0, limit);
  const space = cut.lastIndexOf(" ");
  const isWordEnd = words.charAt(limit) === " ";
  const kept = isWordEnd
    ? cut
    : space > limit / 2
      ? cut.slice(0, space)
      : cut.replace(/[\ud800-\udbff]$/, "");
  return kept.replace(/[\s,;:.–—-]+$/u, "");
}

/** About how many words: runs between spaces that have a letter or digit; a sign of Chinese, Japanese or Thai counts a half. */
export function countWords(markdown: string): number {
  let words = 0;
  let signs = 0;
  let inWord = false;
  for (let at = 0; at < markdown.length; at += 1) {
    const code = markdown.charCodeAt(at);
    if (isUnspaced(code)) signs += 1;
    if (code <= 0x20 || code === 0xa0) inWord = false;
    else if (!inWord && isLetter(code)) {
      inWord = true;
      words += 1;
    }
  }
  return words + Math.round(signs / 2);
}

/** Scripts that put no spaces between words: Thai and Lao, kana, Han. */
const isUnspaced = (code: number): boolean =>
  code >= 0xe00 &&
  (code <= 0xeff || (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff));

/** Roughly, and quickly: ASCII letters and digits, and all above the punctuation of Latin-1 but for unspaced scripts. */
const isLetter = (code: number): boolean =>
  code < 0x80
    ? (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)
    : code >= 0xc0 && !(code >= 0x2000 && code <= 0x303f) && code < 0xfe00 && !isUnspaced(code);
