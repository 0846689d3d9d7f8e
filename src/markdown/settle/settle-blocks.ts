/** Any nest of HTML → the few blocks that Markdown has, with only inline content in paragraphs, headings and cells. */
import type { Element } from "hast";
import { BLOCKS, DEFINITION } from "../element-kinds.ts";
import {
  attribute,
  childrenOf,
  classesOf,
  element,
  isBlank,
  isBlankText,
  isElement,
  type Node,
  type Parent,
  text,
} from "../hast-nodes.ts";
import { captionsIn, without } from "./figure-parts.ts";
import { inline, markOf, oneLine } from "./inline-content.ts";
import { captionOf, isPicture, splitLines } from "./inline-lines.ts";
import { checkbox, countedRuns, isTight } from "./list-parts.ts";

/** Quotations and lists within each other; deeper ones are read as one. markdown-it gives up at 100 levels. */
const MOST_NESTED = 16;

export function settleBlocks(root: Parent): Element[] {
  const blocky = findBlocky(root);
  return blocksOf(childrenOf(root), { depth: 0, marks: [], blocky });
}

interface Context {
  /** Of quotations and lists. */
  depth: number;
  /** Emphasis that goes around the block already: the same within says nothing new. */
  marks: string[];
  /** Elements with a block somewhere below. */
  blocky: Set<Element>;
}

function findBlocky(root: Parent): Set<Element> {
  const blocky = new Set<Element>();
  const visit = (parent: Parent): boolean => {
    let found = false;
    for (const child of childrenOf(parent)) {
      if (child.type !== "element") continue;
      const below = visit(child);
      if (below) blocky.add(child);
      found ||= below || BLOCKS.has(child.tagName);
    }
    return found;
  };
  visit(root);
  return blocky;
}

const hasBlocks = (node: Node, { blocky }: Context): boolean =>
  isElement(node) && (BLOCKS.has(node.tagName) || blocky.has(node));

function blocksOf(nodes: Node[], context: Context): Element[] {
  const blocks: Element[] = [];
  let run: Node[] = [];
  const flush = (): void => {
    for (const block of paragraphs(run)) blocks.push(block);
    run = [];
  };
  for (const node of nodes.flatMap((one) => unwrapped(one, context))) {
    if (isElement(node) && hasBlocks(node, context)) {
      flush();
      for (const block of blocksOfElement(node, context)) blocks.push(block);
    } else run.push(...inline([node]));
  }
  flush();
  return blocks;
}

/** An inline element around blocks: what comes before the first of them belongs to the line before. */
function unwrapped(node: Node, context: Context): Node[] {
  if (
    !isElement(node) ||
    BLOCKS.has(node.tagName) ||
    node.tagName === DEFINITION ||
    !context.blocky.has(node)
  )
    return [node];
  const parts: Node[] = [];
  let group: Node[] = [];
  for (const child of childrenOf(node)) {
    if (!hasBlocks(child, context)) {
      group.push(child);
      continue;
    }
    if (group.length > 0) parts.push({ ...node, children: group });
    group = [];
    const part = { ...node, children: [child] };
    context.blocky.add(part);
    parts.push(part);
  }
  if (group.length > 0) parts.push({ ...node, children: group });
  return parts;
}

/** A run of inline content: a paragraph, or several where empty lines part it. */
const paragraphs = (run: Node[]): Element[] =>
  splitLines(run).map((content) => {
    const [only] = content;
    return isElement(only, "figure") ? only : element("p", {}, content);
  });

function blocksOfElement(node: Element, context: Context): Element[] {
  const { tagName } = node;
  if (/^h[1-6]$/.test(tagName)) return heading(node);
  if (isElement(node, "ul", "ol", "menu", "dir")) return list(node, context);
  if (isElement(node, "li")) return list(element("ul", {}, [node]), context);
  if (isElement(node, "dl"))
    return childrenOf(node).flatMap((child) => (isElement(child) ? described(child, context) : []));
  if (isElement(node, "dt", "summary", "legend")) return term(node, context);
  if (isElement(node, "blockquote")) return quotation(node, context);
  if (isElement(node, "pre", "hr")) return [node];
  if (isElement(node, "table")) return [table(node)];
  if (isElement(node, "figure") || classesOf(node).includes("wp-caption")) return figure(node, context);
  if (tagName === DEFINITION) return [{ ...node, children: blocksOf(childrenOf(node), context) }];
  const mark = markOf(node);
  if (!mark || mark === "code" || context.marks.includes(mark)) return blocksOf(childrenOf(node), context);
  const marks = mark === "a" ? context.marks : [...context.marks, mark];
  return blocksOf(childrenOf(node), { ...context, marks }).map((block) => marked(block, node, mark));
}

