/** Takes a banner that asks for consent out of a page: named so, short, and about nothing else. On a short article it would win. */
import { attribute, type PageElement, upwards } from "../dom/page-dom.ts";
import { ARTICLE_PARTS } from "./remove-comments.ts";

/** Letters of the longest banner. */
const CONSENT = 1500;
const PRIVACY = /cookie|privacy|datenschutz|confidentialité|privacidad|プライバシー|隐私/i;
const AGREEING =
  /accept|agree|consent|allow|learn more|zustimm|\bstimm\p{L}+\s[^.]{0,80}\szu\b|akzeptier|einverstanden|accepte|acepta|aceita|accetta|akcept|zgadza|согла|同意/iu;
const TEXT = /^(?:MAIN|ARTICLE)$/;
const PRESSED = "button, input, [role=button], [onclick], a[href='#'], a[href^='javascript:']";

export function removeConsent(body: PageElement): void {
  for (const element of body.querySelectorAll(
    "[class*=cookie], [id*=cookie], [class*=consent], [id*=consent], [class*=gdpr], [id*=gdpr]",
  )) {
    const text = element.textContent ?? "";
    const isAsking = text.length < CONSENT && PRIVACY.test(text) && AGREEING.test(text);
    if (isAsking && !isOfArticle(element)) element.remove();
  }
}

/** What holds the article, or stands in it without anything to press: documentation has sections on cookies. */
function isOfArticle(element: PageElement): boolean {
  if (element.tagName === "BODY" || element.querySelector(ARTICLE_PARTS)) return true;
  const around = [...upwards(element)];
  const isInside = around.some((each) => TEXT.test(each.tagName) || attribute(each, "role") === "main");
  return TEXT.test(element.tagName) || (isInside && !element.querySelector(PRESSED));
}
