/** What programs write into an item's description besides its text, unless a site's own template leaves it out. */

/** Drupal's title, author and date, which have elements of their own. Spans in one are not nested any deeper. */
const DRUPAL_FIELD =
  /<span class="field field--name-(?:title|uid|created)\b[^<>]*>(?:[^<]|<(?!\/?span\b)|<span\b[^<>]*>[^<]*<\/span>)*<\/span>/gi;

/** Discourse's end of a topic, in whatever language: "3 posts - 2 participants", and a link to what the item links to. */
const DISCOURSE_END =
  /<p><small>\d[^<]{0,80} - \d[^<]{0,80}<\/small><\/p>\s*<p><a href="[^"<>]*">[^<]{1,80}<\/a><\/p>\s*$/i;

export function withoutBookkeeping(html: string): string {
  const text = html.includes("field--name-") ? html.replace(DRUPAL_FIELD, "") : html;
  return text.includes("<p><small>") ? text.replace(DISCOURSE_END, "") : text;
}
