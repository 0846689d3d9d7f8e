/** Dates as pages write them, in figures or in words of many languages, to instants. */

const LANGUAGES = [
  "en",
  "de",
  "fr",
  "es",
  "pt",
  "it",
  "nl",
  "pl",
  "ru",
  "uk",
  "sv",
  "da",
  "nb",
  "fi",
  "cs",
  "tr",
  "id",
  "hu",
  "ro",
];

/** No page is older than the web, and a year beyond this is a misprint. */
const YEARS = { from: 1990, to: 2100 };

/** ISO 8601 and what is near it: "2019-11-19T10:48:00+0100", "2019-11-19 10:48". Without a zone it is UTC. */
const MACHINE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?(?:\d{2})?)?)?/i;

/** An instant in ISO 8601 UTC from a date that was written for machines; undefined where it is none. */
export function readMachineDate(text: string): string | undefined {
  const match = MACHINE.exec(text.trim());
  if (match) return fromParts(match);
  if (/^\d{10}(?:\d{3})?$/.test(text.trim()))
    return instant(Number(text) * (text.trim().length === 10 ? 1000 : 1));
  if (/^\d{8}$/.test(text.trim()))
    return readMachineDate(text.trim().replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3"));
  if (/[+-]\d{4}|\bGMT|\bUTC|\bZ\b/.test(text)) return instant(Date.parse(text));
  return undefined;
}

function fromParts([, year, month, day, hour = "0", minute = "0", second = "0", zone = "Z"]: RegExpExecArray):
  | string
  | undefined {
  const [sign, hours = "0", minutes = "0"] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)?.slice(1) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes || 0)) * (sign === "-" ? -1 : sign === "+" ? 1 : 0);
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (!isDay(y, m, d)) return undefined;
  return instant(Date.UTC(y, m - 1, d, Number(hour), Number(minute) - offset, Number(second)));
}

const isDay = (year: number, month: number, day: number): boolean =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;

function instant(time: number): string | undefined {
  if (!Number.isFinite(time)) return undefined;
  const year = new Date(time).getUTCFullYear();
  if (year < YEARS.from || year > YEARS.to) return undefined;
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** The first date inside a line that was written for people: "Mardi 3 mars 2020 à 10 h", "Nov. 20, 2019", "2019年3月4日". */
export function readPrintedDate(text: string): string | undefined {
  const line = text.slice(0, 300).toLowerCase();
  return (
    readNumeric(line, /(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/, [1, 2, 3]) ??
    readNumeric(line, /\b(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?(\d{4})\b/, [3, 2, 1]) ??
    readNumeric(line, /\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b/, [3, 2, 1]) ??
    readNumeric(line, /\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b/, [3, 1, 2]) ??
    readWorded(line)
  );
}

function readNumeric(
  line: string,
  pattern: RegExp,
  [year, month, day]: [number, number, number],
): string | undefined {
  const match = pattern.exec(line);
  return match ? dayOf(match[year], match[month], match[day]) : undefined;
}

function readWorded(line: string): string | undefined {
  for (const match of line.matchAll(
    /(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(\p{L}{3,})\.?,?\s+(?:de\s+)?(\d{4})/gu,
  )) {
    const found = dayOf(match[3], monthOf(match[2] ?? ""), match[1]);
    if (found) return found;
  }
  for (const match of line.matchAll(/(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/gu)) {
    const found = dayOf(match[3], monthOf(match[1] ?? ""), match[2]);
    if (found) return found;
  }
  return undefined;
}

const dayOf = (year?: string, month?: string | number, day?: string): string | undefined =>
  year && month && day ? readMachineDate(`${year}-${month}-${day}`) : undefined;

/** 1 to 12; a word of three letters or more may be the beginning of a month's name. */
function monthOf(word: string): number | undefined {
  const names = monthNames();
  const exact = names.get(word);
  if (exact !== undefined) return exact;
  const begun = [...names].filter(([name]) => name.startsWith(word)).map(([, month]) => month);
  return new Set(begun).size === 1 ? begun[0] : undefined;
}

let known: ReadonlyMap<string, number> | undefined;

/** Names as they stand beside a day, from the languages' own calendars. Made once: it costs milliseconds. */
function monthNames(): ReadonlyMap<string, number> {
  known ??= new Map(
    LANGUAGES.flatMap((language) =>
      (["long", "short"] as const).flatMap((style) => {
        const format = new Intl.DateTimeFormat(language, { day: "numeric", month: style, timeZone: "UTC" });
        return Array.from({ length: 12 }, (_, month): [string, number] => {
          const parts = format.formatToParts(Date.UTC(2001, month, 15));
          const name = parts.find(({ type }) => type === "month")?.value ?? "";
          return [name.toLowerCase().replace(/\.$/, ""), month + 1];
        });
      }),
    ).filter(([name]) => /^\p{L}{3,}$/u.test(name)),
  );
  return known;
}
