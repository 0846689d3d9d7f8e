/** Whether a story's words are its page's, its feed's body's or the feed's description. */
import type { Entry } from "../feed/entry.ts";
import { given } from "../given.ts";
import type { ReadPage } from "./article-page.ts";
import { htmlText, shareFound, wordsOf } from "./dom/text-words.ts";
import type { Barrier } from "./recognise-barrier.ts";
import type { TextSource } from "./text.ts";

export interface Source {
  text: TextSource;
  html: string;
  /** What the links of `html` are relative to. */
  base?: string;
  /** Of a feed's words: the page that they stand on as well. */
  page?: string;
  /** Why the page was not taken, where there was one. */
  note?: string;
  /** The page is about something else: what it says of itself counts for nothing. */
  foreign?: boolean;
  /** What answered in the article's place. */
  barrier?: string;
}

interface Refusal {
  note: string;
  foreign: boolean;
  barrier?: string;
}

/** The page's article, unless what the feed carries shows that it is none, or is less. */
export function chooseSource(
  entry: Pick<Entry, "html" | "summary" | "base" | "link">,
  page: ReadPage | undefined,
): Source {
  const feed = feedSource(entry);
  if (!page) return feed;
  const refusal = refusePage(page, wordsOf(htmlText(feed.html)), feed.text);
  if (refusal) return { ...feed, ...refusal };
  return { text: "article", html: page.html ?? "", base: page.prepared.base };
}

/** The feed's own words: its body, else its description. */
function feedSource({
  html,
  summary,
  base,
  link,
}: Pick<Entry, "html" | "summary" | "base" | "link">): Source {
  const own = given({ base: base ?? link, page: link });
  if (html && (htmlText(html).trim() || /<img\s/i.test(html))) return { text: "feed", html, ...own };
  if (summary && htmlText(summary).trim()) return { text: "summary", html: summary, ...own };
  return { text: "none", html: "", ...own };
}

/** Fewer words of a feed don't say whether the page has another text. A body may still be the fuller one. */
const TELLING = 25;
/** An article that has less than this share of the words of the feed's body is another text. */
const SAME = 0.4;
/** Of a description, which may be the editor's own, a short page's text has at least this share. */
const AKIN = 0.25;
const SHORT = 200;
/** A feed's text that is so much longer than what was extracted is the fuller one. */
const FULLER = 1.15;
/** Behind a barrier, a teaser is still better where it has so much more than the feed. */
const RICHER = 1.5;

/** Undefined where the page is taken. */
function refusePage(page: ReadPage, feed: readonly string[], kind: TextSource): Refusal | undefined {
  const { barrier, words } = page;
  if (words.length === 0) {
    return barrier ? behind(barrier) : { note: "no article found on the page", foreign: false };
  }
  const share = shareFound(feed, words);
  const isBetter = feed.length === 0 || (words.length > feed.length * RICHER && share >= SAME);
  if (barrier && (barrier.hopeless || !isBetter)) return behind(barrier);
  const isTelling = feed.length >= TELLING;
  if (kind === "feed") return compareBody(words.length, feed.length, isTelling ? share : 1);
  return isTelling ? compareSummary(words.length, feed.length, share) : undefined;
}

const behind = ({ name }: Barrier): Refusal => ({ note: name, foreign: true, barrier: name });

function compareBody(words: number, feed: number, share: number): Refusal | undefined {
  if (share < SAME) return { note: "another text than the feed's body", foreign: true };
  return feed > words * FULLER ? { note: "shorter than the feed's body", foreign: false } : undefined;
}

function compareSummary(words: number, feed: number, share: number): Refusal | undefined {
  if (words >= SHORT) return undefined;
  if (share < AKIN) return { note: "another text than the feed's description", foreign: true };
  return feed > words * FULLER ? { note: "shorter than the feed's description", foreign: false } : undefined;
}
