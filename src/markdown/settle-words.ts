/** Inline elements that Markdown has no mark for, put into words: sub and sup, q, ruby. */
import type { Element } from "hast";
import {
  attribute,
  childrenOf,
  element,
  isBlank,
  isElement,
  type Node,
  type Parent,
  rewrite,
  text,
  textOf,
} from "./hast-nodes.ts";

const RAISED = new Map(
  [..."0123456789+-−=()n"].map((char, at) => [char, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"][at] ?? char]),
);
const LOWERED = new Map(
  [..."0123456789+-−=()"].map((char, at) => [char, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"][at] ?? char]),
);

export function settleWords(root: Parent): void {
  keepPreparedLines(root);
  rewrite(root, (node) => {
    if (isElement(node, "sup")) return shifted(node, RAISED);
    if (isElement(node, "sub")) return shifted(node, LOWERED);
    if (isElement(node, "ruby")) return annotated(node);
    return undefined;
  });
  quote(root, 0);
}

/** Signs that exist raised or lowered are taken; other text stands on the line, for nothing may be lost. */
function shifted(node: Element, signs: Map<string, string>): Node[] {
  const [only] = childrenOf(node);
  const value = textOf(node).trim();
  if (
    node.children.length === 1 &&
    only?.type === "text" &&
    value.length <= 6 &&
    [...value].every((char) => signs.has(char))
  ) {
    return [text([...value].map((char) => signs.get(char) ?? char).join(""))];
  }
  return childrenOf(node);
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

function quote(parent: Parent, depth: number): void {
  const children: Node[] = [];
  for (const child of childrenOf(parent)) {
    const isQuote = isElement(child, "q");
    if (child.type === "element") quote(child, depth + (isQuote ? 1 : 0));
    const [open, close] = depth % 2 === 0 ? ["“", "”"] : ["‘", "’"];
    children.push(...(isQuote ? [text(open), ...childrenOf(child), text(close)] : [child]));
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