/** A link or emphasis around blocks is put into each of them; of a figure a link holds the pictures. */
function marked(block: Element, node: Element, mark: string): Element {
  if (isElement(block, "figure") && mark === "a") {
    const link = (child: Node): Node =>
      isElement(child, "img") ? { ...node, tagName: mark, children: [child] } : child;
    return { ...block, children: childrenOf(block).map(link) };
  }
  if (isElement(block, "p", "h1", "h2", "h3", "h4", "h5", "h6")) {
    const wraps = mark !== "a" || !childrenOf(block).some((child) => isElement(child, "a"));
    return wraps ? { ...block, children: [{ ...node, tagName: mark, children: block.children }] } : block;
  }
  if (isElement(block, "ul", "ol", "li", "blockquote")) {
    return {
      ...block,
      children: childrenOf(block).map((child) => (isElement(child) ? marked(child, node, mark) : child)),
    };
  }
  return block;
}

/** On one line; pictures alone are no heading. */
function heading(node: Element): Element[] {
  const content = oneLine(childrenOf(node));
  const isPictures = content.every((child) => isPicture(child) || isBlankText(child));
  return isPictures ? paragraphs(content) : [element(node.tagName, {}, content)];
}

function list(node: Element, context: Context): Element[] {
  if (context.depth >= MOST_NESTED)
    return blocksOf(
      childrenOf(node).flatMap((child) =>
        isElement(child, "li") ? [element("div", {}, childrenOf(child))] : [child],
      ),
      context,
    );
  const items: Element[] = [];
  for (const child of childrenOf(node)) {
    if (isElement(child, "li")) items.push(...item(child, context));
    else if (isElement(child) || !isBlank(child))
      append(items, blocksOf([child], { ...context, depth: context.depth + 1 }));
  }
  if (items.length === 0) return [];
  if (!items.every(isTight)) for (const one of items) one.properties["data-loose"] = "";
  if (node.tagName !== "ol") return [element("ul", {}, items)];
  return countedRuns(node, items).map((run) =>
    element("ol", run.start >= 0 && run.start < 1e9 ? { start: String(run.start) } : {}, run.items),
  );
}

/** What stands between items belongs to the one before. */
function append(items: Element[], blocks: Element[]): void {
  const last = items.at(-1);
  if (last) last.children.push(...blocks);
  else if (blocks.length > 0) items.push(element("li", {}, blocks));
}

function item(node: Element, context: Context): Element[] {
  const box = checkbox(node);
  const blocks = blocksOf(childrenOf(node), { ...context, depth: context.depth + 1 });
  if (blocks.length === 0) return [];
  const value = attribute(node, "value");
  return [element("li", { ...(box ? { "data-checked": box } : {}), ...(value ? { value } : {}) }, blocks)];
}

/** Term and description may be grouped in `div`s. */
function described(node: Element, context: Context): Element[] {
  if (isElement(node, "div"))
    return childrenOf(node).flatMap((child) => (isElement(child) ? described(child, context) : []));
  return isElement(node, "dt") ? term(node, context) : blocksOf(childrenOf(node), context);
}

function term(node: Element, context: Context): Element[] {
  return blocksOf(childrenOf(node), context).map((block) =>
    isElement(block, "p") ? marked(block, element("strong"), "strong") : block,
  );
}

function quotation(node: Element, context: Context): Element[] {
  const isDeep = context.depth >= MOST_NESTED;
  const blocks = blocksOf(childrenOf(node), { ...context, depth: context.depth + (isDeep ? 0 : 1) });
  if (blocks.length === 0) return [];
  return isDeep ? blocks : [element("blockquote", {}, blocks)];
}

function table(node: Element): Element {
  const rows = childrenOf(node).filter((row): row is Element => isElement(row, "tr"));
  const cell = (child: Node): Node =>
    isElement(child) ? { ...child, children: oneLine(childrenOf(child)) } : child;
  return element(
    "table",
    {},
    rows.map((row) => element("tr", {}, childrenOf(row).map(cell))),
  );
}

/** Pictures with the emphasized line under them; other content with its caption as a paragraph of its own. */
function figure(node: Element, context: Context): Element[] {
  const captions = captionsIn(node);
  const rest = without(node, captions);
  const line = captionOf(oneLine(captions.flatMap((caption) => [...childrenOf(caption), text(" ")])));
  const blocks = blocksOf(childrenOf(rest), context);
  if (line.length === 0) return blocks;
  const pictures = blocks
    .flatMap((block) => childrenOf(block))
    .filter((child) => !isBlank(child) || isPicture(child));
  const isAllPictures =
    pictures.length > 0 && blocks.every((block) => isElement(block, "p")) && pictures.every(isPicture);
  if (isAllPictures) return [element("figure", {}, [...pictures, element("figcaption", {}, line)])];
  return [...blocks, element("p", {}, [element("em", {}, line)])];
}
