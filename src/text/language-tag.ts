/** A language by two or three letters (ISO 639), save those that say that it is not known, is several, or is none. */
const TAG = /^(?!(?:und|mul|zxx|xx)\b)[a-z]{2,3}(?:-[a-z\d]{1,8}){0,8}$/i;

/** What is declared, as BCP 47 spells it: "EN_us" is "en-US"; what is no language tag, as "english", is nothing. */
export function languageTag(declared: string | undefined): string | undefined {
  const tag = declared?.trim().replaceAll("_", "-") ?? "";
  if (!TAG.test(tag)) return undefined;
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return undefined;
  }
}
