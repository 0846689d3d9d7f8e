/** MathML on one line, as it is written where nobody can typeset it: `1/2`, `x^2`, `√(a+b)`. */
import { childrenOf, isElement, type Node } from "../hast-nodes.ts";

const SPELLINGS: Record<string, (...parts: string[]) => string> = {
  mfrac: (above = "", below = "") => `${group(above)}/${group(below)}`,
  msqrt: (...parts) => `√${group(parts.join(""))}`,
  mroot: (base = "", degree = "") => `√[${degree}]${group(base)}`,
  msup: (base = "", above = "") => `${group(base)}^${group(above)}`,
  mover: (base = "", above = "") => `${group(base)}^${group(above)}`,
  msub: (base = "", below = "") => `${group(base)}_${group(below)}`,
  munder: (base = "", below = "") => `${group(base)}_${group(below)}`,
  msubsup: (base = "", below = "", above = "") => `${group(base)}_${group(below)}^${group(above)}`,
  munderover: (base = "", below = "", above = "") => `${group(base)}_${group(below)}^${group(above)}`,
  mtable: (...rows) => `[${rows.join("; ")}]`,
  mtr: (...cells) => cells.join(", "),
  annotation: () => "",
  "annotation-xml": () => "",
};

/** Signs that join or apply without a mark. */
const INVISIBLE = /[\u2061-\u2064]/g;

export function spellMathml(node: Node): string {
  if (node.type === "text") return node.value.replace(INVISIBLE, "").replace(/\s+/g, " ");
  if (!isElement(node)) return "";
  const parts = childrenOf(node).filter((child) => isElement(child));
  if (parts.length === 0)
    return childrenOf(node)
      .map(spellMathml)
      .join("")
      .replace(/^[ \n\t]+|[ \n\t]+$/g, "");
  const spell = SPELLINGS[node.tagName];
  const spelled = parts.map(spellMathml);
  return spell ? spell(...spelled) : spelled.join("");
}

/** A number, a name and what has brackets need none. */
const group = (part: string): string =>
  /^(?:.|[\d.,]+|\p{L}+|\([^()]*\))$/u.test(part) ? part : `(${part})`;
