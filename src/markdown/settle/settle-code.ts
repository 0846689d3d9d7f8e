/** Code blocks: `pre` of every highlighter becomes one text with exact white space and, where it says so, a language. */
import type { Element } from "hast";
import {
  attribute,
  childrenOf,
  classesOf,
  element,
  elementsIn,
  find,
  has,
  isBlankText,
  isElement,
  type Node,
  type Parent,
  rewrite,
  text,
  textOf,
} from "../hast-nodes.ts";

const GUTTER =
  /^(?:gutter|line-?numbers?|lineno|linenos|lnum|lnt?|hljs-ln-numbers|crayon-nums|rouge-gutter|blob-num|line-numbers-rows|copy|copy-?(?:btn|button|code.*)|btn-copy|clipboard.*|code-?copy.*|toolbar)$/i;
const LINE_BREAKING = new Set(["div", "p", "li", "tr", "section"]);
const NO_LANGUAGE = new Set([
  "none",
  "plain",
  "plaintext",
  "text",
  "txt",
  "nohighlight",
  "no-highlight",
  "auto",
  "undefined",
]);

/** Leaves `pre > code[data-lang]` with a single text child. */
export function settleCode(root: Parent): void {
  rewrite(root, (node) => (isElement(node, "table") ? codeOfTable(node) : undefined));
  rewrite(root, (node) => (isElement(node, "p", "div") ? codeOfLines(node) : undefined));
  settleBelow(root, "");
}

/** Highlighters that lay code out as a table: one cell of numbers, one of code; or a row a line. */
function codeOfTable(table: Element): Node[] | undefined {
  const wanted = (node: Element): boolean =>
    isElement(node, "td") && !isGutter(node) && find(node, isPre) !== undefined;
  const cell = find(table, wanted);
  const gutter = find(table, (node) => isElement(node, "td", "pre") && isGutter(node));
  if (cell && gutter) {
    const pre = find(cell, isPre);
    const language = languageOf(table);
    return pre
      ? [{ ...pre, properties: { ...pre.properties, ...(language ? { "data-lang": language } : {}) } }]
      : undefined;
  }
  const lines = [...elementsIn(table)].filter(
    (node) => isElement(node, "td") && /blob-code/.test(attribute(node, "class")),
  );
  if (lines.length === 0) return undefined;
  return [element("pre", {}, [text(lines.map((line) => textOf(line).replace(/\n$/, "")).join("\n"))])];
}

/** Lines of code parted by `br`, and nothing else in their paragraph. */
function codeOfLines(block: Element): Node[] | undefined {
  const [code, ...others] = childrenOf(block).filter((child) => !isBlankText(child));
  if (others.length > 0 || !isElement(code, "code") || !find(code, isBreak)) return undefined;
  const lines = foldedLines(code).split("\n");
  const value = lines.map((line) => line.replace(/^ | $/g, "").replaceAll("\u00a0", " ")).join("\n");
  return [element("pre", {}, [{ ...code, children: [text(value)] }])];
}

const isBreak = (node: Element): boolean => isElement(node, "br");

/** Outside `pre` only `br` ends a line, and white space counts as one space. */
function foldedLines(node: Node): string {
  if (node.type === "text") return node.value.replace(/[ \t\n\r]+/g, " ");
  if (node.type !== "element") return "";
  return isBreak(node) ? "\n" : childrenOf(node).map(foldedLines).join("");
}

const isPre = (node: Element): boolean => isElement(node, "pre");

const isGutter = (node: Element): boolean =>
  classesOf(node).some((name) => GUTTER.test(name)) || isNumber(node) || isElement(node, "button");

/** Pandoc and others number the elements that hold the code, too: those say more than their number. */
const isNumber = (node: Element): boolean =>
  has(node, "data-line-number") && ["", attribute(node, "data-line-number")].includes(textOf(node).trim());

