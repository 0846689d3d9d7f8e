/** Everything that is read out of an article's page, before anyone judges whether to take it. */
import { given } from "../given.ts";
import type { PageDocument } from "./dom/page-dom.ts";
import { bodyOf } from "./dom/parse-page.ts";
import { blockText, foldText, textBlocks } from "./dom/text-blocks.ts";
import { htmlText, wordsOf } from "./dom/text-words.ts";
import { addStandfirst } from "./extract/add-standfirst.ts";
import { extractText } from "./extract/extract-text.ts";
import { trimHead } from "./extract/trim-head.ts";
import { trimTail } from "./extract/trim-tail.ts";
import { paragraphsOf } from "./metadata/linked-body.ts";
import { type PageMetadata, readMetadata } from "./metadata/page-metadata.ts";
import { showPlayers } from "./prepare/hide-players.ts";
import { type PreparedPage, preparePage } from "./prepare/prepare-page.ts";
import { asksToPay, type Barrier, recogniseBarrier } from "./recognise-barrier.ts";

/** An article's page, decoded, and the address that answered. */
export interface Page {
  html: string;
  url: string;
}

export interface ReadPage {
  prepared: PreparedPage;
  metadata: PageMetadata;
  /** The article's HTML; absent where none was found. */
  html?: string;
  words: readonly string[];
  barrier?: Barrier;
}

/** Less than this is no article: then the whole page tells what it is. */
const NEXT_TO_NOTHING = 25;
/** What has less than this share of the words that the page gives to programs is no more than a part of them. */
const PART = 0.4;
const PAYWALL = "[class*=paywall], [id*=paywall], meta[property='article:content_tier'][content=locked]";
/** Letters of a page that are looked through for that. */
const MOST_SHOWN = 5000;

/** @param entry what the feed says of the same article: its body helps the extraction */
export async function readPage(
  { html, url }: Page,
  entry: { title: string; html?: string },
): Promise<ReadPage> {
  const prepared = preparePage(html, url);
  const metadata = readMetadata(prepared.document, url);
  const body = metadata.body && isForAll(prepared.document, metadata) ? paragraphsOf(metadata.body) : "";
  // Extractors look for the text there, too.
  if (metadata.body && body === "") removeLinkedData(prepared.document);
  const article = await extractText(prepared, entry.html);
  const found = article
    ? showPlayers(
        addStandfirst(trimHead(trimTail(article.html, metadata.title), metadata), prepared.document),
        prepared.players,
      )
    : undefined;
  const chosen = isPart(found ?? "", prepared.document, body) ? body : found;
  const text = chosen === undefined ? "" : htmlText(chosen);
  const words = wordsOf(text);
  const barrier = recogniseBarrier({
    title: isTitled(metadata.title, entry.title) ? "" : metadata.title,
    shown: words.length < NEXT_TO_NOTHING ? shownBy(prepared.document).slice(0, MOST_SHOWN) : text,
    words: words.length,
    free: metadata.free,
  });
  return { prepared, metadata, words, ...given({ html: chosen, barrier }) };
}

/** Many pages that must be paid for don't say so to programs, and give them the whole text. */
const isForAll = (page: PageDocument, { free }: PageMetadata): boolean =>
  free && !page.querySelector(PAYWALL) && !asksToPay(shownBy(page).replace(/\s+/g, " "));

function removeLinkedData(page: PageDocument): void {
  for (const script of page.querySelectorAll("script"))
    if (/ld\+json/i.test(script.getAttribute("type") ?? "")) script.remove();
}

/** Whether what was found, or all that the page shows, is no more than a part of what it gives to programs. */
function isPart(found: string, page: PageDocument, body: string): boolean {
  const count = countWords(htmlText(body));
  if (count < NEXT_TO_NOTHING) return false;
  return countWords(htmlText(found)) < count * PART || countWords(shownBy(page)) < count * PART;
}

const countWords = (text: string): number => wordsOf(text).length;

/** Words of the whole page, without scripts and other text that no reader sees. */
const shownBy = (page: PageDocument): string => textBlocks(bodyOf(page)).map(blockText).join("\n");

const isTitled = (page: string, entry: string): boolean =>
  entry !== "" && foldText(page).includes(foldText(entry));
