/** Lines that hold nothing but a date, as pages print it above or below a text. */
import { monthOf } from "../../feed/month-names.ts";
import { parsePageDate, parsePrintedDate } from "../../feed/parse-date.ts";
import { isElement, type PageNode } from "../dom/page-dom.ts";
import { blockText, type TextBlock } from "../dom/text-blocks.ts";
import { isSentence } from "../dom/text-words.ts";

/** Letters, folded. */
const LONGEST = 45;
/** What stands before the date of a line that holds nothing else; "Lübeck, 31. März 2003" is the author's own. */
const LABEL =
  /^[|\s]*(?:(?:first |last |originally )?(?:published|updated|posted|modified)|publicado|actualizado|atualizado|publié|mis à jour|(?:zuletzt )?(?:veröffentlicht|aktualisiert)|stand|pubblicato|aggiornato|опубликовано|обновлено)(?!\p{L})/iu;
const CLOCK = /^[|\s]*(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?|\s?(?:uhr|h))?[\s,|•·–—-]+)?(?=\d)/iu;
const ONLY_CLOCK = /^[\s:]*(?:at |um |à |às |a las )?\d{1,2}[:.h]\d\d\s?(?:[ap]\.?m\b\.?|uhr)?\s*$/iu;
/** Chinese and Japanese part no words, Korean few: there a sentence is known by a sign that belongs to no date and no clock. */
const OTHER_SIGN =
  /(?![年月日号時时分秒点曜火水木金土星期周週一二三四五六七八九十初午前後后上下更新公開开發发布佈表刊載载掲配信最終终修正년월일시분초요화수목금토오전후입력등록게작성수정최종])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What a line goes on to tell of its day: "2024-05-04: a new version". */
const TOLD = /\d\s*:\s+\p{L}/u;

/** "March 5, 2024, 10:30 a.m. EST", "Mar. 5th 2024 · 8 min read", and no word more. */
const MONTH_FIRST =
  /^(?<month>\p{L}{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}(?:[\s,|·•–—:.-]|\d|(?<!\p{L})(?:at|[ap]m?|m|utc|gmt|[ecmp][sd]?t|min(?:ute)?s?|read)(?!\p{L}))*$/iu;
/** With which a line begins; another word there, such as a place, is the author's own. */
const WEEKDAY =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|m[oi]|d[io]|fr|s[ao]|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:maan|dins|woens|donder|vrij|zater|zon)dag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\.?,?\s+/iu;

/** A date with or without its time, and no sentence that tells of it or begins with it. */
export const isDate = (block: TextBlock): boolean =>
  block.key.length <= LONGEST && !block.nodes.some(holdsLink) && isDateText(blockText(block).trim());

/** A law's or a table's, as it stands today. */
const AS_OF = /^[|\s]*stand/iu;

/** "Published 5 March 2024", "Updated at 1:23 p.m.": below a text, a date alone may be the author's own. */
export function isLabelledDate(block: TextBlock): boolean {
  const text = blockText(block).trim();
  if (!LABEL.test(text) || AS_OF.test(text)) return false;
  return isDate(block) || ONLY_CLOCK.test(text.replace(LABEL, ""));
}

export function isDateText(line: string): boolean {
  const text = line.replace(WEEKDAY, "");
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  if (words.length > 5 || isSentence(text) || TOLD.test(text) || OTHER_SIGN.test(text)) return false;
  if (LABEL.test(text)) return parsePrintedDate(text) !== undefined;
  const month = MONTH_FIRST.exec(text)?.groups?.month;
  if (month !== undefined) return monthOf(month.toLowerCase()) !== undefined;
  return CLOCK.test(text) && parsePageDate(text.replace(CLOCK, "")) !== undefined;
}

const holdsLink = (node: PageNode): boolean =>
  isElement(node) && (node.tagName === "A" || node.querySelector("a[href]") !== null);
