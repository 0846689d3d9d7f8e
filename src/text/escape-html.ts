/** Text as it stands in HTML. */

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What is escaped, and signs that neither HTML nor a feed's XML can carry: these go. */
const STRANGE = /[&<>"\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g;

/** For text and for attributes in double quotes. */
export function escapeHtml(value: string): string {
  return value.search(STRANGE) < 0 ? value : value.replace(STRANGE, (char) => ESCAPES[char] ?? "");
}
