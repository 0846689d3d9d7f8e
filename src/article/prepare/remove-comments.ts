/** Takes readers' comments out of a page: below a short post they have more words than it, and would be the story. */
import type { PageElement } from "../dom/page-dom.ts";

/** As WordPress, Blogger, Disqus and most others name them. `itemprop=comment` is no sign: forums mark the first post so. */
const THREAD = `#comments, #comment-list, #disqus_thread, #respond, .comments-area, .comments-section, .comments-wrapper,
  .comment-list, .commentlist, .comment-respond, .comment-thread, .comment-threads,
  section.comments, div.comments, aside.comments, ol.comments, ul.comments`;
/** What holds the article is neither a thread nor a banner, whatever its name. */
export const ARTICLE_PARTS =
  "h1, .entry-content, .post-content, .post-body, .article-body, [itemprop~=articleBody]";

/** Only below the page's heading: what stands above is the article's, or a link to its comments. */
export function removeComments(body: PageElement): void {
  const marked = [...body.querySelectorAll(`h1, ${THREAD}`)];
  const heading = marked.findIndex(({ tagName }) => tagName === "H1");
  for (const thread of marked.slice(heading + 1)) {
    if (thread.tagName !== "H1" && !thread.querySelector(ARTICLE_PARTS)) thread.remove();
  }
}
