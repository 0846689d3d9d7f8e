/** Everything that is read out of an article's page, before anyone judges whether to take it. */
import { given } from "../given.ts";
import { addStandfirst } from "./add-standfirst.ts";
import { extractText } from "./extract-text.ts";
import { showPlayers } from "./hide-players.ts";
import { paragraphsOf } from "./linked-body.ts";
import type { PageDocument } from "./page-dom.ts";
import { type PageMetadata, readMetadata } from "./page-metadata.ts";
import { bodyOf } from "./parse-page.ts";
import { type PreparedPage, preparePage } from "./prepare-page.ts";
import { type Barrier, recogniseBarrier } from "./recognise-barrier.ts";
import { blockText, foldText, textBlocks } from "./text-blocks.ts";
import { htmlText, wordsOf } from "./text-words.ts";
import { trimHead } from "./trim-head.ts";

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
/** Letters of a page that are looked through for that. */
const MOST_SHOWN = 5000;

/** @param entry what the feed says of the same article: its body helps the extraction */
export async function readPage(
  { html, url }: Page,
  entry: { title: string; html?: string },
): Promise<ReadPage> {
  const prepared = preparePage(html, url);
  const metadata = readMetadata(prepared.document, url);
  const article = await extractText(prepared, entry.html);
  const found = article
    ? showPlayers(addStandfirst(trimHead(article.html, metadata), prepared.document), prepared.players)
    : undefined;
  const body = linkedBody(prepared.document, metadata, found) ?? found;
  const text = body === undefined ? "" : htmlText(body);
  const words = wordsOf(text);
  const barrier = recogniseBarrier({
    title: isTitled(metadata.title, entry.title) ? "" : metadata.title,
    shown: words.length < NEXT_TO_NOTHING ? shownBy(prepared.document).slice(0, MOST_SHOWN) : text,
    words: words.length,
    free: metadata.free,
  });
  return { prepared, metadata, words, ...given({ html: body, barrier }) };
}

/** What the page gives to programs alone, free of charge; undefined where readers get it, too. */
function linkedBody(
  page: PageDocument,
  { body = "", free }: PageMetadata,
  found: string | undefined,
): string | undefined {
  const html = free ? paragraphsOf(body) : "";
  const count = countWords(htmlText(html));
  if (count < NEXT_TO_NOTHING) return undefined;
  const isPart = countWords(htmlText(found ?? "")) < count * PART || countWords(shownBy(page)) < count * PART;
  return isPart ? html : undefined;
}

const countWords = (text: string): number => wordsOf(text).length;

/** Words of the whole page, without scripts and other text that no reader sees. */
const shownBy = (page: PageDocument): string => textBlocks(bodyOf(page)).map(blockText).join("\n");

const isTitled = (page: string, entry: string): boolean =>
  entry !== "" && foldText(page).includes(foldText(entry));
