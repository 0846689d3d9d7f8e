/** Takes readers' comments out of a page: below a short post they have more words than it, and would be the story. */
import { attribute, isElement, type PageElement, textOf } from "../dom/page-dom.ts";

/** As WordPress, Blogger, Disqus and most others name them. `itemprop=comment` is no sign: forums mark the first post so. */
const THREAD = `#comments, #comment-list, #disqus_thread, #respond, .comments-area, .comments-section, .comments-wrapper,
  .comment-list, .commentlist, .comment-respond, .comment-thread, .comment-threads,
  section.comments, div.comments, aside.comments, ol.comments, ul.comments`;
/** What holds the article is neither a thread nor a banner, whatever its name. */
export const ARTICLE_PARTS =
  "h1, .entry-content, .post-content, .post-body, .article-body, [itemprop~=articleBody]";

const NAME = /(?:^|[\s_-])comments?(?![a-z])/i;

/** Only below the page's heading: what stands above is the article's, or a link to its comments. */
export function removeComments(body: PageElement): void {
  const marked = [...body.querySelectorAll(`h1, ${THREAD}`)];
  const heading = marked.findIndex(({ tagName }) => tagName === "H1");
  for (const thread of marked.slice(heading + 1).map(wholeThread)) {
    if (thread.tagName !== "H1" && !thread.querySelector(ARTICLE_PARTS)) thread.remove();
  }
}

/** Where no more than the heading of a thread has its name, the box that begins with it is the thread; no body is one. */
function wholeThread(thread: PageElement): PageElement {
  const box = thread.parentNode;
  if (!isElement(box) || box.tagName === "BODY" || thread.tagName === "H1" || textOf(thread) === "")
    return thread;
  const isNamed = NAME.test(`${attribute(box, "class")} ${attribute(box, "id")}`);
  return isNamed && standsFirst(thread) ? box : thread;
}

function standsFirst(element: PageElement): boolean {
  let before = element.previousSibling;
  while (before && !isElement(before) && textOf(before) === "") before = before.previousSibling;
  return before === null;
}
