/** The one door to article-extractor, with its traps closed. */
import { extractFromHtml } from "@extractus/article-extractor";
import { hideSigns, showSource } from "../dom/hidden-signs.ts";

/**
 * Stands for the page's address: addresses are absolute before, and whatever the library makes of its own choice of a
 * URL can be told by this one.
 */
const STAND_IN = "https://page.invalid/";

/** It removes elements that it is not told of together with their words. */
const TAGS =
  `a abbr acronym address article aside audio b bdi bdo big blockquote body br caption center cite code col
  colgroup data dd del details dfn dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header
  hgroup hr html i iframe img ins kbd label legend li main mark math menu meter nav ol output p picture pre progress q
  rb rp rt ruby s samp section small source span strike strong sub summary sup svg table tbody td tfoot th thead time
  tr tt u ul var video wbr`.split(/\s+/);
const ATTRIBUTES =
  "id class href src alt title width height colspan rowspan start reversed value dir lang type datetime cite poster";
const ALLOWED = Object.fromEntries(TAGS.map((tag) => [tag, ATTRIBUTES.split(" ")]));

/** The article's HTML; undefined where there is none. The white space of code is kept. */
export async function extractWithArticleExtractor(page: string): Promise<string | undefined> {
  const found = await withoutSegmenter(() =>
    extractFromHtml(withTitle(withoutAddresses(hideSpace(hideSigns(page)))), STAND_IN, {
      contentLengthThreshold: 1,
      allowedTags: TAGS,
      allowedAttributes: ALLOWED,
      allowedIframeDomains: [],
    }),
  );
  return found?.content ? showSource(showSpace(found.content)).replaceAll(`"${STAND_IN}#`, '"#') : undefined;
}

/** Its choice among canonical, og:url and others is taken from it. */
const withoutAddresses = (page: string): string =>
  page.replace(/<link\s[^>]*>|<meta\s[^>]*(?:og:url|twitter:url|parsely-link)[^>]*>/gi, "");

/** It finds no text on a page without a title. */
const withTitle = (page: string): string =>
  /<title[^>]*>\s*[^<\s]/i.test(page)
    ? page
    : page.replace(/<head[^>]*>|(?=<body)/i, "$&<title>untitled</title>");

/** It folds the white space of code too: until it is done, noncharacters that no text may hold stand for it. */
const HIDDEN = new Map([
  [" ", "\uFDD0"],
  ["\n", "\uFDD1"],
  ["\t", "\uFDD2"],
]);
const SHOWN = new Map([...HIDDEN].map(([space, sign]) => [sign, space]));

const hideSpace = (page: string): string =>
  page
    .replace(/[\uFDD0-\uFDD2]/g, "")
    .replace(
      /(<pre(?:\s[^>]*)?>)([\s\S]*?)(?=<\/pre>)/gi,
      (_, open: string, code: string) => open + hideInText(code),
    );

const hideInText = (html: string): string =>
  html.replace(/<[^>]*>|[ \n\t]/g, (part) => (part.length > 1 ? part : (HIDDEN.get(part) ?? part)));

const showSpace = (html: string): string =>
  html.replace(/[\uFDD0-\uFDD2]/g, (sign) => SHOWN.get(sign) ?? sign);

/**
 * Its reading time, which nobody asked for, counts words by `Intl.Segmenter`: quadratic on Node 20, a minute for
 * 300 KB. The library works synchronously behind its promise, so none other meets the stand-in.
 */
function withoutSegmenter<T>(work: () => T): T {
  const real = Intl.Segmenter;
  Object.defineProperty(Intl, "Segmenter", { value: NoSegments, configurable: true, writable: true });
  try {
    return work();
  } finally {
    Object.defineProperty(Intl, "Segmenter", { value: real, configurable: true, writable: true });
  }
}

class NoSegments {
  segment(): never[] {
    return [];
  }
}
