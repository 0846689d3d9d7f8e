/** A story's file changed in one thing, with all else as somebody wrote it: comments, an order and a spelling of their own. */
import { formatLine } from "./front-matter.ts";
import { compareText, type Share, type Show, type Story } from "./story.ts";
import { formatStory, parseStory, sharesLine } from "./story-file.ts";

/**
 * The text of a story's file with another value of `hidden` and all else as somebody wrote it, comments included.
 *
 * @returns `undefined` where one line cannot say it
 */
export function withHidden(path: string, text: string, hidden: boolean): string | undefined {
  const line = `hidden: ${hidden}`;
  const front = frontOf(text);
  const head = /^hidden:/m.test(front)
    ? front.replace(/^hidden:[ \t]*[^\s#]*/m, line)
    : front.replace(/^(\uFEFF?---)(\r?\n)/, `$1$2${line}$2`);
  return meansOnly(path, text, head + text.slice(front.length), (story) => ({ ...story, hidden }));
}

/** The same for what may be shown of a story. */
export function withShow(path: string, text: string, show: Show): string | undefined {
  const edited = text.replace(/^( +show:[ \t]*)\w+/m, `$1${show}`);
  return meansOnly(path, text, edited, (story) => ({ ...story, origin: { ...story.origin, show } }));
}

/** The same for who shared it. */
export function withShares(path: string, text: string, shares: Share[]): string | undefined {
  const front = frontOf(text);
  const lineEnd = front.includes("\r\n") ? "\r\n" : "\n";
  const lines = formatLine(sharesLine(shares)).replaceAll("\n", lineEnd);
  const head = /^shares:/m.test(front)
    ? front.replace(/^shares:[^\n]*\n(?:[ \t-][^\n]*\n)*/m, () => lines)
    : `${front}${lines}`;
  return meansOnly(path, text, head + text.slice(front.length), (story) => ({ ...story, shares }));
}

/** As far as the closing `---`; "" where there is none. */
const frontOf = (text: string): string => text.slice(0, text.search(/\n---\r?$/m) + 1);

/** @returns the edited text where it says what it said, but for this change */
function meansOnly(
  path: string,
  text: string,
  edited: string,
  change: (story: Story) => Story,
): string | undefined {
  const [before, after] = [parseStory(path, text), parseStory(path, edited)];
  const isMeant = before.ok && after.ok && formatStory(change(before.story)) === formatStory(after.story);
  return isMeant ? edited : undefined;
}

/**
 * The text of a story's file as somebody spelled it, with comments and an order of keys of their own, where one of these
 * says the story and nothing else; of several the first in the order of texts. Else the program's own spelling.
 */
export function spellStory(path: string, story: Story, texts: string[]): string {
  const plain = formatStory(story);
  const isMeant = (text: string): boolean => {
    const parsed = text === plain ? undefined : parseStory(path, text);
    return parsed?.ok === true && formatStory(parsed.story) === plain;
  };
  return [...new Set(texts)].sort(compareText).find(isMeant) ?? plain;
}
