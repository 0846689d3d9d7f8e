/** Dates as a page says them, in its language and zone. The one door to date-fns. */
import { TZDate } from "@date-fns/tz";
// The larger one makes formats of its own as it is loaded, which takes longer than all dates of a night.
import { UTCDateMini } from "@date-fns/utc/date/mini";
import type { Locale } from "date-fns";
// Not by the package's own index: it loads eight hundred files where these are thirty.
import { format } from "date-fns/format";
import { ar } from "date-fns/locale/ar";
import { de } from "date-fns/locale/de";
import { enGB } from "date-fns/locale/en-GB";
import { enUS } from "date-fns/locale/en-US";
import { es } from "date-fns/locale/es";
import { fr } from "date-fns/locale/fr";
import { ru } from "date-fns/locale/ru";
import { zhCN } from "date-fns/locale/zh-CN";
import type { SupportedLanguage } from "../../config/settings.ts";
import type { DateView } from "./view.ts";

const LOCALES: Record<string, Locale> = {
  ar,
  de,
  en: enGB,
  "en-us": enUS,
  es,
  fr,
  ru,
  zh: zhCN,
} satisfies Record<SupportedLanguage | "en-us", Locale>;
/** "18 January 2022" as each language writes it. */
const DAY: Record<string, string> = {
  de: "d. MMMM yyyy",
  es: "d 'de' MMMM 'de' yyyy",
  fr: "do MMMM yyyy",
  "en-us": "MMMM d, yyyy",
  zh: "yyyy年M月d日",
};
const MONTH: Record<string, string> = { es: "MMMM 'de' yyyy", zh: "yyyy年M月", ru: "LLLL yyyy" };

export interface Calendar {
  /** @param iso ISO 8601 */
  date(iso: string): DateView;
  /** "18 January 2022" for `2022-01-18`, whatever the zone. */
  day(day: string): string;
  /** "January 2022" for `2022-01`. */
  month(month: string): string;
}

/**
 * @param language BCP 47; a language without a calendar of its own gets English
 * @param timeZone IANA name
 */
export function createCalendar(language: string, timeZone: string): Calendar {
  const key = pickLanguage(language);
  // A zone's name costs a look into its history for each date; UTC needs none.
  const inZone = (iso: string): Date =>
    timeZone === "UTC" ? new UTCDateMini(iso) : new TZDate(iso, timeZone);
  const options = { locale: LOCALES[key] ?? enGB };
  const dayOf = remembering((date: Date) => format(date, DAY[key] ?? "d MMMM yyyy", options));
  // All that one run shared has one instant: most dates are asked for many times.
  const known = new Map<string, DateView>();

  return {
    date(iso) {
      const found = known.get(iso);
      if (found) return found;
      if (known.size > 5000) known.clear();
      const view = new LazyDate(iso, inZone(iso), dayOf);
      known.set(iso, view);
      return view;
    },
    day: (day) => dayOf(new UTCDateMini(`${day}T12:00:00Z`)),
    month: (month) => format(new UTCDateMini(`${month}-15T12:00:00Z`), MONTH[key] ?? "LLLL yyyy", options),
  };
}

function pickLanguage(language: string): string {
  const folded = language.toLowerCase();
  if (folded in LOCALES) return folded;
  return folded.split("-")[0] ?? "en";
}

/** Days recur: on a page, and through a whole build. */
function remembering(dayOf: (date: Date) => string): (date: Date) => string {
  const known = new Map<number, string>();
  return (date) => {
    const key = (date.getFullYear() * 12 + date.getMonth()) * 31 + date.getDate();
    const found = known.get(key) ?? dayOf(date);
    known.set(key, found);
    return found;
  };
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** Formats on demand: a page shows one form or two of each date. */
class LazyDate implements DateView {
  readonly iso: string;
  readonly #date: Date;
  readonly #dayOf: (date: Date) => string;

  constructor(iso: string, date: Date, dayOf: (date: Date) => string) {
    this.iso = iso;
    this.#date = date;
    this.#dayOf = dayOf;
  }

  get day(): string {
    return this.#dayOf(this.#date);
  }

  get full(): string {
    return `${this.day}, ${twoDigits(this.#date.getHours())}:${twoDigits(this.#date.getMinutes())}`;
  }

  /** RFC 822 as RSS 2.0 asks for it, in UTC. */
  get rfc822(): string {
    return new Date(this.iso).toUTCString().replace("GMT", "+0000");
  }
}
