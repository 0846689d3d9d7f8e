/** A source's line breaks between signs that are written without spaces: there they are none. */
import type { Root } from "hast";
import { childrenOf, isElement, type Parent } from "./hast-nodes.ts";

/** A sign of full width (CSS Text 3, section 4.1.3), Hangul aside, whose words have spaces. */
const WIDE = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]`;
/** One alone: what wraps lines leaves no blank ones, and who writes posts parts paragraphs by them. */
const BREAK = String.raw`[ \t]*(?:\r\n?|\n)[ \t\f]*`;
const WITHIN = new RegExp(`(?<=${WIDE})${BREAK}(?=${WIDE})`, "gu");
const AT_START = new RegExp(`^${BREAK}(?=${WIDE})`, "u");
const AT_END = new RegExp(`(?<=${WIDE})${BREAK}$`, "u");
const [STARTS, ENDS] = [new RegExp(`^${WIDE}`, "u"), new RegExp(`${WIDE}$`, "u")];

/**
 * Also beside marks and links. What parts two elements stays: names may stand side by side. So does what parts the lines
 * of a text without markup, or around it: they were written as lines.
 */
export function joinLines(root: Root): void {
  let before = "";
  for (const { node, isKept, after } of withNext(textsIn(root, false))) {
    if (!isKept) {
      node.value = node.value.replace(WITHIN, "");
      if (ENDS.test(before)) node.value = node.value.replace(AT_START, "");
      if (STARTS.test(after)) node.value = node.value.replace(AT_END, "");
    }
    before = node.value;
  }
}

interface Piece {
  node: { value: string };
  isKept: boolean;
}

function* textsIn(parent: Parent, isCode: boolean): Generator<Piece> {
  for (const node of childrenOf(parent)) {
    if (node.type === "text") yield { node, isKept: isCode || parent.type === "root" };
    else if (isElement(node)) yield* textsIn(node, isCode || isElement(node, "pre", "code"));
  }
}

/** Each with the text that follows. */
function* withNext(pieces: Iterable<Piece>): Generator<Piece & { after: string }> {
  let last: Piece | undefined;
  for (const piece of pieces) {
    if (last) yield { ...last, after: piece.node.value };
    last = piece;
  }
  if (last) yield { ...last, after: "" };
}
