/** The HTML tree that the converter works on: small readers and makers of hast nodes, attribute names as in HTML. */
import type { Element, ElementContent, Root, Text } from "hast";
import { isUnseen } from "../text/unseen-text.ts";

export type Node = ElementContent;
export type Parent = Root | Element;

export const element = (
  tagName: string,
  properties: Record<string, string> = {},
  children: Node[] = [],
): Element => ({
  type: "element",
  tagName,
  properties,
  children,
});

export const text = (value: string): Text => ({ type: "text", value });

/** An element of one of these names; of any name where none is given. */
export const isElement = <Name extends string = string>(
  node: unknown,
  ...names: Name[]
): node is Element & { tagName: Name } =>
  typeof node === "object" &&
  node !== null &&
  "type" in node &&
  node.type === "element" &&
  "tagName" in node &&
  (names.length === 0 || names.some((name) => name === node.tagName));

/** "" where the attribute is missing. */
export function attribute(node: Element, name: string): string {
  const value = node.properties[name];
  return typeof value === "string" ? value.trim() : "";
}

export const has = (node: Element, name: string): boolean => node.properties[name] !== undefined;

export const classesOf = (node: Element): string[] =>
  attribute(node, "class")
    .split(/\s+/)
    .filter((name) => name !== "");

/** All text below, white space as written. */
export function textOf(node: Node | Root): string {
  if (node.type === "text") return node.value;
  if (!("children" in node)) return "";
  return childrenOf(node).map(textOf).join("");
}

export const isBlank = (node: Node | Root): boolean => isUnseen(textOf(node));

export const isBlankText = (node: Node): boolean => node.type === "text" && isUnseen(node.value);

/** Children without doctype, which a root may carry. */
export function childrenOf(parent: Parent): Node[] {
  const children: Node[] = [];
  for (const child of parent.children) if (child.type !== "doctype") children.push(child);
  return children;
}

/** Every element below in the document's order, the node itself excluded. Not by recursion: each would pass every level. */
export function* elementsIn(parent: Parent): Generator<Element> {
  const waiting = [...parent.children].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type !== "element") continue;
    yield node;
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child) waiting.push(child);
    }
  }
}

export function find(parent: Parent, wanted: (node: Element) => boolean): Element | undefined {
  for (const node of elementsIn(parent)) if (wanted(node)) return node;
  return undefined;
}

/**
 * Replaces elements from the leaves up. What `replace` returns stands in the element's place;
 * undefined keeps it as it is.
 */
export function rewrite(parent: Parent, replace: (node: Element) => Node[] | undefined): void {
  const children: Node[] = [];
  for (const child of childrenOf(parent)) {
    if (child.type === "element") {
      rewrite(child, replace);
      children.push(...(replace(child) ?? [child]));
    } else children.push(child);
  }
  parent.children = children;
}

/** Neighbouring texts become one: libraries that join them pairwise take quadratic time. */
export function joinTexts(parent: Parent): void {
  const children: Node[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) children.push(text(run.join("")));
    run = [];
  };
  for (const child of childrenOf(parent)) {
    if (child.type === "text") run.push(child.value);
    else {
      flush();
      if (child.type === "element") joinTexts(child);
      children.push(child);
    }
  }
  flush();
  parent.children = children;
}
