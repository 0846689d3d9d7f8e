/** Headings that name the site, or the part of it that a page belongs to, and lead there. */
import { attribute, type PageElement, textOf } from "../dom/page-dom.ts";

/** A heading that is nothing but a link to a folder of the same host that the page lies below. */
export function isSiteHeading(heading: PageElement, url: string): boolean {
  const link = heading.querySelector("a[href]");
  if (!link || textOf(link) !== textOf(heading) || !URL.canParse(attribute(link, "href"), url)) return false;
  const [folder, page] = [new URL(attribute(link, "href"), url), new URL(url)];
  const [above, below] = [folder, page].map(({ pathname }) => pathname.replace(/\/*$/, "/"));
  return folder.host === page.host && folder.search === "" && above !== below && isBelow(below, above);
}

const isBelow = (path = "", folder = ""): boolean => path.startsWith(folder);
