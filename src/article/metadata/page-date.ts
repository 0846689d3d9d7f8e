/** When an article was published, by what its page declares, else by what it prints near its heading. */
import { parsePageDate, parsePrintedDate } from "../../feed/parse-date.ts";
import { attribute, type PageElement, textOf } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";
import { isSentence } from "../dom/text-words.ts";
import { isOfArticle } from "./of-article.ts";
import { meta, type PageFacts } from "./page-facts.ts";

const METAS = [
  "article:published_time",
  "og:article:published_time",
  "article:published",
  "og:published_time",
  "datepublished",
  "parsely-pub-date",
  "sailthru.date",
  "dc.date.issued",
  "dcterms.issued",
  "dcterms.created",
  "dc.date.created",
  "dc.date",
  "dcterms.date",
  "citation_publication_date",
  "citation_date",
  "publish-date",
  "publish_date",
  "publication_date",
  "published_time",
  "pubdate",
  "date",
  "cxenseparse:recs:publishtime",
  "release_date",
];

/** Where a page prints its date, the surest first. */
const PLACES = [
  "[itemprop~=datePublished]",
  "time[pubdate], .dt-published, .published, time.entry-date, .post-date, .entry-date, .article-date, .publish-date, .date-published",
  "article time, main time, header time",
  "time, abbr[title]",
  "[class*=publi][class*=date], [class*=post][class*=date], [class*=article][class*=date], [class*=entry][class*=date]",
  "[class~=date], [id=date], [class*=dateline], [class*=timestamp]",
  "[class*=date], [class*=time], [class*=meta], [class*=byline], [class*=publi]",
];

/** ISO 8601 in UTC; undefined where the page doesn't say. */
export function pageDate(facts: PageFacts, title: string): string | undefined {
  const declared = [facts.linked.published, ...METAS.map((name) => meta(facts, name))];
  return (
    firstDate(declared, (text) => parsePageDate(text) ?? parsePrintedDate(text)) ??
    printedAt(facts, PLACES.slice(0, 2)) ??
    dateInAddress(facts.url) ??
    printedAt(facts, PLACES.slice(2)) ??
    nearHeading(facts, foldText(title)) ??
    printedAt(facts, PLACES, { anywhere: true })
  );
}

function firstDate(
  texts: Iterable<string | undefined>,
  read: (text: string) => string | undefined,
): string | undefined {
  for (const text of texts) {
    const found = text ? read(text) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** @param anywhere also where dates are mostly those of others: a discussion's own is a comment's. */
const printedAt = (
  { page, frame }: PageFacts,
  places: readonly string[],
  { anywhere = false } = {},
): string | undefined =>
  firstDate(
    places.flatMap((place) =>
      [...page.querySelectorAll(place)]
        .slice(0, 10)
        .filter((element) => anywhere || isOfArticle(element, frame))
        .flatMap(textsOf),
    ),
    (text) => parsePageDate(text) ?? parsePrintedDate(text),
  );

/** A longer text than this is the article itself, and its dates are those it tells of. */
const LONGEST = 200;

function textsOf(element: PageElement): string[] {
  const text = textOf(element);
  const written = ["datetime", "content", "title"].map((name) => attribute(element, name));
  return [...written, text.length <= LONGEST ? text : ""].filter(Boolean);
}

/** `/2019/04/11/`, `/2019-04-11-`, `/20190411`: publishers' calendars in their addresses. */
function dateInAddress(url: string): string | undefined {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  const match = /(?:^|\D)((?:19|20)\d\d)[/\-_]?(0[1-9]|1[0-2])[/\-_]?(0[1-9]|[12]\d|3[01])(?=\D|$|T)/.exec(
    path,
  );
  return match ? parsePageDate(`${match[1]}-${match[2]}-${match[3]}`) : undefined;
}

/** Elements looked at after the heading, and again from the page's beginning. */
const NEAR = 600;

/**
 * Short lines, no sentences, after the title's heading, then the first of the page: a site's header has today's date.
 * No selector: siblings would cost their square.
 */
function nearHeading({ page, frame }: PageFacts, title: string): string | undefined {
  const elements = [...page.querySelectorAll("body *")];
  const heading = indexOfHeading(elements, title);
  const near = [...elements.slice(heading + 1, heading + 1 + NEAR), ...elements.slice(0, NEAR)];
  for (const element of near) {
    const text = textOf(element);
    const found = text.length <= 120 && !isSentence(text) ? parsePrintedDate(text) : undefined;
    if (found && isOfArticle(element, frame)) return found;
  }
  return undefined;
}

function indexOfHeading(elements: readonly PageElement[], title: string): number {
  const headings = elements.flatMap(({ tagName }, index) => (/^H[12]$/.test(tagName) ? [index] : []));
  const isTitle = (index: number): boolean => foldText(elements[index]?.textContent ?? "") === title;
  return headings.find(isTitle) ?? headings[0] ?? -1;
}
