/** What an item of a list says about itself. */
import type { Element } from "hast";
import { attribute, childrenOf, has, isBlank, isElement } from "../hast-nodes.ts";

/** One block, or a line and the list below it: no blank line is needed. Only a list that begins with 1 can follow a line. */
export function isTight(node: Element): boolean {
  const [first, second, ...others] = childrenOf(node);
  if (!second) return true;
  const isList = isElement(second, "ul", "ol") && ["", "1"].includes(attribute(second, "start"));
  return isElement(first, "p") && isList && others.length === 0;
}

/** An ordered list in runs whose numbers follow each other, which is all that Markdown counts: HTML counts down, too, and leaps. */
export function countedRuns(list: Element, items: Element[]): { start: number; items: Element[] }[] {
  const runs: { start: number; items: Element[] }[] = [];
  const step = has(list, "reversed") ? -1 : 1;
  let next = integer(attribute(list, "start")) ?? (step === 1 ? 1 : items.length);
  for (const item of items) {
    const number = integer(attribute(item, "value")) ?? next;
    const last = runs.at(-1);
    if (last && number === last.start + last.items.length) last.items.push(item);
    else runs.push({ start: number, items: [item] });
    next = number + step;
  }
  return runs;
}

function integer(text: string): number | undefined {
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? undefined : number;
}

/** "yes" or "no" for an item of a task list; the box must come first. "" for other items. */
export function checkbox(node: Element): string {
  for (const child of childrenOf(node)) {
    if (isElement(child, "input") && attribute(child, "type") === "checkbox")
      return has(child, "checked") ? "yes" : "no";
    if (isElement(child, "p", "label", "span")) return checkbox(child);
    if (!isBlank(child)) return "";
  }
  return "";
}
