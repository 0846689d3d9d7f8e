/**
 * Emphasis that Markdown would not close. CommonMark, section 6.2: a mark between a letter and punctuation opens or
 * closes only on one side, so `**“so”**he` stays literal; punctuation is then moved out of the mark, or the mark dropped.
 */
import type { PhrasingContent } from "mdast";

type Mark = Extract<PhrasingContent, { type: "strong" | "emphasis" | "delete" }>;

const isMark = (node: PhrasingContent | undefined): node is Mark =>
  node?.type === "strong" || node?.type === "emphasis" || node?.type === "delete";

const isPunctuation = (char: string): boolean => /^[\p{P}\p{S}]/u.test(char);
/** CommonMark, section 2.1: narrower than JavaScript's. */
const isSpace = (char: string): boolean => char === "" || /^[\p{Zs}\t\n\f\r]/u.test(char);

/** Of two marks that touch only the first stands: a run of asterisks could be read in two ways. */
export function settleEmphasis(
  nodes: PhrasingContent[],
  outerBefore = "",
  outerAfter = "",
): PhrasingContent[] {
  const settled: PhrasingContent[] = [];
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const next = waiting.at(-1);
    if (isMark(node) && isMark(next)) waiting.splice(-1, 1, ...[...next.children].reverse());
    const before = settled.length > 0 ? lastChar(settled.at(-1)) : outerBefore;
    const after = waiting.length > 0 ? firstChar(waiting.at(-1)) : outerAfter;
    if (isMark(node)) settled.push(...settleMark(node, before, after));
    else if (node.type === "link")
      settled.push({ ...node, children: linkText(settleEmphasis(node.children, "[", "]")) });
    else settled.push(node);
  }
  return settled;
}

const linkText = (nodes: PhrasingContent[]) =>
  nodes.flatMap((node) => (node.type === "link" || node.type === "linkReference" ? [] : [node]));

function settleMark(mark: Mark, before: string, after: string): PhrasingContent[] {
  const children = settleEmphasis(mark.children, before, after);
  const node: Mark = { ...mark, children };
  if (closes(edge(children, "first"), before) && closes(edge(children, "last"), after)) return [node];
  const swapped = swapWithLink(node);
  return swapped ? settleEmphasis([swapped], before, after) : moveOut(node, before, after);
}

/** A mark next to this inner and this outer character works: CommonMark's left- and right-flanking. */
const closes = (inner: string, outer: string): boolean =>
  !isSpace(inner) && (!isPunctuation(inner) || isSpace(outer) || isPunctuation(outer));

/** `**[text](url)**` glued to a word can't close, `[**text**](url)` can. */
function swapWithLink(mark: Mark): PhrasingContent | undefined {
  const [only, ...others] = mark.children;
  if (only?.type !== "link" || others.length > 0 || only.children.some((child) => child.type === "image"))
    return undefined;
  return { ...only, children: linkText([{ ...mark, children: only.children }]) };
}

function moveOut(mark: Mark, before: string, after: string): PhrasingContent[] {
  const [first, last] = [mark.children[0], mark.children.at(-1)];
  if (first?.type === "text" && !closes(edge(mark.children, "first"), before)) {
    const out = /^[\p{P}\p{S}\s]+/u.exec(first.value)?.[0] ?? "";
    const rest = first.value.slice(out.length);
    const children: PhrasingContent[] = [
      ...(rest ? [{ type: "text" as const, value: rest }] : []),
      ...mark.children.slice(1),
    ];
    if (out === "") return mark.children;
    const settled = children.length > 0 ? settleMark({ ...mark, children }, out.slice(-1), after) : [];
    return [{ type: "text", value: out }, ...settled];
  }
  if (last?.type === "text" && !closes(edge(mark.children, "last"), after)) {
    const out = /[\p{P}\p{S}\s]+$/u.exec(last.value)?.[0] ?? "";
    const rest = last.value.slice(0, last.value.length - out.length);
    const children: PhrasingContent[] = [
      ...mark.children.slice(0, -1),
      ...(rest ? [{ type: "text" as const, value: rest }] : []),
    ];
    if (out === "") return mark.children;
    const settled = children.length > 0 ? settleMark({ ...mark, children }, before, out.slice(0, 1)) : [];
    return [...settled, { type: "text", value: out }];
  }
  return mark.children;
}

/** The outermost character of content that a run of marks stands next to. */
function edge(nodes: PhrasingContent[], side: "first" | "last"): string {
  const node = side === "first" ? nodes[0] : nodes.at(-1);
  if (node && (node.type === "strong" || node.type === "emphasis")) return edge(node.children, side);
  return side === "first" ? firstChar(node) : lastChar(node);
}

function firstChar(node: PhrasingContent | undefined): string {
  if (!node || node.type === "break") return "";
  if (node.type === "text") return [...node.value.slice(0, 2)][0] ?? "";
  if (node.type === "inlineCode") return "`";
  if (node.type === "image") return "!";
  if (node.type === "delete") return "~";
  return isMark(node) ? "*" : "[";
}

function lastChar(node: PhrasingContent | undefined): string {
  if (!node || node.type === "break") return "";
  if (node.type === "text") return [...node.value.slice(-2)].at(-1) ?? "";
  if (node.type === "inlineCode") return "`";
  if (node.type === "delete") return "~";
  if (node.type === "footnoteReference") return "]";
  return isMark(node) ? "*" : ")";
}
