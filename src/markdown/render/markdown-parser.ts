/** The dialect: GitHub's tables, strikethrough and task lists, and footnotes. The only door to markdown-it. */
import MarkdownIt, { type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import { boundLinks } from "./bound-links.ts";

export type { Token };

/** Where a story's link may lead: to the web, to a mailbox, or from the story's own address on. All else stays text. */
const SAFE_LINK = /^(?:https?:\/\/|mailto:|[^:/?#]*(?:[/?#]|$))/i;

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
parser.use(footnotes);
/** `^[text]` is no note in GitHub's dialect. */
parser.inline.ruler.disable("footnote_inline");
parser.validateLink = (url) => SAFE_LINK.test(url.trim());
/** Addresses are escaped where they are written; spelling them anew would change what was stored. */
parser.normalizeLink = (url) => url.trim();
parser.normalizeLinkText = (text) => text;

/** Footnotes are put behind the text one by one, each time by `concat`: thousands would be copied thousands of times. */
class GrowingTokens extends Array<Token> {
  override concat(...more: (Token | ConcatArray<Token>)[]): this {
    const none: Token[] = [];
    for (const token of none.concat(...more)) this.push(token);
    return this;
  }
}
parser.core.ruler.before("footnote_tail", "growing_tokens", (state) => {
  state.tokens = GrowingTokens.from(state.tokens);
});
parser.core.ruler.after("footnote_tail", "grown_tokens", (state) => {
  state.tokens = [...state.tokens];
});

/** What the rules of this dialect begin or end with: between two of these all is text. */
const SIGN = /[\n!&*<[\\\]_`~]/g;

/** markdown-it's own rule looks at each character, and stops at the signs of dialects that this one is not. */
parser.inline.ruler.at("text", (state, silent) => {
  SIGN.lastIndex = state.pos;
  const end = Math.min(SIGN.exec(state.src)?.index ?? state.posMax, state.posMax);
  if (end === state.pos) return false;
  if (!silent) state.pending += state.src.slice(state.pos, end);
  state.pos = end;
  return true;
});

export function parseMarkdown(markdown: string): Token[] {
  const tokens = parser.parse(markdown, {});
  boundLinks(tokens, markdown.length);
  for (const [at, token] of tokens.entries()) {
    if (token.type === "inline" && token.children) settleInline(tokens, at, token.children);
  }
  return tokens;
}

function settleInline(tokens: Token[], at: number, children: Token[]): void {
  const [open, close] = [tokens[at - 1], tokens[at + 1]];
  if (open?.type !== "paragraph_open" || !close) return;
  const item = tokens[at - 2];
  if (item?.type === "list_item_open") markTask(item, tokens[at], children[0]);
  const caption = findCaption(children);
  if (caption === undefined) return;
  open.type = "figure_open";
  close.type = "figure_close";
  children.splice(caption, 1);
  const [start, end] = [children[caption], children.at(-1)];
  if (start) start.type = "figcaption_open";
  if (end) end.type = "figcaption_close";
}

/** GitHub's dialect, section 5.3: `- [ ] text` and `- [x] text`, where the bracket is not escaped. */
function markTask(item: Token, inline: Token | undefined, first: Token | undefined): void {
  const box = /^\[([ xX])\](?:[ \t\n]+|$)/.exec(inline?.content ?? "");
  if (!inline || !box || first?.type !== "text") return;
  item.attrSet("class", "task");
  inline.meta = { checked: box[1] !== " " };
  first.content = first.content.slice(3).trimStart();
}

/** Index of the newline between pictures and the emphasized line that is all that follows; undefined where none. */
function findCaption(children: Token[]): number | undefined {
  if (
    children.at(-1)?.type !== "em_close" ||
    (children[0]?.type !== "image" && children[0]?.type !== "link_open")
  )
    return undefined;
  let hasPicture = false;
  for (const [at, token] of children.entries()) {
    if (token.type === "em_open")
      return hasPicture && children[at - 1]?.type === "softbreak" && closesLast(children, at)
        ? at - 1
        : undefined;
    if (token.type === "image") hasPicture = true;
    else if (!isBetweenPictures(token)) return undefined;
  }
  return undefined;
}

const isBetweenPictures = (token: Token): boolean =>
  token.type === "softbreak" ||
  token.type === "link_open" ||
  token.type === "link_close" ||
  (token.type === "text" && token.content.trim() === "");

function closesLast(children: Token[], open: number): boolean {
  const level = children[open]?.level;
  return (
    children.findIndex((token, at) => at > open && token.type === "em_close" && token.level === level) ===
    children.length - 1
  );
}
