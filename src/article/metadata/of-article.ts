/** Whether what a page prints is its article's: menus, sidebars and teasers name the authors and dates of others. */
import { attribute, type PageDocument, type PageElement, upwards } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";

/** Elementor calls each part of a page a widget, the article's too. */
const ELSEWHERE =
  /comment|related|sidebar|(?<!elementor-)widget|recommend|teaser|more-|menu|overlay|gallery/i;
const FOOTER = /footer/i;
/** As WordPress and Blogger name what stands below a post's text. */
const OWN_FOOTER = /(?:^|[\s_-])(?:post|entry|article|story)[\w-]*(?:foot|meta)/i;

/** Elements of a page that hold its heading. */
export type Frame = ReadonlySet<PageElement>;

/** What holds the heading holds its article, too, whatever its names. */
export function isOfArticle(element: PageElement, frame: Frame): boolean {
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

/** The elements that hold the heading of the title, or where none has it those of the first rank; a menu holds none. */
export function frameOf(page: PageDocument, title: string): Frame {
  const headings = [...page.querySelectorAll("h1, h2")];
  const titled = headings.filter((heading) => foldText(heading.textContent ?? "") === foldText(title));
  const frame = new Set<PageElement>();
  for (const heading of titled.length > 0 ? titled : headings.filter(({ tagName }) => tagName === "H1")) {
    const around: PageElement[] = [];
    for (const element of upwards(heading)) {
      if (frame.has(element)) break;
      around.push(element);
    }
    if (!around.some(({ tagName }) => /^(?:NAV|ASIDE|FOOTER)$/.test(tagName)))
      for (const element of around) frame.add(element);
  }
  return frame;
}
