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
