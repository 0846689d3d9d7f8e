/**
 * Panels behind tabs (WAI-ARIA, `tabpanel`) are parts of a text that its readers open by a click; extractors drop those
 * that are hidden, or all for the name of their box.
 */
import { attribute, type PageElement, upwards } from "../dom/page-dom.ts";
import { ARTICLE_PARTS } from "./remove-comments.ts";

const TEXT = /^(?:MAIN|ARTICLE)$/;

/** Tabs in an article alone: others part a page, or a list of what else there is. */
export function openTabs(body: PageElement): void {
  const boxes = boxesOfTabs(body);
  for (const panel of boxes.size > 0 ? body.querySelectorAll("[role=tabpanel]") : []) {
    const around = [...upwards(panel)];
    const box = around.findIndex((element) => boxes.has(element));
    if (box < 0 || !around.slice(box).some(({ tagName }) => TEXT.test(tagName))) continue;
    for (const name of ["hidden", "aria-hidden"]) panel.removeAttribute(name);
    if (/display\s*:\s*none/i.test(attribute(panel, "style"))) panel.removeAttribute("style");
    for (const element of around.slice(0, box + 1)) element.removeAttribute("class");
  }
}

/** What holds tabs, and is not the article or what holds it. */
function boxesOfTabs(body: PageElement): ReadonlySet<PageElement> {
  const wide = new Set<PageElement>();
  for (const part of body.querySelectorAll(ARTICLE_PARTS)) addUpwards(part, wide);
  for (const part of body.querySelectorAll("main, article")) addUpwards(part, wide);
  const boxes = new Set<PageElement>();
  for (const tabs of body.querySelectorAll("[role=tablist]")) addUpwards(tabs, boxes);
  return new Set([...boxes].filter((box) => !wide.has(box)));
}

function addUpwards(from: PageElement, known: Set<PageElement>): void {
  for (const element of upwards(from)) {
    if (known.has(element)) return;
    known.add(element);
  }
}
