/** A Markdown tree → text with as few escapes as reading back allows: the only door to mdast-util-to-markdown. */
import type { Image, InlineCode, Link, Parents, Root, Text } from "mdast";
import { gfmFootnoteToMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { defaultHandlers, type Info, type Options, type State, toMarkdown } from "mdast-util-to-markdown";
import { easeEscapes } from "./ease-escapes.ts";

const OPTIONS: Options = {
  bullet: "-",
  bulletOther: "*",
  emphasis: "*",
  strong: "*",
  rule: "-",
  fences: true,
  listItemIndent: "one",
  extensions: [
    gfmFootnoteToMarkdown(),
    gfmStrikethroughToMarkdown(),
    gfmTableToMarkdown({ tableCellPadding: true, tablePipeAlign: false }),
    gfmTaskListItemToMarkdown(),
  ],
  handlers: { text, link, image, inlineCode },
};

/** Ends with one newline, or is "". */
export function writeMarkdown(root: Root): string {
  const written = toMarkdown(root, OPTIONS);
  return written.trim() === "" ? "" : written;
}

function text(node: Text, parent: Parents | undefined, state: State, info: Info): string {
  const inLabel = state.stack.includes("label");
  const safe = escapeMore(state.safe(node.value, info), info.after);
  const eased = easeEscapes(safe, info.before, info.after, inLabel);
  return looksLikeDefinition(node, parent) ? `\\${eased}` : eased;
}

/** A colon after a reference that begins a line: the line would be read as the note, and be lost. */
function looksLikeDefinition(node: Text, parent: Parents | undefined): boolean {
  if (!node.value.startsWith(":") || parent?.type !== "paragraph") return false;
  const at = parent.children.indexOf(node);
  const [beforeLast, last] = [parent.children[at - 2], parent.children[at - 1]];
  return last?.type === "footnoteReference" && (!beforeLast || beforeLast.type === "break");
}

/**
 * What the library leaves: underscores beside an emoji, half of which it takes for a letter, and a mail address in
 * angle brackets that doesn't begin with a letter.
 */
function escapeMore(safe: string, after: string): string {
  const lessThan = safe.includes("<") ? escapeMailTo(safe, after) : safe;
  if (!/_[\ud800-\udbff]|[\udc00-\udfff]_/.test(lessThan)) return lessThan;
  return lessThan.replace(/(?<=[\udc00-\udfff])_+|(?<![\\_])_+(?=[\ud800-\udbff])/g, (run) =>
    run.replaceAll("_", "\\_"),
  );
}

/** The address may go on in the next node. */
function escapeMailTo(safe: string, after: string): string {
  const pattern = /^\S/.test(after) ? /(?<!\\)<(?=[^\s<>]*(?:@|$))/g : /(?<!\\)<(?=[^\s<>]*@)/g;
  return safe.replace(pattern, "\\<");
}

/** In a table GitHub and markdown-it take any backslash before a pipe as its escape, also in code. */
function inlineCode(node: InlineCode, parent: Parents | undefined, state: State): string {
  const code = defaultHandlers.inlineCode(node, parent, state);
  return state.stack.includes("tableCell") ? code.replaceAll("|", "\\|") : code;
}
inlineCode.peek = (): string => "`";

/** Inline, never by reference; `<address>` where the text is the address. Destinations come spelled without traps. */
function link(node: Link, _: unknown, state: State, info: Info): string {
  const bare = addressAsText(node);
  if (bare) return `<${bare}>`;
  const exit = state.enter("link");
  const exitLabel = state.enter("label");
  const tracker = state.createTracker(info);
  let value = tracker.move("[");
  const label = tracker.move(
    state.containerPhrasing(node, { before: value, after: "](", ...tracker.current() }),
  );
  exitLabel();
  exit();
  // A label that begins with ^ would be a footnote's.
  value += label.startsWith("^") ? `\\${label}` : label;
  return `${value}](${node.url})`;
}
link.peek = (node: Link): string => (addressAsText(node) ? "<" : "[");

function addressAsText(node: Link): string | undefined {
  const [only, ...others] = node.children;
  if (only?.type !== "text" || others.length > 0 || /[\s<>|\\]/.test(only.value)) return undefined;
  const { value } = only;
  if (node.url === `mailto:${value}` && /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value)) return value;
  const isAddress = /^https?:\/\//.test(value) && (value === node.url || `${value}/` === node.url);
  return isAddress ? value : undefined;
}

function image(node: Image, _: unknown, state: State, info: Info): string {
  const exit = state.enter("image");
  const exitLabel = state.enter("label");
  const alt = easeEscapes(state.safe(node.alt ?? "", { ...info, before: "[", after: "]" }), "[", "]", true);
  exitLabel();
  exit();
  return `![${alt}](${node.url}${node.title ? ` "${titled(node.title)}"` : ""})`;
}
image.peek = (): string => "!";

const titled = (title: string): string =>
  title
    .replace(/[\\"]/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll("|", "&#124;");
