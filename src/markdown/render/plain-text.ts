/** A body's words without its marks: for excerpts, labels and counts. Cheap, for it runs over the whole archive. */
import { decodeReferences } from "../../feed/decode-references.ts";

/** Markdown is longer than its text: what is looked at first, and, where pictures or code fill that, at last. */
const GLANCE = 1.5;
const LOOK = 16;
const MARGIN = 200;

/** A link that the cut goes through would show its marks. */
const HALF_LINK = /!?\[[^\]\n]*(?:\]\(?[^)\s]*)?$/;

/** What stands for itself: an escaped sign, an autolink; and what code begins with (CommonMark, sections 2.4, 6.5, 6.1). */
const LITERAL =
  /\\([\n!-/:-@[-`{-~])|<(https?:\/\/[^\s<>]*|mailto:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)*)>|`+/gi;

/** A head, the row of dashes, and all rows up to a blank line. */
const TABLE = /^(.+)\n[ \t]*\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$([\s\S]*?)(?=\n[ \t]*\n|$(?![\s\S]))/gm;

/** First words, at most `limit` characters and then "…", cut between words; one line. */
export function plainText(markdown: string, limit: number): string {
  for (const spread of [GLANCE, LOOK]) {
    const end = Math.ceil(limit * spread) + MARGIN;
    const words = stripMarks(
      markdown.length <= end ? markdown : markdown.slice(0, end).replace(HALF_LINK, ""),
    );
    if (words.length > limit || markdown.length <= end || spread === LOOK) return firstWords(words, limit);
  }
  return "";
}

/** Of words that have no marks, such as an excerpt's: what looks like a mark among them is none. */
export function firstWords(words: string, limit: number): string {
  return words.length > limit ? `${cutAtWord(words, limit)}…` : words;
}

/** What stands for itself is put aside meanwhile, behind a sign that no Markdown has: it reads U+0000 as U+FFFD. */
function stripMarks(markdown: string): string {
  const literals: string[] = [];
  const keep = (text: string): string => `\0${literals.push(text) - 1}\0`;
  const inline = stripBlocks(markdown.replaceAll("\0", "\ufffd"))
    .split(/\n[ \t]*\n/)
    .map((block) => keepLiterals(block, keep))
    .join("\n\n");
  return decodeReferences(stripInline(inline))
    .replace(/\0(\d+)\0/g, (_, at: string) => literals[Number(at)] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * A code span ends with its block at the latest. That there is an end is known beforehand, so that no text is searched
 * for it again and again.
 *
 * @param keep puts a text aside, and gives what stands in its place
 */
function keepLiterals(block: string, keep: (text: string) => string): string {
  if (!/[\\`<]/.test(block)) return block;
  const lastOf = new Map(Array.from(block.matchAll(/`+/g), ({ 0: run, index }) => [run.length, index]));
  let kept = "";
  let end = 0;
  LITERAL.lastIndex = 0;
  for (let found = LITERAL.exec(block); found; found = LITERAL.exec(block)) {
    const [whole, sign, address] = found;
    kept += block.slice(end, found.index);
    end = LITERAL.lastIndex;
    const text = sign ?? address;
    if (text !== undefined) kept += keep(text);
    else if ((lastOf.get(whole.length) ?? 0) < end) kept += whole;
    else {
      const closing = findBackticks(block, end, whole.length);
      kept += keep(block.slice(end, closing).replace(/^[ \n](.+)[ \n]$/s, "$1"));
      end = closing + whole.length;
      LITERAL.lastIndex = end;
    }
  }
  return kept + block.slice(end);
}

/** Where the next run of just so many begins: there is one. */
function findBackticks(block: string, from: number, count: number): number {
  const runs = /`+/g;
  runs.lastIndex = from;
  let run = runs.exec(block);
  while (run && run[0].length !== count) run = runs.exec(block);
  return run?.index ?? block.length;
}

/** A blank line stands where a block, or a cell, begins. */
function stripBlocks(markdown: string): string {
  const words = markdown
    .replace(
      /^ *(?:(?:[-*+>]|\d{1,9}[.)]) +)*(```+(?!`)(?!.*`)|~~~+(?!~))[^\n]*\n[\s\S]*?(?:^[ >]*\1[`~]*[ \t]*$|$(?![\s\S]))/gm,
      " ",
    )
    .replace(/^\[?!\[[^\n]*\n([*_])[^\n]*\1$/gm, "")
    .replace(/^\[\^[^\]\n]+\]:.*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*)*$/gm, "")
    .replace(/^[ \t>]*(?:#{1,6} +|[-*+] +(?:\[[ xX]\] +)?|\d{1,9}[.)] +|-{3,}$)/gm, "\n");
  return partTables(stripQuotes(words));
}

function stripQuotes(markdown: string): string {
  let end = -1;
  return markdown.replace(/^[ \t]*>[> ]*(.*\n?)/gm, (line: string, words: string, at: number) => {
    const isFirst = at !== end;
    end = at + line.length;
    return isFirst ? `\n${words}` : words;
  });
}

function partTables(markdown: string): string {
  if (!markdown.includes("|")) return markdown;
  return markdown.replace(TABLE, (_, head: string, rows: string) => partCells(head + rows));
}

/** An escaped sign is one also in a cell's code (GitHub's dialect, section 4.10). */
const partCells = (rows: string): string => rows.replace(/\\?\|/g, (sign) => (sign === "|" ? "\n\n" : "|"));

/** An address may hold brackets, each with its partner (CommonMark, section 6.3); behind it may stand a title. */
const TARGET = String.raw`\((?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*(?: "[^"\n]*")?\)`;
const PICTURE = new RegExp(String.raw`!\[[^[\]\n]*\]${TARGET}`, "g");
const LINK = new RegExp(String.raw`\[([^[\]\n]*)\]${TARGET}`, "g");

function stripInline(markdown: string): string {
  return markdown
    .replace(/\[\^[^[\]\s]+\]/g, "")
    .replace(PICTURE, "")
    .replace(LINK, "$1")
    .replace(/(?<!\*)(\*+)(?=[^\s*])([^*\n]*[^*\s])\1(?!\*)/g, "$2")
    .replace(/(?<![\w*])(\*{1,3})(?=\S)|(?<=\S)(\*{1,3})(?![\w*])|\*\*|~~/g, "")
    .replace(/(?<!\w)_+(?=[^\s_])|(?<=[^\s_])_+(?!\w)/g, "");
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
