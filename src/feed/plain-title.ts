/** Text out of what may be markup: titles, names, descriptions of feeds. */
import { decodeHTML } from "entities";

/** Elements that writers put into titles; anything else that looks like a tag is what the title is about. */
const INLINE =
  "a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|i|img|ins|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr|script|style";
const TAGS = new RegExp(`</?(?:${INLINE})(?:\\s[^<>]*)?/?>`, "gi");
const UNSEEN = /<(script|style)\b[^<>]*>[\s\S]*?<\/\1\s*>/gi;

/** One line. */
const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * A title that may hold HTML, as RSS titles do without saying so: formatting goes, its words stay; other tags are text.
 * Entities are resolved once more, since many writers escape twice.
 */
export function titleFromHtml(text: string): string {
  return squeeze(
    decodeHTML(
      text.replace(UNSEEN, "").replace(TAGS, (tag) => (/^<\/?(br|p|div|img)\b/i.test(tag) ? " " : "")),
    ),
  );
}

/** A title that says of itself that it is plain. */
export const titleFromText = (text: string): string => squeeze(text);

/** A name: never an address of the web or of a mailbox alone. "ada@example.com (Ada)" and "Ada <ada@example.com>" are Ada. */
export function authorName(text: string): string | undefined {
  const plain = titleFromHtml(text.replace(/<[^<>\s]+@[^<>\s]+>/g, ""));
  const inside = /^\S+@\S+\s*\((.+)\)$/.exec(plain)?.[1];
  const name = (inside ?? plain.replace(/\s*\(?\S+@\S+\.\S+\)?\s*/g, " ")).trim();
  return name && !/^https?:\/\//i.test(name) ? name : undefined;
}
