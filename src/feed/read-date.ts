/** Dates as feeds write them. One without a zone is UTC. */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Minutes east of Greenwich: RFC 822, section 5.1, and names that are often met. */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 60,
  west: 60,
  cet: 60,
  mez: 60,
  cest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  ist: 330,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
};

/** ISO 8601 in UTC to the second; `undefined` where the text says no date. */
export function readDate(text: string | undefined): string | undefined {
  const trimmed = text?.replace(/\s+/g, " ").trim() ?? "";
  if (!trimmed) return undefined;
  const time = readIso(trimmed) ?? readRfc822(trimmed) ?? readOther(trimmed);
  return time === undefined || Number.isNaN(time) ? undefined : toIso(time);
}

function toIso(time: number): string | undefined {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999
    ? undefined
    : date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** RFC 3339 and W3C's profile of ISO 8601, from the year alone to fractions of seconds. */
function readIso(text: string): number | undefined {
  const found =
    /^(\d{4})-?(\d\d)?-?(\d\d)?(?:[T ]+(\d\d?)(?::?(\d\d))?(?::?(\d\d))?(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$/i.exec(
      text,
    );
  if (!found) return undefined;
  const [, year, month = "01", day = "01", hour = "0", minute = "0", second = "0", zone] = found;
  return utc(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    zone,
  );
}

/** RFC 822 and RFC 850, with the weekday, the zone, the seconds or the century left out as may be. */
function readRfc822(text: string): number | undefined {
  const found =
    /^(?:[\p{L}.]+,? )?(\d{1,2})[ -]([\p{L}]{3,})\.?[ -](\d{2,4})(?:,? (\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?)? ?(.*)$/u.exec(
      text,
    ) ?? undefined;
  if (!found) return undefined;
  const [, day, name = "", short, hour = "0", minute = "0", second = "0", zone] = found;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  if (month < 0) return undefined;
  const year = Number(short) < 100 ? Number(short) + (Number(short) < 70 ? 2000 : 1900) : Number(short);
  return utc(year, month, Number(day), Number(hour), Number(minute), Number(second), zone);
}

function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone?: string,
): number {
  if (month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime() - minutesEast(zone) * 60_000;
}

function minutesEast(zone = ""): number {
  const [, sign, hours, minutes = "00"] = /([+-])(\d\d):?(\d\d)?/.exec(zone) ?? [];
  if (hours) return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return ZONES[(/[a-z]+/i.exec(zone)?.[0] ?? "").toLowerCase()] ?? 0;
}

/** Whatever else the engine reads: "January 18, 2022 3:00 PM". Without a zone it is meant as UTC. */
function readOther(text: string): number | undefined {
  const hasZone = /(?:[+-]\d\d:?\d\d|\b(?:Z|UTC|GMT|[ECMP][SD]T))\s*(?:\(.*\))?$/i.test(text);
  const time = Date.parse(hasZone ? text : `${text} UTC`);
  return /\d/.test(text) && !Number.isNaN(time) ? time : undefined;
}
