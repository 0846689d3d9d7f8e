/** What a page says about its article: title, author, date, language, image. */
import { given } from "../../given.ts";
import { languageTag } from "../../text/language-tag.ts";
import { attribute, type PageDocument } from "../dom/page-dom.ts";
import { frameOf } from "./of-article.ts";
import { pageAuthor } from "./page-author.ts";
import { pageDate } from "./page-date.ts";
import { meta, type PageFacts, readFacts } from "./page-facts.ts";
import { pageTitle } from "./page-title.ts";

export interface PageMetadata {
  /** "" where the page has none. */
  title: string;
  author?: string;
  /** ISO 8601 in UTC. */
  published?: string;
  /** BCP 47. */
  language?: string;
  /** The picture that the page shares itself with, absolute. */
  image?: string;
  /** The article's text, plain, which some pages give to programs alone. */
  body?: string;
  /** False where the page says that its text must be paid for. */
  free: boolean;
}

export function readMetadata(page: PageDocument, url: string): PageMetadata {
  const facts = readFacts(page, url);
  const title = pageTitle(facts);
  const frame = frameOf(page, title);
  return {
    title,
    free: facts.linked.free,
    ...given({
      author: pageAuthor(facts, frame),
      published: pageDate(facts, frame, title),
      language: pageLanguage(facts),
      image: pageImage(facts),
      body: facts.linked.body,
    }),
  };
}

function pageLanguage(facts: PageFacts): string | undefined {
  const root = facts.page.querySelector("html");
  const said = [
    attribute(root, "lang"),
    attribute(root, "xml:lang"),
    meta(facts, "og:locale"),
    facts.linked.language,
  ];
  return said.map(languageTag).find((tag) => tag !== undefined);
}

function pageImage(facts: PageFacts): string | undefined {
  const image =
    meta(facts, "og:image", "og:image:url", "twitter:image", "twitter:image:src") ?? facts.linked.image;
  return image && URL.canParse(image, facts.url) ? new URL(image, facts.url).href : undefined;
}
