/** Cards that show another page become a link with its title: extractors drop most of them, for their pictures. */
import { isCard, isCardText, isCardTitle, isEmbedded } from "../../markdown/settle/settle-cards.ts";
import { escapeHtml } from "../../text/escape-html.ts";
import { attribute, isElement, type PageElement, textOf } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

export function settleCards(body: PageElement): void {
  for (const frame of body.querySelectorAll("iframe[class]")) if (isPost(frame)) settlePost(frame);
  for (const card of body.querySelectorAll("a[class]")) {
    if (!isCard(attribute(card, "class")) || !isCardText(textOf(card)) || isInWords(card)) continue;
    const title = [...card.querySelectorAll("[class]")].find((part) => isCardTitle(attribute(part, "class")));
    const words = textOf(title ?? null);
    if (words === "") continue;
    const link = `<p><a href="${escapeHtml(attribute(card, "href"))}">${escapeHtml(words)}</a></p>`;
    replaceWith(card, link);
  }
}

/** A link with other words beside it is a part of their sentence. */
const isInWords = (card: PageElement): boolean =>
  isElement(card.parentNode) && card.parentNode.tagName === "P" && textOf(card.parentNode) !== textOf(card);

/** A figure's caption stays. */
function replaceWith(card: PageElement, link: string): void {
  const box = boxOf(card);
  const caption = box.tagName === "FIGURE" ? textOf(box.querySelector("figcaption")) : "";
  const said = caption === "" ? "" : `<p><em>${escapeHtml(caption)}</em></p>`;
  box.replaceWith(...parseFragment(`${link}${said}`).childNodes);
}

/** The figure that the card is in, else the outermost box that holds it alone: extractors drop boxes with a link alone. */
function boxOf(card: PageElement): PageElement {
  let box = card;
  for (let around = card.parentNode; isElement(around) && isAlone(box); around = around.parentNode) {
    if (around.tagName !== "DIV") break;
    box = around;
  }
  const figure = box.parentNode;
  return isElement(figure) && figure.tagName === "FIGURE" && holdsAlone(figure, box) ? figure : box;
}

const isAlone = (box: PageElement): boolean =>
  [box.previousElementSibling, box.nextElementSibling].every((beside) => beside === null) &&
  [box.previousSibling, box.nextSibling].every((beside) => textOf(beside) === "");

const holdsAlone = (figure: PageElement, box: PageElement): boolean =>
  [...figure.children].every((part) => part === box || part.tagName === "FIGCAPTION");

/** The frame goes, and with it the box around it, whose name extractors know. */
function settlePost(frame: PageElement): void {
  const quotation = frame.previousElementSibling;
  if (quotation?.tagName !== "BLOCKQUOTE" || !isPost(quotation)) return;
  frame.remove();
  replaceWith(quotation, `<p>${quotation.innerHTML}</p>`);
}

const isPost = (element: PageElement): boolean => isEmbedded(attribute(element, "class"));
