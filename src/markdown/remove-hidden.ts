/** Words that a page hides from its readers: counters, lines for previews of mail, the other half of a widget. */
import type { Element, Root } from "hast";
import { attribute, elementsIn, has, isElement, rewrite } from "./hast-nodes.ts";

/** Media are often hidden only until they are loaded; what a link or a tab leads to is shown when it is asked for. */
export function removeHidden(root: Root): void {
  const wanted = new Set(
    [...elementsIn(root)].map((node) => /^#(.+)/.exec(attribute(node, "href"))?.[1] ?? "").filter(Boolean),
  );
  const isWanted = (node: Element): boolean => wanted.has(attribute(node, "id"));
  rewrite(root, (node) => {
    if (!isHidden(node) || isElement(node, "img", "picture", "video", "audio", "iframe")) return undefined;
    return [node, ...elementsIn(node)].some(isWanted) ? undefined : [];
  });
}

const isHidden = (node: Element): boolean =>
  attribute(node, "role") !== "tabpanel" &&
  ((has(node, "hidden") && attribute(node, "hidden") !== "until-found") ||
    /(?:^|;)\s*display\s*:\s*none/i.test(attribute(node, "style")));
