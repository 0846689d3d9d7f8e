/** Inline elements that Markdown has no mark for, put into words: sub and sup, q, ruby, notes beside the text, buttons. */
import type { Element } from "hast";
import { BLOCKS } from "../element-kinds.ts";
import {
  attribute,
  childrenOf,
  classesOf,
  element,
  find,
  isBlank,
  isElement,
  type Node,
  type Parent,
  rewrite,
  text,
  textOf,
} from "../hast-nodes.ts";
import { settleShifts } from "./settle-shifts.ts";

export function settleWords(root: Parent): void {
  keepPreparedLines(root);
  keepSpokenButtons(root);
  settleShifts(root);
  rewrite(root, besideText);
  rewrite(root, (node) => (isElement(node, "ruby") ? annotated(node) : undefined));
  quote(root, 0);
}

function keepSpokenButtons(parent: Parent): void {
  const nodes = childrenOf(parent);
  parent.children = nodes.flatMap((node, at) => {
    if (node.type === "element") keepSpokenButtons(node);
    if (!isElement(node, "button")) return [node];
    const [before, after] = [nodes[at - 1], nodes[at + 1]].map((beside) => (beside ? textOf(beside) : ""));
    return isInSentence(textOf(node), before, after) ? childrenOf(node) : [node];
  });
}

/** A word that opens something when it is clicked is a word of its sentence; "Copy" beside a line is none. */
export const isInSentence = (button: string, before = "", after = ""): boolean =>
  /\p{L}/u.test(button) && /[\p{L}\p{N},]\s+$/u.test(before) && /^\s*[\p{L}\p{N}.,;!?)]/u.test(after);

const NOTE = /^(?:side|margin)-?note$/;

/** A note that the page sets beside its sentence, as Tufte CSS does, stands in it in brackets; the sign that opens it goes. */
function besideText(node: Element): Node[] | undefined {
  const names = classesOf(node);
  if (isElement(node, "label") && names.includes("margin-toggle")) return [];
  const isNote = isElement(node, "span", "small") && names.some((name) => NOTE.test(name));
  if (
    !isNote ||
    isBlank(node) ||
    find(node, ({ tagName }) => BLOCKS.has(tagName)) ||
    /^\s*[([]/.test(textOf(node))
  )
    return undefined;
  return [text(" ("), ...trimmed(childrenOf(node)), text(")")];
}

function trimmed(nodes: Node[]): Node[] {
  return nodes.map((node, at) => {
    if (node.type !== "text") return node;
    const begun = at === 0 ? node.value.trimStart() : node.value;
    return text(at === nodes.length - 1 ? begun.trimEnd() : begun);
  });
}

/** 漢字 with its reading in brackets after it, whether or not the page brought brackets along. */
function annotated(ruby: Element): Node[] {
  const hasBrackets = childrenOf(ruby).some((child) => isElement(child, "rp"));
  return childrenOf(ruby).flatMap((child) => {
    if (!isElement(child, "rt", "rtc") || hasBrackets)
      return isElement(child) && /^r/.test(child.tagName) ? childrenOf(child) : [child];
    return isBlank(child) ? [] : [text("("), ...childrenOf(child), text(")")];
  });
}

/** A page whose style gives a `q` no marks writes its own. */
const MARKED = /^\s*["“”„«»「『][^"“”„«»「」『』]*["“”«»」』]\s*$/u;

function quote(parent: Parent, depth: number): void {
  const children: Node[] = [];
  for (const child of childrenOf(parent)) {
    const isQuote = isElement(child, "q");
    const isMarked = isQuote && MARKED.test(textOf(child));
    if (child.type === "element") quote(child, depth + (isQuote ? 1 : 0));
    const [open, close] = depth % 2 === 0 ? ["“", "”"] : ["‘", "’"];
    if (!isElement(child) || !isQuote) children.push(child);
    else children.push(...(isMarked ? childrenOf(child) : [text(open), ...childrenOf(child), text(close)]));
  }
  parent.children = children;
}

/** Where the page's style keeps newlines (`white-space: pre-wrap`), they are line breaks. */
function keepPreparedLines(root: Parent): void {
  rewrite(root, (node) => {
    if (
      isElement(node, "pre", "code") ||
      !/white-space:\s*(?:pre|break-spaces)/i.test(attribute(node, "style"))
    )
      return undefined;
    breakLines(node);
    return undefined;
  });
}

function breakLines(parent: Element): void {
  parent.children = childrenOf(parent).flatMap((child): Node[] => {
    if (isElement(child) && !isElement(child, "pre")) breakLines(child);
    if (child.type !== "text" || !child.value.includes("\n")) return [child];
    const lines = child.value.trim() === "" ? [child.value.replaceAll("\n", " ")] : child.value.split("\n");
    return lines.flatMap((line, at) => (at === 0 ? [text(line)] : [element("br"), text(line)]));
  });
}
