/** Takes "Enlarge" out of a link around a picture: it says what a click does, and would be read as words of the article. */
import { isElement, type PageElement, type PageNode } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";

/** The whole of what such a link says beside its picture, folded. */
const LABELS = new Set(
  `enlarge enlargeimage enlargephoto clicktoenlarge viewlarger viewlargerimage zoom agrandir agrandirlimage ampliar
   ampliarimagen ampliarfoto ampliarimagem vergrößern bildvergrößern ingrandisci vergroot увеличить powiększ
   拡大 拡大する 画像を拡大 点击放大 點擊放大 查看大图`.split(/\s+/),
);

export function removeEnlarging(body: PageElement): void {
  for (const link of body.querySelectorAll("a")) {
    const [image, another] = link.querySelectorAll("img");
    const words = [...link.childNodes].filter((node) => !holdsImage(node));
    if (image && !another && LABELS.has(words.map((node) => foldText(node.textContent ?? "")).join("")))
      for (const node of words) node.remove();
  }
}

const holdsImage = (node: PageNode): boolean =>
  isElement(node) && (node.tagName === "IMG" || node.querySelector("img") !== null);
