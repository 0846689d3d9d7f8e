/** Galleries of WordPress in HTML 4: each picture is a list of a term and its description, which extractors drop. */
import { attribute, type PageElement } from "./page-dom.ts";
import { parseFragment } from "./parse-page.ts";

/** Makes figures of them, with a paragraph each: extractors drop a box that has more pictures than paragraphs, too. */
export function settleGalleries(body: PageElement): void {
  for (const item of body.querySelectorAll("dl.gallery-item")) {
    // What stood in another one went with it.
    if (!body.contains(item)) continue;
    const parts = [...item.children].map((part) => {
      const isCaption = /caption/.test(attribute(part, "class"));
      return isCaption ? `<figcaption>${part.innerHTML}</figcaption>` : `<p>${part.innerHTML}</p>`;
    });
    item.replaceWith(...parseFragment(`<figure>${parts.join("")}</figure>`).children);
  }
}
