/** Takes the clocks of players' controls out of a page: extractors keep them, and not what names them. */
import { isClock, isControl } from "../../markdown/remove-clocks.ts";
import { attribute, type PageElement, textOf } from "../dom/page-dom.ts";

export function removeClocks(body: PageElement): void {
  for (const element of body.querySelectorAll("[class*=time], [class*=duration]"))
    if (isControl(attribute(element, "class")) && isClock(textOf(element))) element.remove();
}
