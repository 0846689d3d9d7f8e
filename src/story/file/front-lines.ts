/** One key's lines in front matter, as text: all that stands around them stays as somebody wrote it. */

/** As far as the closing `---`; "" where there is none. */
export const frontOf = (text: string): string => text.slice(0, text.search(/\n---\r?$/m) + 1);

/** A key's line and what belongs to it: lines further in, a list's items, and what stands between these. */
const linesOf = (key: string, indent: string): RegExp =>
  new RegExp(
    `^${indent}${key}:[^\\n]*\\n(?:(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*${indent}(?:[ \\t]+[^\\s#]|-\\s)[^\\n]*\\n)*`,
    "m",
  );

/** A key's lines changed; where it is not there, what `change` makes of "" stands at the end. */
export function changeLines(
  front: string,
  key: string,
  change: (lines: string) => string,
  indent = "",
): string {
  const lines = linesOf(key, indent);
  return lines.test(front) ? front.replace(lines, change) : front + change("");
}

/** Behind a value without quotes or brackets. */
const NOTE = /^[ \t]*\w+:(?![ \t]*["'{[|>&*!])[^\n]*?[ \t](#[^\r\n]*)/;

/** A comment on a key's own line, with the blanks before it. */
function noteOf(lines: string): string {
  const [found = "", note = ""] = NOTE.exec(lines) ?? [];
  const before = found.slice(0, found.length - note.length);
  return before.slice(before.trimEnd().length) + note;
}

/**
 * Other lines in the place of a key's. A comment behind its value stays.
 *
 * @param lines each with its line end, `\n`; "" takes the key away
 */
export const putLines = (front: string, key: string, lines: string, indent = ""): string =>
  changeLines(
    front,
    key,
    (before) =>
      likeLines(
        front,
        lines.replace("\n", () => `${noteOf(before)}\n`),
      ),
    indent,
  );

/** With the line ends of the text that they go into. */
export const likeLines = (text: string, lines: string): string =>
  text.includes("\r\n") ? lines.replaceAll("\n", "\r\n") : lines;
