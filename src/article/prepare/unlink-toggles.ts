/** Titles of toggles are written as links that lead nowhere: extractors take what is mostly links for a menu. */
import type { PageElement } from "../dom/page-dom.ts";

export function unlinkToggles(body: PageElement): void {
  for (const link of body.querySelectorAll("[aria-controls] a:not([href]), a[aria-controls]:not([href])")) {
    link.replaceWith(...link.childNodes);
  }
}
