/** Raised and lowered text, for which Markdown has no mark, on the line: by signs of its own, or so that no number changes. */
import type { Element } from "hast";
import { BLOCKS, REFERENCE } from "../element-kinds.ts";
import {
  attribute,
  childrenOf,
  find,
  isElement,
  type Node,
  type Parent,
  text,
  textOf,
} from "../hast-nodes.ts";

interface Shift {
  signs: ReadonlyMap<string, string>;
  /** What stands before text that has no signs. */
  mark: string;
}

const signsOf = (plain: string, shifted: string): ReadonlyMap<string, string> =>
  new Map([...plain].map((char, at) => [char, [...shifted][at] ?? char]));

const SUP: Shift = { signs: signsOf("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ"), mark: "^" };
const SUB: Shift = { signs: signsOf("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎"), mark: "_" };

/** Signs that may stand on the line between such that are shifted, as in a list of notes. */
const BETWEEN = /[,;\s]/;
/** Letters; what is longer is text in a smaller type. */
const LONGEST = 12;
/** What would go on with a number that stands before it. */
const NUMBER = /^[-+−–.,]?\d/;

export function settleShifts(root: Parent): void {
  let last = "";
  const visit = (parent: Parent): void => {
    parent.children = childrenOf(parent).flatMap((child): Node[] => {
      if (child.type === "text") last = child.value.at(-1) ?? last;
      if (child.type !== "element") return [child];
      const begins = BLOCKS.has(child.tagName) || child.tagName === "br";
      const before = begins ? "" : last;
      last = before;
      visit(child);
      if (begins) last = "";
      const shift = shiftOf(child);
      if (!shift) return [child];
      const settled = shifted(child, shift, before);
      last = settled.map(textOf).join("").at(-1) ?? last;
      return settled;
    });
  };
  visit(root);
}

/** By its element or, as Google Docs writes it, by its style. */
function shiftOf(node: Element): Shift | undefined {
  const [, style = ""] = /vertical-align:\s*(su(?:b|per))\b/i.exec(attribute(node, "style")) ?? [];
  const kind = isElement(node, "span") ? style.toLowerCase() : node.tagName;
  if (kind === "sup" || kind === "super") return SUP;
  return kind === "sub" ? SUB : undefined;
}

/** Nothing may be lost: what has no signs stands on the line, in brackets where a digit would follow a digit. */
function shifted(node: Element, { signs, mark }: Shift, before: string): Node[] {
  const value = textOf(node).trim();
  const link = find(node, (inner) => isElement(inner, "a", "img", REFERENCE));
  const isShiftable =
    value.length <= LONGEST && [...value].every((char) => signs.has(char) || BETWEEN.test(char));
  if (!link && isShiftable) return [text([...value].map((char) => signs.get(char) ?? char).join(""))];
  if (!/\d/.test(before) || !NUMBER.test(value) || isElement(link, REFERENCE)) return childrenOf(node);
  const [open, close] = link ? ["[", "]"] : [`${mark}(`, ")"];
  return [text(open), ...childrenOf(node), text(close)];
}
