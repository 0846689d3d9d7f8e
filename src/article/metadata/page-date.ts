/** When an article was published, by what its page declares, else by what it prints near its heading. */
import { parsePageDate, parsePrintedDate } from "../../feed/parse-date.ts";
import { attribute, type PageDocument, type PageElement, textOf } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";
import { isSentence } from "../dom/text-words.ts";
import { type Frame, isOfArticle } from "./of-article.ts";
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

/** The first of these places are surer than the page's address. */
const SURE = 2;

/** ISO 8601 in UTC; undefined where the page doesn't say. `title` and `frame` tell which heading is its article's. */
export function pageDate(facts: PageFacts, frame: Frame, title: string): string | undefined {
  const declared = [facts.linked.published, ...METAS.map((name) => meta(facts, name))];
  return firstDate(declared, readDate) ?? printedDate(facts, frame, title);
}

/** Dates in places where others' stand count last: a discussion's own is a comment's. */
function printedDate({ page, url }: PageFacts, frame: Frame, title: string): string | undefined {
  const places = PLACES.map((place) => [...page.querySelectorAll(place)].slice(0, 10));
  const own = places.map((elements) => elements.filter((element) => isOfArticle(element, frame)));
  return (
    dateIn(own.slice(0, SURE)) ??
    dateInAddress(url) ??
    dateIn(own.slice(SURE)) ??
    nearHeading(page, frame, foldText(title)) ??
    dateIn(places)
  );
}

const readDate = (text: string): string | undefined => parsePageDate(text) ?? parsePrintedDate(text);

const dateIn = (places: readonly PageElement[][]): string | undefined =>
  firstDate(places.flat().flatMap(textsOf), readDate);

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
function nearHeading(page: PageDocument, frame: Frame, title: string): string | undefined {
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
