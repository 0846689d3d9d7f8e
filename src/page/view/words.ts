/** The page's own words, one readable file a language in words/. */
import type { SupportedLanguage } from "../../config/settings.ts";
import ar from "./words/ar.json" with { type: "json" };
import de from "./words/de.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };
import es from "./words/es.json" with { type: "json" };
import fr from "./words/fr.json" with { type: "json" };
import ru from "./words/ru.json" with { type: "json" };
import zh from "./words/zh.json" with { type: "json" };

type Phrases = typeof en;
/** Forms by plural category (Unicode CLDR); `#` is the number. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Plain phrases as they are; those with a number or a name in them as functions. */
export type Words = { [K in Exclude<keyof Phrases, "stories" | "shares" | "page" | FillKey>]: string } & {
  stories(count: number): string;
  shares(count: number): string;
  page(number: number): string;
  madeWith(what: string): string;
  failingSince(day: string, cause: string): string;
  silentSince(day: string): string;
  healthySince(day: string): string;
};

type FillKey = "madeWith" | "failingSince" | "silentSince" | "healthySince";

type Counted = Omit<Phrases, "stories" | "shares"> & { stories: Forms; shares: Forms };

const LANGUAGES: Record<string, Counted> = { ar, de, en, es, fr, ru, zh } satisfies Record<
  SupportedLanguage,
  Counted
>;

/** @param language BCP 47; a regional variant has its language's words, an unknown language English ones */
export function wordsFor(language: string): Words {
  const base = language.toLowerCase().split("-")[0] ?? "en";
  const phrases = LANGUAGES[base] ?? en;
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const count = (forms: Forms, n: number): string =>
    fill(forms[rules.select(n)] ?? forms.other, numbers.format(n));
  return {
    ...phrases,
    stories: (n) => count(phrases.stories, n),
    shares: (n) => count(phrases.shares, n),
    page: (n) => fill(phrases.page, numbers.format(n)),
    madeWith: (what) => fill(phrases.madeWith, what),
    failingSince: (day, cause) => fill(phrases.failingSince, day, cause),
    silentSince: (day) => fill(phrases.silentSince, day),
    healthySince: (day) => fill(phrases.healthySince, day),
  };
}

/** Puts the values in place of the `#`s, in order. */
function fill(phrase: string, ...values: string[]): string {
  let next = 0;
  return phrase.replaceAll("#", () => values[next++] ?? "");
}
