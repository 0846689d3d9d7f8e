/** The sanitized HTML tree → a Markdown tree (mdast): the only door to hast-util-to-mdast. */
import type { Element, Root as HtmlRoot } from "hast";
import { type Handle, type State, toMdast } from "hast-util-to-mdast";
import type { ListItem, Nodes, Paragraph, PhrasingContent, Root } from "mdast";
import { DEFINITION, REFERENCE } from "./element-kinds.ts";
import { attribute, childrenOf, element, has, isElement, textOf } from "./hast-nodes.ts";

/** What only our own tree has, or what must be exact to the byte. */
const handlers: Record<string, Handle> = {
  pre: (_, node) => {
    const code = childrenOf(node).find((child) => isElement(child, "code"));
    return {
      type: "code",
      lang: (isElement(code) && attribute(code, "data-lang")) || null,
      value: textOf(node),
    };
  },
  li: listItem,
  figure,
  [REFERENCE]: (_, node) => ({ type: "footnoteReference", identifier: textOf(node), label: textOf(node) }),
  [DEFINITION]: (state, node) => ({
    type: "footnoteDefinition",
    identifier: attribute(node, "number"),
    label: attribute(node, "number"),
    children: state.toFlow(state.all(node)),
  }),
};

export function toMarkdownTree(root: HtmlRoot): Root {
  const tree: Nodes = toMdast(root, { document: true, handlers });
  return tree.type === "root" ? tree : { type: "root", children: [] };
}

function listItem(state: State, node: Element): ListItem {
  const checked = has(node, "data-checked") ? attribute(node, "data-checked") === "yes" : null;
  return {
    type: "listItem",
    spread: has(node, "data-loose"),
    checked,
    children: state.toFlow(state.all(node)),
  };
}

/** Pictures a line each, and the caption emphasized on the line after them. */
function figure(state: State, node: Element): Paragraph {
  const content: PhrasingContent[] = [];
  for (const child of childrenOf(node)) {
    const isCaption = isElement(child, "figcaption");
    const made = phrasing(state, isCaption ? child : element("p", {}, [child]));
    if (made.length === 0) continue;
    if (content.length > 0) content.push({ type: "text", value: "\n" });
    content.push(...(isCaption ? [{ type: "emphasis" as const, children: made }] : made));
  }
  return { type: "paragraph", children: content };
}

function phrasing(state: State, parent: Element): PhrasingContent[] {
  return state
    .toFlow(state.all(parent))
    .flatMap((block) => (block.type === "paragraph" ? block.children : []));
}
