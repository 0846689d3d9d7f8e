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
  let isInFooter = false;
  for (const each of upwards(element)) {
    if (each.tagName === "ARTICLE") return true;
    if (each.tagName === "BODY") break;
    if (frame.has(each)) continue;
    const names = `${attribute(each, "class")} ${attribute(each, "id")}`;
    if (isElsewhere(each, names)) return false;
    isInFooter ||= each.tagName === "FOOTER" && !OWN_FOOTER.test(names);
  }
  return !isInFooter;
}

const isElsewhere = ({ tagName }: PageElement, names: string): boolean =>
  /^(?:NAV|ASIDE)$/.test(tagName) || ELSEWHERE.test(names) || (FOOTER.test(names) && !OWN_FOOTER.test(names));

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
