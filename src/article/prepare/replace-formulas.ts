/** Formulas of a page become code before extractors see them: these drop the hidden half of a formula, or the shown one. */
import { FORMULAS, formulaSource } from "../../markdown/settle/settle-formulas.ts";
import { escapeHtml } from "../../text/escape-html.ts";
import { attribute, type PageElement } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

export function replaceFormulas(body: PageElement): void {
  for (const script of body.querySelectorAll("script[type^='math/tex']")) removeCopies(script);
  let outer: PageElement | undefined;
  for (const formula of body.querySelectorAll(FORMULAS)) {
    if (outer?.contains(formula)) continue;
    outer = formula;
    const source = formulaSource(formula.outerHTML);
    if (source !== "") formula.replaceWith(...codeOf(source, formula));
  }
}

/** MathJax sets a preview and the typeset formula before the script that holds its source. */
function removeCopies(source: PageElement): void {
  for (let copy = source.previousElementSibling; copy; copy = source.previousElementSibling) {
    if (!attribute(copy, "class").startsWith("MathJax")) return;
    copy.remove();
  }
}

/** A formula that is a block of its own stays one. */
function codeOf(source: string, { tagName }: PageElement): Iterable<PageElement> {
  const code = `<code>${escapeHtml(source)}</code>`;
  return [...parseFragment(tagName === "DIV" ? `<p>${code}</p>` : code).children];
}
