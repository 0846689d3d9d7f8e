/** Headings that name the site, or the part of it that a page belongs to, and lead there. */
import { attribute, type PageDocument, type PageElement, textOf, upwards } from "../dom/page-dom.ts";

/**
 * Headings that are nothing but a link to a folder of the same host that the page lies below.
 *
 * @param own addresses of the page: as an AMP page, or a post within a discussion, it may lie below the one that its
 * title leads to
 */
export function siteHeadings(page: PageDocument, url: string, own: readonly string[]): Set<PageElement> {
  if (!URL.canParse(url)) return new Set();
  const places = new Set(
    [url, ...own].filter((each) => URL.canParse(each, url)).map((each) => placeOf(each, url)),
  );
  const links = new Map<PageElement, PageElement>();
  for (const link of page.querySelectorAll("a[href]")) {
    const heading = [...upwards(link)].find(({ tagName }) => tagName === "H1" || tagName === "H2");
    if (heading && !links.has(heading)) links.set(heading, link);
  }
  const leading = [...links].filter(
    ([heading, link]) => leadsAbove(attribute(link, "href"), url, places) && textOf(link) === textOf(heading),
  );
  return new Set(leading.map(([heading]) => heading));
}

function leadsAbove(href: string, url: string, places: ReadonlySet<string>): boolean {
  if (!URL.canParse(href, url) || new URL(href, url).search !== "") return false;
  const folder = placeOf(href, url);
  // Some pages say that they are the site's first one.
  const isOwn = places.has(folder) && new URL(href, url).pathname !== "/";
  return !isOwn && placeOf(url, url) !== folder && placeOf(url, url).startsWith(folder);
}

/** Host and folder; a folder's index is the folder. */
function placeOf(address: string, base: string): string {
  const { host, pathname } = new URL(address, base);
  return `${host}${pathname.replace(/\/index\.\w+$/, "").replace(/\/*$/, "/")}`;
}
