/** Inline content as Markdown can say it: text, pictures, breaks, references and the marks. */
import type { Element } from "hast";
import { BLOCKS, INLINE, REFERENCE } from "../element-kinds.ts";
import {
  attribute,
  childrenOf,
  element,
  isBlank,
  isElement,
  type Node,
  text,
  textOf,
} from "../hast-nodes.ts";
import { isVisible } from "./inline-lines.ts";

/** Inline content without its wrappers; text, pictures, breaks and the marks that Markdown has. */
export function inline(nodes: Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === "text") return [node];
    if (node.type !== "element") return [];
    if (isElement(node, "br", "img", REFERENCE)) return [node];
    if (isElement(node, "button", "input")) return [];
    const children = inline(childrenOf(node));
    const mark = markOf(node);
    if (mark === "code") return codePieces(children);
    return mark && isVisible(children) ? [{ ...node, tagName: mark, children }] : children;
  });
}

/** Editors write marks as styles, too, and undo them so: Google Docs has all that it copies in a `b` that is not bold. */
export function markOf(node: Element): string | undefined {
  const style = attribute(node, "style");
  if (isElement(node, "b", "strong") && /font-weight:\s*(?:normal|400)/i.test(style)) return undefined;
  if (isElement(node, "span") && /font-weight:\s*(?:bold|[6-9]00)/i.test(style)) return "strong";
  if (isElement(node, "span") && /font-style:\s*italic/i.test(style)) return "em";
  if (isElement(node, "span") && /text-decoration(?:-line)?:[^;]*line-through/i.test(style)) return "del";
  return INLINE[node.tagName];
}

/** Code can't hold a link in Markdown: the link holds its piece of the code instead. White space at the ends is text. */
function codePieces(nodes: Node[]): Node[] {
  const pieces: Node[] = [];
  let value = "";
  const flush = (): void => {
    const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(value) ?? [];
    if (before !== "") pieces.push(text(before));
    if (inner !== "") pieces.push(element("code", {}, [text(inner)]));
    if (after !== "") pieces.push(text(after));
    value = "";
  };
  for (const node of nodes) {
    if (isElement(node, "a", "img", REFERENCE)) {
      flush();
      pieces.push(isElement(node, "a") ? { ...node, children: codePieces(childrenOf(node)) } : node);
    } else value += isElement(node, "br") ? " " : textOf(node);
  }
  flush();
  return pieces;
}

/** Blocks within a heading, a cell or a caption run on, parted by a space; items of a list by a dot. */
export function oneLine(nodes: Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (isElement(node, "br", "hr")) return [text(" ")];
    if (isElement(node, "pre"))
      return [text(" "), element("code", {}, [text(textOf(node).replace(/\s+/g, " "))]), text(" ")];
    if (isElement(node, "ul", "ol")) {
      const items = childrenOf(node).filter((child) => isElement(child) && !isBlank(child));
      return items.flatMap((child, at) => [text(at === 0 ? " " : " · "), ...oneLine([child]), text(" ")]);
    }
    if (isElement(node) && BLOCKS.has(node.tagName))
      return [text(" "), ...oneLine(childrenOf(node)), text(" ")];
    if (isElement(node) && node.children.length > 0)
      return inline([{ ...node, children: oneLine(childrenOf(node)) }]);
    return inline([node]);
  });
}
