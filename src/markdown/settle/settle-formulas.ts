/** Formulas become their source as code: MathML, and what KaTeX, MathJax, MediaWiki and WordPress make of TeX. */
import type { Element } from "hast";
import {
  attribute,
  childrenOf,
  classesOf,
  element,
  elementsIn,
  find,
  isElement,
  type Parent,
  text,
  textOf,
} from "../hast-nodes.ts";
import { parseHtml } from "../parse-html.ts";
import { spellMathml } from "./spell-mathml.ts";

const TAGS = ["math", "mjx-container"];
const CLASSES = ["katex-display", "katex", "MathJax_Display", "MathJax", "mwe-math-element"];
const PICTURES = ["latex", "tex"];

/** What has such parts is a text with formulas, though it may be named as they are. */
const BLOCKS = ["p", "li", "h1", "h2", "h3"];

/** The same as a selector, for those who look for formulas in a page. */
export const FORMULAS = `:is(${[
  ...TAGS,
  ...CLASSES.map((name) => `.${name}`),
  ...PICTURES.map((name) => `img.${name}`),
  "script[type^='math/tex']",
].join(", ")}):not(:has(${BLOCKS.join(", ")}))`;

export function settleFormulas(parent: Parent): void {
  parent.children = childrenOf(parent).map((child) => {
    if (child.type !== "element") return child;
    if (!isFormula(child)) settleFormulas(child);
    else if (sourceOf(child) !== "") return element("code", {}, [text(sourceOf(child))]);
    return child;
  });
}

/** The source of the formula that this HTML is; "" where it brings none. */
export function formulaSource(html: string): string {
  const [formula] = parseHtml(`<body>${html}`).root.children;
  return isElement(formula) && isFormula(formula) ? sourceOf(formula) : "";
}

const isFormula = (node: Element): boolean =>
  isNamed(node) && find(node, (part) => isElement(part, ...BLOCKS)) === undefined;

/** Of scripts only those with TeX and players, which have an address, are in the tree. */
const isNamed = (node: Element): boolean =>
  isElement(node, ...TAGS) ||
  (isElement(node, "script") && attribute(node, "src") === "") ||
  classesOf(node).some(
    (name) => CLASSES.includes(name) || (isElement(node, "img") && PICTURES.includes(name)),
  );

/** TeX where it stands beside the typeset copy, else what that copy says. */
function sourceOf(formula: Element): string {
  const parts = [formula, ...elementsIn(formula)];
  const tex = parts.find(isTex);
  const math = parts.find((part) => isElement(part, "math"));
  const image = parts.find((part) => isElement(part, "img"));
  const said = [
    tex ? textOf(tex) : "",
    math ? attribute(math, "alttext") : "",
    image ? attribute(image, "alt") : "",
    math ? spellMathml(math) : "",
  ];
  return said.map(tidy).find((source) => source !== "") ?? "";
}

const isTex = (node: Element): boolean =>
  isElement(node, "script") || (isElement(node, "annotation") && /tex/i.test(attribute(node, "encoding")));

/** MediaWiki sets each formula in a style of its own. */
const tidy = (source: string): string =>
  source
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\{\\(?:display|text)style\s*(.*)\}$/, "$1")
    .trim();
