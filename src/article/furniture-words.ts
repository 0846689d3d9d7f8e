/** Words that sites print between an article's paragraphs, in the languages that most sites are written in. */
import { blockText, type TextBlock } from "./text-blocks.ts";

/** The whole of a block, folded. */
const LABELS = new Set(
  `ad ads advert advertisement advertising sponsored promoted anzeige werbung publicité publicite publicidad publicidade
   pubblicità reklama reklam реклама 広告 广告 إعلان
   skiptocontent skiptomaincontent share sharethisarticle teilen partager compartir compartilhar condividi поделиться
   facebook twitter whatsapp linkedin pinterest email print drucken imprimer comments comment kommentare commentaires
   readmore readalso seealso related relatedarticles relatedstories dontmiss moreonthisstory tags topics
   teilensiediesmit gefälltmir sharethis likethis likeloading partager compártelo
   thisslideshowrequiresjavascript loading cookies`.split(/\s+/),
);

/** How a line begins that only points elsewhere. Such a line is short, or most of it is a link. */
const POINTER =
  /^(?:read (?:more|also|next)|see (?:also|more)|also read|don.?t miss|more (?:on this|from)|related(?: stor(?:y|ies)| articles?)?|recommended|watch|lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu)|auch interessant|(?:à )?lire aussi|à lire (?:également|aussi)|lea (?:también|tambien|más)|leer (?:también|más)|te puede interesar|leia (?:também|mais)|veja (?:também|mais)|leggi anche|lees ook|czytaj (?:też|także|również)|читайте (?:также|ещё|еще)|см\. также|les også|läs (?:också|även|mer)|関連記事|相关(?:阅读|新闻|文章)|اقرأ أيضا)\s*[:：»>→–—-]?/iu;
const MOST_LINK = 0.5;

/** @param links share of the block's letters that are inside links */
export function isFurniture(block: TextBlock, links: number): boolean {
  if (LABELS.has(block.key)) return true;
  return links >= MOST_LINK && POINTER.test(blockText(block).trim());
}
