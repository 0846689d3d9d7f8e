/** A Markdown tree that reads back as what it is: no empty nodes, no stray white space, emphasis that will close. */
import type { Nodes, Parents, PhrasingContent, Root, RootContent } from "mdast";
import { settleEmphasis } from "./settle-emphasis.ts";

export function tidyTree(root: Root): Root {
  tidyBelow(root);
  const isRule = (node: RootContent | undefined): boolean => node?.type === "thematicBreak";
  const children = root.children.filter((node, at) => !isRule(node) || !isRule(root.children[at - 1]));
  while (isRule(children[0])) children.shift();
  const end = children.findLastIndex((node) => node.type !== "footnoteDefinition");
  if (isRule(children[end])) children.splice(end, 1);
  root.children = children;
  return root;
}

function tidyBelow(parent: Parents): void {
  if (parent.type === "paragraph") parent.children = tidyLine(parent.children, true);
  else if (parent.type === "heading" || parent.type === "tableCell")
    parent.children = tidyLine(parent.children, false);
  else {
    for (const child of parent.children) if ("children" in child) tidyBelow(child);
    dropEmpty(parent);
  }
}

/** A cell may be empty, a row and a table may not. */
function dropEmpty(parent: Parents): void {
  const isEmpty = (node: Nodes): boolean => {
    if (node.type === "table")
      return node.children.every((row) => row.children.every((cell) => cell.children.length === 0));
    return (
      "children" in node &&
      node.type !== "tableCell" &&
      node.type !== "tableRow" &&
      node.children.length === 0
    );
  };
  for (let at = parent.children.length - 1; at >= 0; at -= 1) {
    const child = parent.children[at];
    if (child && isEmpty(child)) parent.children.splice(at, 1);
  }
}

/** Inline content of a block; `breaks` where it may have more than one line. */
function tidyLine(nodes: PhrasingContent[], breaks: boolean): PhrasingContent[] {
  const settled = settleEmphasis(mergeText(simplify(nodes, new Set(), breaks)));
  return trimLine(mergeAll(settled));
}

/** Also inside links and marks, where a mark that was undone left two texts. */
const mergeAll = (nodes: PhrasingContent[]): PhrasingContent[] =>
  mergeText(
    nodes.map((node) => ("children" in node ? { ...node, children: mergeAll(node.children) } : node)),
  );

/** Nesting that says nothing new is undone, outer white space is taken out of links and emphasis. */
function simplify(nodes: PhrasingContent[], within: Set<string>, breaks: boolean): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === "text") return [{ type: "text", value: plain(node.value) }];
    if (node.type === "break") return breaks ? [node] : [{ type: "text", value: " " }];
    if (node.type === "inlineCode") return [{ type: "inlineCode", value: node.value.replace(/\s+/g, " ") }];
    if (!("children" in node)) return [node];
    const children = mergeText(simplify(node.children, new Set([...within, node.type]), breaks));
    if (within.has(node.type)) return children;
    return hoistSpace({ ...node, children });
  });
}

/**
 * The newline that parts a picture from its caption is ours; all others are spaces, as are the separators of Unicode,
 * on whose nature CommonMark and its parsers differ.
 */
const plain = (value: string): string =>
  value === "\n" ? value : value.replace(/\ufeff/g, "").replace(/[ \t\r\n\f\u0085\u2028\u2029]+/g, " ");

const isSpace = (node: PhrasingContent | undefined): boolean =>
  node?.type === "break" || (node?.type === "text" && node.value.trim() === "");

function hoistSpace(node: Extract<PhrasingContent, { children: PhrasingContent[] }>): PhrasingContent[] {
  const [before, after]: PhrasingContent[][] = [[], []];
  const children = [...node.children];
  while (isSpace(children[0])) before?.push(...children.splice(0, 1));
  while (isSpace(children.at(-1))) after?.unshift(...children.splice(-1, 1));
  const [first, last] = [children[0], children.at(-1)];
  if (first?.type === "text" && /^\s/.test(first.value)) {
    before?.push({ type: "text", value: /^\s+/.exec(first.value)?.[0] ?? "" });
    children[0] = { type: "text", value: first.value.trimStart() };
  }
  const end = children.at(-1);
  if (last?.type === "text" && end?.type === "text" && /\s$/.test(end.value)) {
    after?.unshift({ type: "text", value: /\s+$/.exec(end.value)?.[0] ?? "" });
    children[children.length - 1] = { type: "text", value: end.value.trimEnd() };
  }
  const kept = children.length > 0 ? [{ ...node, children }] : [];
  return [...(before ?? []), ...kept, ...(after ?? [])];
}

/** Neighbours of one kind become one, so that no mark meets its like. */
function mergeText(nodes: PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === "text" && last?.type === "text" && node.value !== "\n" && last.value !== "\n") {
      merged[merged.length - 1] = { type: "text", value: plain(last.value + node.value) };
    } else if (node.type === "inlineCode" && last?.type === "inlineCode") {
      merged[merged.length - 1] = { type: "inlineCode", value: last.value + node.value };
    } else if (last && isMark(node) && isMark(last) && node.type === last.type) {
      merged[merged.length - 1] = { ...last, children: mergeText([...last.children, ...node.children]) };
    } else if (node.type !== "text" || node.value !== "") merged.push(node);
  }
  return merged;
}

type Mark = Extract<PhrasingContent, { type: "strong" | "emphasis" | "delete" }>;
const isMark = (node: PhrasingContent): node is Mark =>
  node.type === "strong" || node.type === "emphasis" || node.type === "delete";

/** No white space or breaks at the ends, none beside a break. */
function trimLine(nodes: PhrasingContent[]): PhrasingContent[] {
  const line = [...nodes];
  while (isSpace(line[0])) line.shift();
  while (isSpace(line.at(-1))) line.pop();
  return line.flatMap((node, at): PhrasingContent[] => {
    if (node.type !== "text" || node.value === "\n") return [node];
    let { value } = node;
    if (endsLine(line[at - 1])) value = value.trimStart();
    if (endsLine(line[at + 1])) value = value.trimEnd();
    return value === "" ? [] : [{ type: "text", value }];
  });
}

const endsLine = (node: PhrasingContent | undefined): boolean =>
  !node || node.type === "break" || (node.type === "text" && node.value === "\n");
