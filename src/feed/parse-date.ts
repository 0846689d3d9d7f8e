/**
 * Dates as feeds and pages write them, in figures or in words of many languages, to instants in ISO 8601, UTC, to the
 * second. One without a zone is UTC.
 */
import { arabicDigits } from "./arabic-digits.ts";
import { monthOf } from "./month-names.ts";
import { minutesEast } from "./time-zones.ts";

const DAY_FIRST = /\b(?<day>\d{1,2})[/-](?<month>\d{1,2})[/-](?<year>\d{4})\b/gu;
const MONTH_FIRST = /\b(?<month>\d{1,2})[/-](?<day>\d{1,2})[/-](?<year>\d{4})\b/gu;

/** A day, wherever it stands in a line. */
const DAYS = [
  /(?<year>\d{4})\s*[年년./-]\s*(?<month>\d{1,2})\s*[月월./-]\s*(?<day>\d{1,2})/gu,
  /\b(?<day>\d{1,2})\s?\.\s?(?<month>\d{1,2})\s?\.\s?(?<year>\d{4})\b/gu,
  DAY_FIRST,
  MONTH_FIRST,
  /(?<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?<month>[\p{L}\p{M}]{3,})\.?[,،]?\s+(?:de\s+)?(?<year>\d{4})/giu,
  // Arabic names of one or two words, and a month that is named twice: "10 فبراير/شباط 2021".
  /(?<day>\d{1,2})\s+(?<month>\p{Script=Arabic}{2,}(?:\s(?:الثاني|ال[أا]ول))?)(?:\s?\/\s?\p{Script=Arabic}{2,}(?:\s(?:الثاني|ال[أا]ول))?)?،?\s+(?<year>\d{4})/gu,
  /(?<month>\p{L}{3,})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})/giu,
  /(?<year>\d{4})\.\s+(?<month>\p{L}{3,})\.?\s+(?<day>\d{1,2})(?=\.)/giu,
  /(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2}),?\s+(?:năm\s+)?(?<year>\d{4})/giu,
];

/** What is a day only where a date is expected: RFC 822 and 850, C's asctime, ISO 8601 in short. */
const WRITTEN = [
  /(?<day>\d{1,2})[ -]+(?<month>[\p{L}\p{M}]{3,}|\d{1,2}[月월]|[一二三四五六七八九十]{1,2}月)\.?[ -]+(?<year>\d{4}|\d\d)(?!\d)/gu,
  /(?<month>\p{L}{3,}) +(?<day>\d{1,2})(?<clock> \d{1,2}:\d\d(?::\d\d)?(?: [A-Z]{3,5}| [+-]\d\d:?\d\d)?) (?<year>\d{4})/gu,
  /(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?!\d)/gu,
  /(?<year>\d{4})(?:-?(?<month>\d\d))?$/gu,
];

/** With which some begin. What stands before a year alone is no day of the week: "May 2024", "Spring 2024". */
const WEEKDAY = /^[\p{L}.-]+,? ?(?!\d{4}(?:-?\d\d)?$)/u;

/** A date that is all of the text, or its beginning; `undefined` where the text says none. Absurd years are returned as they are. */
export function parseDate(text: string | undefined): string | undefined {
  const line = arabicDigits(text?.slice(0, 300) ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (/^\d{9,10}$|^\d{13}$/.test(line)) return toIso(Number(line) * (line.length === 13 ? 1 : 1000));
  for (const start of new Set([line, line.replace(WEEKDAY, "")])) {
    const time = readInstant(start);
    if (time !== undefined) return toIso(time);
  }
  return undefined;
}

function readInstant(line: string): number | undefined {
  for (const { index, 0: found, groups = {} } of matchesIn(line, [...WRITTEN, ...DAYS])) {
    const day = index === 0 ? dayOf(groups) : undefined;
    if (day !== undefined) return atTime(day, (groups.clock ?? "") + line.slice(found.length));
  }
  return undefined;
}

/** The first day inside a line that was written for people: "Mardi 3 mars 2020 à 10 h", "Nov. 20, 2019", "2019年3月4日". */
export function parsePrintedDate(text: string): string | undefined {
  for (const { groups = {} } of matchesIn(arabicDigits(text.slice(0, 300)), DAYS)) {
    const day = dayOf(groups);
    const date = day === undefined ? undefined : sinceTheWeb(toIso(day));
    if (date) return date;
  }
  return undefined;
}

/** A date that a page gives in a place where one belongs: a whole day, of a year in which pages were written. */
export const parsePageDate = (text: string): string | undefined =>
  /^\s*\d{4}(-?\d\d)?\s*$/.test(text) ? undefined : sinceTheWeb(parseDate(text));

/** No page is older than the web, and a year beyond this is a misprint. */
const sinceTheWeb = (date: string | undefined): string | undefined =>
  date && date >= "1990" && date < "2101" ? date : undefined;

/** Of the two ways to write a day with slashes, the clock of twelve hours goes with the American one. */
function* matchesIn(line: string, patterns: readonly RegExp[]): Generator<RegExpExecArray> {
  const isAmerican = /\d\s?[ap]\.?m\b/i.test(line);
  for (const pattern of isAmerican ? [MONTH_FIRST, ...patterns] : patterns) yield* line.matchAll(pattern);
}

/** Midnight at its beginning; undefined where the calendar has no such day. */
function dayOf({ year = "", month = "1", day = "1" }: Record<string, string>): number | undefined {
  const number = /\d/.test(month) ? Number.parseInt(month, 10) : monthOf(month.toLowerCase());
  if (number === undefined || number < 1 || number > 12) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(fullYear(year), number - 1, Number(day));
  return date.getUTCDate() === Number(day) ? date.getTime() : undefined;
}

/** Thai years are 543 ahead: those of the web are nobody else's. */
function fullYear(year: string): number {
  if (year.length <= 2) return Number(year) + (Number(year) < 70 ? 2000 : 1900);
  return year >= "2533" && year < "2644" ? Number(year) - 543 : Number(year);
}

const CLOCKS = [
  /(?:(?<part>[上下]午|午[前後后]|오[전후])\s?)?(?<![\d+-])(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?(?:\s?(?<half>[ap])\.?m\b\.?)?/i,
  /(?<part>[上下]午|午[前後后]|오[전후])?\s?(?<hour>\d{1,2})\s?[时時点點시](?![间間간])(?:\s?(?<minute>\d{1,2})\s?[分분])?/,
  /T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?/i,
  // As systems write it whose language has dots there: Italian, Danish, Finnish, Indonesian.
  /(?<![\d.])(?<hour>\d{1,2})\.(?<minute>\d\d)\.(?<second>\d\d)(?![\d.])/,
];

/** The instant that what follows the day says; `undefined` where no clock shows it. */
function atTime(day: number, rest: string): number | undefined {
  const found = CLOCKS.map((clock) => clock.exec(rest)).find((match) => match !== null);
  const { hour = "0", minute = "0", second = "0", half, part } = found?.groups ?? {};
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const zone = minutesEast(found ? rest.slice(found.index + found[0].length) : rest);
  const minutes = onDial(Number(hour), half ?? halfOf(part)) * 60 + Number(minute) - zone;
  return day + (minutes * 60 + Number(second)) * 1000;
}

/** The half of a day as Chinese, Japanese and Korean name it before the hour. */
const halfOf = (part: string | undefined): string | undefined =>
  part && (/[下後后후]/.test(part) ? "p" : "a");

const onDial = (hour: number, half: string | undefined): number =>
  half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);

function toIso(time: number): string | undefined {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999
    ? undefined
    : date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
