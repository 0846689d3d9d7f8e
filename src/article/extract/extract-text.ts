/** From a page's HTML to the HTML of its article: prepare, ask each extractor, choose. */
import { bodyOf, serializePage } from "../dom/parse-page.ts";
import type { PreparedPage } from "../prepare/prepare-page.ts";
import { type Choice, chooseText, type Extractions } from "./choose-text.ts";
import { extractWithArticleExtractor } from "./extract-with-article-extractor.ts";
import { extractWithDefuddle } from "./extract-with-defuddle.ts";
import { extractWithReadability } from "./extract-with-readability.ts";

/** The article of a prepared page; undefined where no extractor finds one. `feed` is the entry's own body, HTML. */
export async function extractText(page: PreparedPage, feed?: string): Promise<Choice | undefined> {
  return chooseText(bodyOf(page.document), await askExtractors(page), feed);
}

/** Every extractor's own result. One that throws has found nothing: the others go on. */
export async function askExtractors({ document, base }: PreparedPage): Promise<Extractions> {
  const html = serializePage(document);
  const found = {
    "article-extractor": await attempt(() => extractWithArticleExtractor(html)),
    readability: await attempt(() => extractWithReadability(html)),
    defuddle: await attempt(() => extractWithDefuddle(html, base)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined));
}

async function attempt(
  extract: () => string | undefined | Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await extract();
  } catch {
    return undefined;
  }
}
