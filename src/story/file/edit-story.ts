/** A story's file changed in one thing, with all else as somebody wrote it: comments, an order and a spelling of their own. */
import { compareText, type Origin, type Share, type Show, type Story } from "../story.ts";
import { changeLines, frontOf, likeLines, putLines } from "./front-lines.ts";
import { formatLine } from "./front-matter.ts";
import { formatStory, orderOrigin, parseStory, sharesLine } from "./story-file.ts";

/**
 * The text of a story's file with another value of `hidden` and all else as somebody wrote it, comments included.
 *
 * @returns `undefined` where one line cannot say it
 */
export function withHidden(path: string, text: string, hidden: boolean): string | undefined {
  const line = `hidden: ${hidden}\n`;
  const change = (story: Story): Story => ({ ...story, hidden });
  return edit(path, text, change, (front) =>
    /^hidden:/m.test(front)
      ? putLines(front, "hidden", line)
      : front.replace(/^\uFEFF?---\r?\n/, (opening) => opening + likeLines(front, line)),
  );
}

/** The same for what may be shown of a story. */
export function withShow(path: string, text: string, show: Show): string | undefined {
  const change = (story: Story): Story => ({ ...story, origin: { ...story.origin, show } });
  return edit(path, text, change, putOrigin);
}

/** The same for who shared it: behind the shares that stand there, where these are known. */
export function withShares(path: string, text: string, shares: Share[]): string | undefined {
  const change = (story: Story): Story => ({ ...story, shares });
  return (
    edit(path, text, change, addShares) ??
    edit(path, text, change, (front) => putLines(front, "shares", formatLine(sharesLine(shares))))
  );
}

/** The same for a story's text as it was fetched: title, origin and body. */
export function withText(path: string, text: string, changed: Story): string | undefined {
  return edit(
    path,
    text,
    () => changed,
    (front, before, after) => {
      const title = formatLine({ key: "title", value: after.title, flowLevel: -1 });
      const titled = before.title === after.title ? front : putLines(front, "title", title);
      return putOrigin(titled, before, after);
    },
  );
}

/** @returns the edited text where it says what it said, but for this change */
function edit(
  path: string,
  text: string,
  change: (story: Story) => Story,
  put: (front: string, before: Story, after: Story) => string,
): string | undefined {
  const before = parseStory(path, text);
  if (!before.ok) return undefined;
  const changed = change(before.story);
  const front = frontOf(text);
  const rest =
    changed.body === before.story.body ? text.slice(front.length) : likeLines(front, `---\n${changed.body}`);
  const edited = put(front, before.story, changed) + rest;
  const after = parseStory(path, edited);
  return after.ok && formatStory(after.story) === formatStory(changed) ? edited : undefined;
}

/** Behind those that are there, where these stand in lines of their own. */
function addShares(front: string, before: Story, after: Story): string {
  const added = formatLine(sharesLine(after.shares.slice(before.shares.length)));
  return changeLines(front, "shares", (lines) => {
    const indent = /^([ \t]*)- /m.exec(lines)?.[1];
    return indent === undefined ? lines : lines + likeLines(front, itemsOf(added, indent));
  });
}

/** Key by key, where they stand in lines of their own; else as a whole. */
const putOrigin = (front: string, before: Story, after: Story): string =>
  changeLines(front, "origin", (lines) => {
    const indent = /\n([ \t]+)[^\s#]/.exec(lines)?.[1];
    return indent === undefined
      ? likeLines(front, formatLine({ key: "origin", value: orderOrigin(after.origin), flowLevel: 2 }))
      : putKeys(lines, before.origin, after.origin, indent);
  });

function putKeys(lines: string, before: Origin, after: Origin, indent: string): string {
  const known: Record<string, unknown> = { ...orderOrigin(before) };
  const wanted: Record<string, unknown> = { ...orderOrigin(after) };
  return [...new Set([...Object.keys(known), ...Object.keys(wanted)])]
    .filter((key) => JSON.stringify(known[key]) !== JSON.stringify(wanted[key]))
    .reduce((put, key) => {
      const value = wanted[key] === undefined ? {} : { [key]: wanted[key] };
      const line = formatLine({ key: "origin", value, flowLevel: 2 });
      return putLines(put, key, itemsOf(line, indent), indent);
    }, lines);
}

/** What stands below a key's own line, set in by another indent. */
const itemsOf = (lines: string, indent: string): string =>
  lines.replace(/^.*\n/, "").replace(/^ {2}/gm, indent);

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
