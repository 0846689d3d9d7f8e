/** Backslashes that CommonMark and GitHub's dialect don't need, taken out again, so that text stays pleasant to edit. */

/** Characters that a decision may need to see; brackets that close later than that stay escaped. */
const LOOK_AHEAD = 200;
const ENTITY = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/**
 * `escaped` is text with every character escaped that could ever be markup; `before` and `after` are the characters
 * around it. Within a label brackets must stay as they are.
 */
export function easeEscapes(escaped: string, before: string, after: string, inLabel: boolean): string {
  if (!escaped.includes("\\")) return escaped;
  return escaped.replace(/\\([!-/:-@[-`{-~])/g, (pair: string, char: string, at: number) => {
    const left = at > 0 ? escaped.charAt(at - 1) : before.slice(-1);
    const right =
      escaped.slice(at + 2, at + 2 + LOOK_AHEAD) + (at + 2 + LOOK_AHEAD > escaped.length ? after : "");
    return isNeeded(char, left, right, inLabel) ? pair : char;
  });
}

function isNeeded(char: string, left: string, right: string, inLabel: boolean): boolean {
  const atLineStart = left === "" || left === "\n";
  switch (char) {
    case "&":
      return ENTITY.test(`&${right}`);
    case "#":
      return /^#{0,5}(?:\s|$)/.test(right) || !atLineStart;
    case "=":
      return /^(?:=|\s|$)/.test(right);
    case "*":
    case "_":
      return !(left === " " && right.startsWith(" "));
    case "~":
      return !(/[ \u00a0]/.test(left) && /^(?!\\?~)\S/.test(right));
    case "[":
      return inLabel || !isPlainBracket(right, atLineStart);
    default:
      return true;
  }
}

/** `[sic]` in running text: closed, and followed by nothing that would make it a link, a note or a task. */
function isPlainBracket(right: string, atLineStart: boolean): boolean {
  const match = /^([^[\]\\^!`<*_~][^[\]\\`<]*)\](.?)/s.exec(right);
  if (!match || /^[([:\\]/.test(match[2] ?? "")) return false;
  return !(atLineStart && /^(?:\s|x)$/i.test(match[1] ?? ""));
}
