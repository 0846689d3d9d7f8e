/** Strangers' HTML → a tree of bounded depth and size: the only door to parse5. */
import type { Root } from "hast";
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from "parse5";
import { withoutCrowdedTags } from "../text/crowded-tags.ts";
import { attribute, element, isElement, type Node, type Parent, text } from "./hast-nodes.ts";
import { isPlayerScript } from "./settle/settle-embeds.ts";

/** Characters; an article is at most 3 MiB on the wire. */
const MAX_LENGTH = 4 * 1024 * 1024;
/** What is deeper, or comes after so many elements, loses its tags and keeps its text. */
const MAX_DEPTH = 512;
export const MAX_ELEMENTS = 20_000;
/** Beyond these no tree is built at all: parse5 walks its open elements for each tag, and reopens formatting. */
const MAX_OPEN = 4_000;
const MAX_CREATED = 200_000;

type Source = DefaultTreeAdapterMap["childNode"] | DefaultTreeAdapterMap["document"];

const DROPPED = new Set(
  (
    "head style script template svg canvas select option optgroup datalist textarea map area dialog " +
    "frame frameset noframes noembed applet link meta title base"
  ).split(" "),
);

class TooBig extends Error {}

export interface ParsedHtml {
  root: Root;
  /** `<base href>` as written. */
  base?: string;
}

export function parseHtml(html: string): ParsedHtml {
  const source = withoutCrowdedTags(html.length > MAX_LENGTH ? html.slice(0, MAX_LENGTH) : html);
  try {
    return copyTree(parseGuarded(source));
  } catch (error) {
    if (!(error instanceof TooBig)) throw error;
    return copyTree(parse(withoutTags(source), { scriptingEnabled: false }));
  }
}

function parseGuarded(html: string): DefaultTreeAdapterMap["document"] {
  let open = 0;
  let created = 0;
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement(...given) {
      created += 1;
      if (created > MAX_CREATED) throw new TooBig();
      return defaultTreeAdapter.createElement(...given);
    },
    onItemPush() {
      open += 1;
      if (open > MAX_OPEN) throw new TooBig();
    },
    onItemPop() {
      open -= 1;
    },
  };
  return parse(html, { treeAdapter, scriptingEnabled: false });
}

/** Without scripts and style sheets that are closed: at one look, where a pattern would look for the end from each start. */
function withoutCode(html: string): string {
  const words: string[] = [];
  let from = 0;
  let open: string | undefined;
  for (const { 0: mark, 1: slash, 2: name = "", index } of html.matchAll(
    /<(\/?)(script|style)\b[^<>]*>?/gi,
  )) {
    const element = name.toLowerCase();
    if (open === undefined && !slash) {
      words.push(html.slice(from, index));
      [open, from] = [element, index];
    } else if (open === element && slash) {
      [open, from] = [undefined, index + mark.length];
    }
  }
  return [...words, html.slice(from)].join(" ");
}

/** The words alone, a paragraph a block: what is left of a document made to be too much. */
function withoutTags(html: string): string {
  return withoutCode(html)
    .replace(/<\/?(?:p|div|li|h[1-6]|tr|br|blockquote|pre|section|article)\b[^<>]*>/gi, "\n\n")
    .replace(/<[a-z/!?][^<>]*>/gi, "")
    .replace(/</g, "&lt;")
    .replace(/\n\s*\n+/g, "<p>");
}

interface Step {
  from: Source;
  to: Parent;
  depth: number;
}

/** Iterative, for the tree may still be deeper than the stack. */
function copyTree(document: DefaultTreeAdapterMap["document"]): ParsedHtml {
  const root: Root = { type: "root", children: [] };
  const parsed: ParsedHtml = { root };
  const steps: Step[] = [...document.childNodes].reverse().map((from) => ({ from, to: root, depth: 0 }));
  let count = 0;
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { from, to } = step;
    const href =
      from.nodeName === "base" && "attrs" in from && from.attrs.find(({ name }) => name === "href")?.value;
    if (href) parsed.base ??= href;
    const node = copyNode(from);
    if (node?.type === "text") to.children.push(node);
    if (!("childNodes" in from) || (DROPPED.has(from.nodeName) && !isTold(node) && from.nodeName !== "head"))
      continue;
    const kept =
      node?.type === "element" && step.depth < MAX_DEPTH && count < MAX_ELEMENTS ? node : undefined;
    if (kept) {
      count += 1;
      to.children.push(kept);
    }
    const next = { to: kept ?? to, depth: step.depth + (kept ? 1 : 0) };
    for (let at = from.childNodes.length - 1; at >= 0; at -= 1) {
      const child = from.childNodes[at];
      if (child && (from.nodeName !== "head" || HEAD_ONLY.has(child.nodeName)))
        steps.push({ from: child, ...next });
    }
  }
  return parsed;
}

/** Of the head only the base counts. */
const HEAD_ONLY = new Set(["base"]);

/** A script that holds a formula, or puts what it shows where it stands. */
const isTold = (node: Node | undefined): boolean =>
  isElement(node, "script") &&
  (attribute(node, "type").startsWith("math/tex") || isPlayerScript(attribute(node, "src")));

/** Control characters carry no text; the line break of word processors parts words. */
const CONTROLS = /[^\P{Cc}\t\n\f\r\u0080-\u009f]/gu;

const withoutControls = (written: string): string => written.replaceAll("\v", " ").replace(CONTROLS, "");

function copyNode(from: Source): Node | undefined {
  if (from.nodeName === "#text" && "value" in from) return text(withoutControls(from.value));
  if (!("tagName" in from)) return undefined;
  if (from.nodeName === "html" || from.nodeName === "body" || from.nodeName === "head") return undefined;
  return element(from.tagName, Object.fromEntries(from.attrs.map(({ name, value }) => [name, value])));
}
