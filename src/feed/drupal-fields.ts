/** What Drupal writes into the description of an item besides its text, unless a site's own template leaves it out. */

/** Title, author and date, which have elements of their own. Spans in one are not nested any deeper. */
const FIELD =
  /<span class="field field--name-(?:title|uid|created)\b[^<>]*>(?:[^<]|<(?!\/?span\b)|<span\b[^<>]*>[^<]*<\/span>)*<\/span>/gi;

export const withoutFields = (html: string): string =>
  html.includes("field--name-") ? html.replace(FIELD, "") : html;
