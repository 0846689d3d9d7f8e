/** Whether what a page prints is its article's: menus, sidebars and teasers name the authors and dates of others. */
import { attribute, type PageElement, upwards } from "../dom/page-dom.ts";

/** Elementor calls each part of a page a widget, the article's too. */
const ELSEWHERE =
  /comment|related|sidebar|(?<!elementor-)widget|recommend|teaser|more-|menu|overlay|gallery/i;
const FOOTER = /footer/i;
/** As WordPress and Blogger name what stands below a post's text. */
const OWN_FOOTER = /(?:^|[\s_-])(?:post|entry|article|story)[\w-]*(?:foot|meta)/i;

/** @param frame the elements that hold a heading of the page: with it they hold its article, whatever their names */
export function isOfArticle(element: PageElement, frame: ReadonlySet<PageElement>): boolean {
  const around = [...upwards(element)];
  const end = around.findIndex(({ tagName }) => tagName === "ARTICLE" || tagName === "BODY");
  const isInArticle = around[end]?.tagName === "ARTICLE";
  return !(end < 0 ? around : around.slice(0, end)).some(
    (each) => !frame.has(each) && isElsewhere(each, isInArticle),
  );
}

function isElsewhere(element: PageElement, isInArticle: boolean): boolean {
  if (/^(?:NAV|ASIDE)$/.test(element.tagName)) return true;
  const names = `${attribute(element, "class")} ${attribute(element, "id")}`;
  const isFooter = FOOTER.test(names) || (element.tagName === "FOOTER" && !isInArticle);
  return (isFooter && !OWN_FOOTER.test(names)) || ELSEWHERE.test(names);
}

export function frameOf(headings: Iterable<PageElement>): ReadonlySet<PageElement> {
  const frame = new Set<PageElement>();
  for (const heading of headings) {
    for (const element of upwards(heading)) {
      if (frame.has(element)) break;
      frame.add(element);
    }
  }
  return frame;
}