function settleBelow(parent: Parent, language: string): void {
  const children: Node[] = [];
  const holdsCode = childrenOf(parent).some((child) => isElement(child, "pre"));
  for (const child of childrenOf(parent)) {
    if (child.type !== "element") children.push(child);
    else if (holdsCode && !isElement(child, "pre") && isBesideCode(child)) continue;
    else if (isElement(child, "pre", "listing", "xmp", "plaintext"))
      children.push(...codeBlock(child, language));
    else {
      settleBelow(
        child,
        languageOf(child) || (isElement(child, "div", "figure", "span", "code") ? language : ""),
      );
      children.push(child);
    }
  }
  parent.children = children;
}

/** The name of its language, which the fence says, and the column of its numbers, as VitePress has them beside a block. */
function isBesideCode(node: Element): boolean {
  const words = textOf(node).trim();
  const names = classesOf(node);
  return (
    (names.includes("lang") && /^[\w+#.-]{1,30}$/.test(words)) ||
    (names.some((name) => /^line-numbers(?:-wrapper)?$/.test(name)) && /^[\d\s]*$/.test(words))
  );
}

/** Pictures inside stand after the block: a fence can't hold them. */
function codeBlock(pre: Element, outer: string): Node[] {
  const inner = [...elementsIn(pre)]
    .map((node) => (isElement(node, "code") ? languageOf(node) : ""))
    .find((name) => name !== "");
  const language = languageOf(pre) || inner || outer;
  const pictures = [...elementsIn(pre)].filter((node) => isElement(node, "img"));
  const value = codeText(pre);
  if (value.trim() === "") return pictures;
  return [
    element("pre", {}, [element("code", language ? { "data-lang": language } : {}, [text(value)])]),
    ...pictures,
  ];
}

function codeText(pre: Element): string {
  const lines = linesOfSpans(pre);
  const value = lines ? lines.join("\n") : spell(pre);
  return value.replace(/\r\n?/g, "\n").replace(/\n$/, "");
}

/** Lines as elements of their own with no newline between them, told apart by the highlighter's style sheet. */
function linesOfSpans(pre: Element): string[] | undefined {
  if (/\n/.test(spell(pre).trim())) return undefined;
  const isLine = (node: Element): boolean =>
    !isGutter(node) &&
    (classesOf(node).some((name) => /^(?:code-)?line$/.test(name)) || has(node, "data-line"));
  const lines = [...elementsIn(pre)].filter(isLine);
  const codes = childrenOf(pre).filter((node) => isElement(node, "code"));
  const found = lines.length > 1 ? lines : codes.length > 1 ? codes : [];
  return found.length > 1 ? found.map(spell) : undefined;
}

function spell(node: Node): string {
  if (node.type === "text") return node.value;
  if (node.type !== "element" || (node.tagName !== "pre" && isGutter(node))) return "";
  if (node.tagName === "br") return "\n";
  let value = "";
  for (const child of childrenOf(node)) {
    const breaks = child.type === "element" && LINE_BREAKING.has(child.tagName) && !isGutter(child);
    if (breaks && value !== "" && !value.endsWith("\n")) value += "\n";
    const written = spell(child);
    value += breaks && !written.endsWith("\n") ? `${written}\n` : written;
  }
  return value;
}

/** From what the common highlighters write: language-x, lang-x, highlight-source-x, brush: x, hljs x, sourceCode x. */
function languageOf(node: Element): string {
  const given =
    attribute(node, "data-lang") ||
    attribute(node, "data-language") ||
    attribute(node, "data-enlighter-language");
  const names = attribute(node, "class");
  const found =
    given ||
    /(?:^|\s)(?:language|lang|highlight-source|highlight-text)-([\w+#.-]+)/i.exec(names)?.[1] ||
    /(?:^|\s)brush:\s*([\w+#.-]+)/i.exec(names)?.[1] ||
    (isElement(node, "pre", "code", "figure") &&
      /(?:^|\s)(?:hljs|sourceCode|highlight|src)\s+(?:src-)?([a-z][\w+#.-]*)(?:\s|$)/.exec(names)?.[1]) ||
    "";
  const language = found.toLowerCase();
  return /^[\w+#.-]{1,30}$/.test(language) && !NO_LANGUAGE.has(language) ? language : "";
}
