/** Words that sites print between an article's paragraphs, in the languages that most sites are written in. */
import { normalText } from "../../text/normal-text.ts";
import { blockText, type TextBlock } from "../dom/text-blocks.ts";

/** The whole of a block, folded. */
const LABELS = new Set(
  `ad ads advert advertisement advertising sponsored promoted anzeige werbung publicité publicite publicidad publicidade
   pubblicità reklama reklam реклама 広告 广告 廣告 광고 إعلان تبلیغات פרסומת विज्ञापन বিজ্ঞাপন โฆษณา iklan quảngcáo
   διαφήμιση hirdetés advertentie annons annonse publicitate
   skiptocontent skiptomaincontent sharethisarticle readmore readalso relatedarticles relatedstories dontmiss
   関連記事 相关阅读 相关新闻 相關新聞 延伸阅读 延伸閱讀 관련기사 اقرأأيضا اقرأأيضًا bacajuga
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
  /^(?:(?:read (?:more|also|next)|see (?:also|more)|also read|don.?t miss|more (?:on this|from)|related(?: stor(?:y|ies)| articles?)?|recommended|watch|lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu)|auch interessant|(?:à )?lire aussi|à lire (?:également|aussi)|lea (?:también|tambien|más)|leer (?:también|más)|te puede interesar|leia (?:também|mais)|veja (?:também|mais)|leggi anche|lees ook|(?:czytaj|zobacz) (?:też|także|również)|čtěte (?:také|více)|kapcsolódó cikk(?:ünk|ek)?|citește și|διαβάστε (?:επίσης|ακόμη|ακόμα)|baca juga|xem thêm|đọc thêm|ayrıca okuyun|читайте (?:также|ещё|еще|також)|см\. также|les også|läs (?:också|även|mer))(?!\p{L})|関連記事|あわせて読みたい|相关(?:阅读|新闻|文章)|相關(?:新聞|閱讀|文章)|延伸(?:阅读|閱讀)|관련 ?기사|اقرأ أيض(?:ا|ًا|اً)|यह भी पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม)/iu;
const MOST_LINK = 0.5;
/** Letters of a heading that begins so and has more words: "Related tags". */
const LONGEST = 30;

/** What stands above a list of links to other stories, or to all of a kind; an article may have such a list, too. */
const HEADINGS =
  /^(?:further reading|filed under|(?:read|see|view) (?:more|also)|tags?|topics?|keywords|themen|schlag(?:wörter|worte)|stichwörter|verwandte (?:artikel|themen|beiträge)|weitere (?:artikel|themen)|sur le même (?:sujet|thème)|articles (?:liés|connexes|similaires)|mots[- ]clés|(?:noticias|notas|artículos|temas) relacionad[ao]s|etiquetas|palabras clave|(?:notícias|matérias|artigos|assuntos) relacionad[ao]s|(?:articoli|notizie) correlat[ie]|argomenti|gerelateerde? (?:artikelen|berichten)|powiązane (?:artykuły|tematy)|související (?:články|témata)|kapcsolódó (?:írás|anyag|hír|téma)\p{L}*|címkék|(?:материалы )?по теме|похожие (?:статьи|материалы|новости)|още по темата|теги|ключевые слова|метки|مواضيع ذات صلة|関連(?:リンク|タグ|キーワード)|相关(?:链接|标签|报道)|관련 ?(?:뉴스|태그))\s*[:：]?\s*$/iu;

/**
 * @param links share of the block's letters that are inside links
 * @param isAgreed whether every extractor takes it for text
 */
export function isFurniture(block: TextBlock, links: number, isAgreed: boolean): boolean {
  if (LABELS.has(block.key) || (!isAgreed && WORDS.has(block.key))) return true;
  return links >= MOST_LINK && POINTER.test(normalText(blockText(block)).trim());
}

/** Whether a line says no more than that other pages follow: "Related tags", "Read also:". */
export function isHeadingOfLinks(line: string): boolean {
  const text = normalText(line).trim();
  return HEADINGS.test(text) || (text.length <= LONGEST && POINTER.test(text));
}
