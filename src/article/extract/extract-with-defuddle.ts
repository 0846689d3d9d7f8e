/** The one door to defuddle. */
import { DefuddleClass } from "defuddle/node";
import { parsePage } from "../dom/parse-page.ts";

/** Parts of a browser's document that defuddle asks for and linkedom has not. */
const NO_STYLE = { styleSheets: [], defaultView: { getComputedStyle: () => ({ display: "" }) } };

/** The article's HTML; undefined where there is none. It asks the network for nothing. */
export function extractWithDefuddle(page: string, url: string): string | undefined {
  const document = Object.assign(parsePage(page), { URL: url });
  Object.defineProperties(document, {
    styleSheets: { value: NO_STYLE.styleSheets },
    defaultView: { value: NO_STYLE.defaultView },
  });
  const options = { url, useAsync: false, fetch: refuse };
  return new DefuddleClass(document, options).parse().content || undefined;
}

const refuse = (): Promise<never> => Promise.reject(new Error("extraction reads no network"));
