/** Words that sites print between an article's paragraphs, in the languages that most sites are written in. */
import { blockText, type TextBlock } from "../dom/text-blocks.ts";

/** The whole of a block, folded. */
const LABELS = new Set(
  `ad ads advert advertisement advertising sponsored promoted anzeige werbung publicité publicite publicidad publicidade
   pubblicità reklama reklam реклама 広告 广告 إعلان
   skiptocontent skiptomaincontent sharethisarticle readmore readalso relatedarticles relatedstories dontmiss
   moreonthisstory teilensiediesmit gefälltmir sharethis likethis likeloading compártelo
   thisslideshowrequiresjavascript`.split(/\s+/),
);

/** The same of words that an article, too, has for a heading, an item or a cell. */
const WORDS = new Set(
  `share teilen partager compartir compartilhar condividi поделиться
   facebook twitter whatsapp linkedin pinterest email print drucken imprimer comments comment kommentare commentaires
   seealso related tags topics loading cookies`.split(/\s+/),
);

/** How a line begins that only points elsewhere. Most of such a line is a link. */
const POINTER =
  /^(?:(?:read (?:more|also|next)|see (?:also|more)|also read|don.?t miss|more (?:on this|from)|related(?: stor(?:y|ies)| articles?)?|recommended|watch|lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu)|auch interessant|(?:à )?lire aussi|à lire (?:également|aussi)|lea (?:también|tambien|más)|leer (?:también|más)|te puede interesar|leia (?:também|mais)|veja (?:também|mais)|leggi anche|lees ook|czytaj (?:też|także|również)|читайте (?:также|ещё|еще)|см\. также|les også|läs (?:också|även|mer))(?!\p{L})|関連記事|相关(?:阅读|新闻|文章)|اقرأ أيضا)/iu;
const MOST_LINK = 0.5;

/**
 * @param links share of the block's letters that are inside links
 * @param isAgreed whether every extractor takes it for text
 */
export function isFurniture(block: TextBlock, links: number, isAgreed: boolean): boolean {
  if (LABELS.has(block.key) || (!isAgreed && WORDS.has(block.key))) return true;
  return links >= MOST_LINK && POINTER.test(blockText(block).trim());
}
