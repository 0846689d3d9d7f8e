/** Months in the languages that feeds and pages are written in. */

/** Arabic has names of its own in the Maghreb and in the Levant. */
const LANGUAGES =
  "en de fr es pt it nl pl ru uk sv da nb fi cs tr id hu ro el ar ar-DZ ar-MA ar-IQ hi bn th".split(" ");

/** 1 to 12; a word of three letters or more may be the beginning of a month's name. @param word in lower case */
export function monthOf(word: string): number | undefined {
  const names = monthNames();
  const plain = withoutHamza(word);
  const exact = names.get(plain);
  if (exact !== undefined || plain.length < 3) return exact;
  const begun = [...names].filter(([name]) => name.startsWith(plain)).map(([, month]) => month);
  return new Set(begun).size === 1 ? begun[0] : undefined;
}

/** Many who write Arabic leave the hamza of an alef out. */
const withoutHamza = (word: string): string => word.replace(/[\u0622\u0623\u0625]/gu, "\u0627");

/** As systems wrote them that knew no umlaut, or Chinese without figures, and calendars no more do. */
const OLD: [string, number][] = [
  ["mrz", 3],
  ..."一 二 三 四 五 六 七 八 九 十 十一 十二"
    .split(" ")
    .map((name, at): [string, number] => [`${name}月`, at + 1]),
];

let known: ReadonlyMap<string, number> | undefined;

/** From the languages' own calendars. Made once: it costs milliseconds. */
function monthNames(): ReadonlyMap<string, number> {
  known ??= new Map([
    ...OLD,
    ...LANGUAGES.flatMap((language) =>
      (["long", "short"] as const).flatMap((style) => namesIn(language, style)),
    ),
  ]);
  return known;
}

/** Two letters are a month's name in Arabic alone, two words in the Levant. */
const NAME = /^[\p{L}\p{M}]{3,}$|^\p{Script=Arabic}{2,}(?: \p{Script=Arabic}+)?$/u;

/** As they stand beside a day. */
function namesIn(language: string, style: "long" | "short"): [string, number][] {
  const format = new Intl.DateTimeFormat(language, { day: "numeric", month: style, timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month): [string, number] => {
    const parts = format.formatToParts(Date.UTC(2001, month, 15));
    const name = parts.find(({ type }) => type === "month")?.value ?? "";
    return [withoutHamza(name.toLowerCase().replace(/\.$/, "")), month + 1];
  }).filter(([name]) => NAME.test(name));
}
