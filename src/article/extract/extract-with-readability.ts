/** The one door to Mozilla's Readability. */
import { Readability } from "@mozilla/readability";
import { parsePage } from "../dom/parse-page.ts";

/** Below this many letters it begins the search again with fewer filters. */
const CHARACTERS = 500;

/** The article's HTML; undefined where there is none. Parses anew, for Readability consumes its document. */
export function extractWithReadability(page: string): string | undefined {
  const found = new Readability(parsePage(page), { charThreshold: CHARACTERS, keepClasses: true }).parse();
  return found?.content || undefined;
}
