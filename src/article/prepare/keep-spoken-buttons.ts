/** Buttons that are words of a sentence, such as terms with an explanation: extractors drop them with all others. */
import { isInSentence } from "../../markdown/settle/settle-words.ts";
import type { PageElement } from "../dom/page-dom.ts";

export function keepSpokenButtons(body: PageElement): void {
  for (const button of body.querySelectorAll("button")) {
    const [before, after] = [button.previousSibling, button.nextSibling].map(
      (node) => node?.textContent ?? "",
    );
    if (isInSentence(button.textContent ?? "", before, after)) button.replaceWith(...button.childNodes);
  }
}
