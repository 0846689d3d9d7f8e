/** Words of a piece of HTML, for comparing one text with another. */
import { normalText } from "../../text/normal-text.ts";
import { parseFragment } from "./parse-page.ts";
import { blockText, textBlocks } from "./text-blocks.ts";

/** A sign of a script without spaces counts as a word. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu;

export const wordsOf = (text: string): string[] => normalText(text, "NFKC").toLowerCase().match(WORD) ?? [];

/** Behind a number: "10 hod.", "10:30 hs.", "9 a.m. EST." */
const UNIT = /(?<=\d)\s?(?:\p{L}\.){0,2}\s?\p{L}{1,4}\.\s*$/u;

/** Whether a line ends as a sentence does. A year, an initial, "p.m." and a unit may have a dot, too. */
export const isSentence = (line: string): boolean =>
  /(?:\p{L}{2}[.!?…]|[。！？])["”’»」』)）]?\s*$/u.test(line.replace(UNIT, ""));

/** The text of HTML, a line a block; code is left out where `prose` is asked for. */
export function htmlText(html: string, { prose = false } = {}): string {
  const blocks = textBlocks(parseFragment(html)).filter(({ parent }) => !prose || parent.tagName !== "PRE");
  return blocks.map(blockText).join("\n");
}

/** Share of one text's words that the other has too, each as often: from 0 to 1; 1 for no words at all. */
export function shareFound(words: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  let found = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count > 0) found += 1;
    left.set(word, count - 1);
  }
  return words.length > 0 ? found / words.length : 1;
}
