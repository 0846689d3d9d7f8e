/** The one door to entities: references (`&eacute;`, `&#8217;`) to the signs that they stand for. */
import { decodeHTML, decodeHTMLStrict } from "entities";

/**
 * As XML should have them, closed by a semicolon. HTML's names count too: feeds use them without declaring them, and an
 * undeclared name is a fatal error to the letter (XML 1.0, section 4.1).
 */
export const decodeReferences = (text: string): string => decodeHTMLStrict(text);

/** As browsers read HTML. */
export const decodeHtmlReferences = (text: string): string => decodeHTML(text);
