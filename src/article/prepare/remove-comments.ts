/** Takes readers' comments out of a page: below a short post they have more words than it, and would be the story. */
import { attribute, isElement, type PageElement, textOf, upwards } from "../dom/page-dom.ts";

/** As WordPress, Blogger, Disqus and most others name them. `itemprop=comment` is no sign: forums mark the first post so. */
const THREAD = `#comments, #comment-list, #disqus_thread, #respond, .comments-area, .comments-section, .comments-wrapper,
  .comment-list, .commentlist, .comment-respond, .comment-thread, .comment-threads,
  section.comments, div.comments, aside.comments, ol.comments, ul.comments`;
/** What holds the article is neither a thread nor a banner, whatever its name. */
export const ARTICLE_PARTS =
  "h1, .entry-content, .post-content, .post-body, .article-body, [itemprop~=articleBody]";

const NAME = /(?:^|[\s_-])[Cc]omments?(?![a-z])/;

/** The heading of a thread, in a box that is named otherwise. */
const HEADING =
  /^(?:\d+\s*)?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|comment[io]|reacties|kommentarer|komentarze|komentáře|комментари(?:и|ев|й|я)|коментар(?:и|а|і|ів)?|hozzászólások|yorumlar|التعليقات|评论|評論|コメント|댓글)\s*(?:[(（]?\d+[)）]?)?\s*[:：]?$/iu;
const HEADINGS = "h1, h2, h3, h4, h5, h6";
/** More of them are none of one article's. */
const MOST = 3;
/** Code has comments, too, and highlighters name them so. */
const CODE = /^(?:PRE|CODE|SPAN)$/;

/** Only below the page's heading: what stands above is the article's, or a link to its comments. */
export function removeComments(body: PageElement): void {
  const marked = [...body.querySelectorAll(`h1, ${THREAD}`)];
  const heading = marked.findIndex(({ tagName }) => tagName === "H1");
  for (const thread of marked.slice(heading + 1).map(wholeThread)) {
    if (thread.tagName !== "H1" && !thread.querySelector(ARTICLE_PARTS)) thread.remove();
  }
  for (const thread of headedThreads(body)) thread.remove();
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

/** Boxes below the page's heading that begin with the word "Comments" and hold parts that are named so. */
function headedThreads(body: PageElement): PageElement[] {
  const [, ...others] = body.querySelectorAll(HEADINGS);
  // Of headings within headings the innermost: each of the others has the words of all.
  const headings = others.filter(
    (heading) => !heading.querySelector(HEADINGS) && HEADING.test(textOf(heading)),
  );
  if (headings.length > MOST) return [];
  return headings.flatMap((heading) => {
    const box = boxBegunBy(heading);
    const isArticle = [...box.querySelectorAll(ARTICLE_PARTS)].some((part) => part !== heading);
    return !isArticle && holdsComments(box) ? [box] : [];
  });
}

/** The largest one that has no words before its heading. */
function boxBegunBy(heading: PageElement): PageElement {
  let box = heading;
  for (const around of upwards(heading.parentNode)) {
    if (around.tagName === "BODY" || hasWordsBefore(box)) break;
    box = around;
  }
  return box;
}

function hasWordsBefore(box: PageElement): boolean {
  let before = box.previousSibling;
  while (before && textOf(before) === "") before = before.previousSibling;
  return before !== null;
}

/** Two parts or more are named so; the field for one is enough. */
function holdsComments(box: PageElement): boolean {
  if (box.querySelector("textarea[name*=comment]")) return true;
  const named = [...box.querySelectorAll("[class*=omment]")].filter(
    (part) =>
      NAME.test(attribute(part, "class")) && ![...upwards(part)].some(({ tagName }) => CODE.test(tagName)),
  );
  return named.length > 1;
}
