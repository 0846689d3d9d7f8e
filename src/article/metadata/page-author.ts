/** Who wrote an article: names as the page declares or prints them, never an address or the site itself. */
import { attribute, type PageDocument, textOf } from "../dom/page-dom.ts";
import { foldText } from "../dom/text-blocks.ts";
import { type Frame, isOfArticle } from "./of-article.ts";
import { meta, type PageFacts } from "./page-facts.ts";

/** Longer than this is a sentence about the author. */
const LONGEST = 60;
const MOST_WORDS = 6;
/** Names of one article; more are a list of the site's staff. */
const MOST = 8;

const METAS = [
  "author",
  "article:author",
  "og:article:author",
  "parsely-author",
  "sailthru.author",
  "dc.creator",
  "dcterms.creator",
  "dc:creator",
  "byl",
  "citation_author",
  "creator",
  "cxenseparse:author",
];

/** Where a page prints its author, the surest first. */
const PLACES = [
  "[itemprop~=author] [itemprop~=name]",
  "[itemprop~=author]",
  ".h-entry .p-author .p-name, .h-entry .p-author, .vcard .fn",
  "a[rel~=author], address[rel~=author]",
  "[class*=author-name], [class*=author_name], [class*=author__name], [class*=authorname], [class*=byline-name]",
  "[class*=article-author], [class*=post-author], [class*=entry-author], [class*=article__author]",
  "[class*=author] a[href*=author], [class*=byline] a",
  "a[href*='/author/'], a[href*='/authors/'], a[href*='/autor/'], a[href*='/auteur/'], a[href*='/autores/']",
  "a[href*='/staff/'], a[href*='/reporters/'], a[href*='/people/'], a[href*='/writers/'], a[href*='/journalist']",
  "[class~=author], [class~=byline], [class*=byline], [id=author]",
  "[class*=author], [class*=autor], [class*=auteur], [class*=writer]",
];

/** Words before a name in the languages that print bylines. */
const BEFORE =
  /^(?:(?:written|posted|published|reported|text|story|words|article|(?:view\s+)?(?:all\s+)?(?:posts|articles|stories))\s+)?(?:by|von|par|por|di|door|av|af|autor(?:in|a)?|author|auteur|text|texto|testo|автор|作者|文|記者|记者|撰文|著者)(?:\s*[:：]\s*|\s+)/iu;
const NO_NAME =
  /^(?:by|author|authors|admin|administrator|editor|redaktion|redaction|redacción|staff|guest|agenturen|agencies|posted on|published by|written by|drupal|wordpress|webmaster|unknown|anonymous|none|null|undefined|n\/a|share|follow|more|subscribe|contact|about|about the author|über den autor|comments?|mehr|home|profile)$/iu;

/** What a link to an author's page says instead of a name has a word that hardly a name has; Bio is one in Sierra Leone. */
const CALL =
  /(?<!\p{L})(?:author|profile?|posts|articles?|stories|learn more|read more|artículos?|artikel|beiträge|biograph(?:y|ie))(?!\p{L})|(?:^|['’]s |(?<!\p{L})(?:full|read|short|view) )bio$/iu;

/** Names joined by ", "; undefined where the page names nobody. A person may be called as the site is, if all else fails. */
export function pageAuthor(facts: PageFacts, frame: Frame): string | undefined {
  const metas = METAS.map((name) => facts.metas.get(name) ?? []);
  const anonymous = { ...facts, siteNames: new Set<string>() };
  return (
    join(facts.linked.authors, facts) ??
    firstJoined(metas, facts) ??
    join(labelled(facts), facts) ??
    firstJoined(
      PLACES.map((place) => printed(facts.page, frame, place)),
      facts,
    ) ??
    printedByline(facts, frame) ??
    firstJoined(
      [
        facts.linked.authors,
        ...metas,
        ...PLACES.slice(0, 4).map((place) => printed(facts.page, frame, place)),
      ],
      anonymous,
    )
  );
}

const firstJoined = (texts: readonly (readonly string[])[], facts: PageFacts): string | undefined =>
  texts.map((each) => join(each, facts)).find(Boolean);

function join(texts: readonly string[], facts: PageFacts): string | undefined {
  const names = texts.filter((text) => !facts.siteNames.has(foldText(text))).flatMap(namesIn);
  const people = [
    ...new Map(names.filter((name) => isName(name, facts)).map((name) => [foldText(name), name])).values(),
  ];
  return people.length > 0 && people.length <= MOST ? people.join(", ") : undefined;
}

/** "y" and "e" stand inside of family names, too: between two people, each has a first name. */
const BETWEEN =
  /\s*(?:;|\||\s(?:and|und|et|och|og|en|и)\s|&)\s*|\s[ye]\s(?<=\S\s\S+\s[ye]\s)(?=\S+\s(?![ye]\s)\S)/u;

/** "By Ann Lee and Bo Ek" names two; "Lee, Ann" and "José Ortega y Gasset" name one. */
export function namesIn(text: string): string[] {
  const plain = text.replace(BEFORE, "").replace(/\s+/g, " ").trim();
  return plain
    .split(BETWEEN)
    .flatMap((part) =>
      part.split(",").every((name) => /\S\s+\S/.test(name.trim())) ? part.split(",") : [part],
    )
    .map(tidy);
}

const tidy = (name: string): string =>
  name
    .replace(BEFORE, "")
    .replace(/^[\s,:;–—\-|·•]+|[\s,:;–—\-|·•]+$/gu, "")
    // The end of a sentence: "Posted by Ann Meyer."
    .replace(/(?<=\p{Ll}{4})\.$/u, "")
    .replace(/\s+/g, " ");

function isName(name: string, { siteNames }: PageFacts): boolean {
  if (name.length < 2 || name.length > LONGEST || name.split(" ").length > MOST_WORDS) return false;
  if (/https?:|www\.|[@{}<>_=#]|\d{3}|\.(?:com|org|net)\b/i.test(name) || NO_NAME.test(name)) return false;
  return /\p{L}/u.test(name) && !isSite(foldText(name), siteNames);
}

/** The site's name, or that name with a motto after it. */
const isSite = (name: string, siteNames: ReadonlySet<string>): boolean =>
  [...siteNames].some(
    (site) => name === site || (site.length > 3 && name.length > 2 * site.length && name.startsWith(site)),
  );

/** Slack's and Twitter's cards: `twitter:label1` "Written by" names what `twitter:data1` holds. */
function labelled(facts: PageFacts): string[] {
  return ["1", "2"].flatMap((number) => {
    const label = meta(facts, `twitter:label${number}`) ?? "";
    const data = meta(facts, `twitter:data${number}`) ?? "";
    return /author|written|verfasst|geschrieben|écrit|escrito|autor|scritto|автор/i.test(label)
      ? namesIn(data)
      : [];
  });
}

/** Names that stand at one kind of place. Many of them are those of other articles. */
function printed(page: PageDocument, frame: Frame, place: string): string[] {
  const found = [...page.querySelectorAll(place)].filter((element) => isOfArticle(element, frame));
  const texts = new Set(found.map((element) => attribute(element, "content") || textOf(element)));
  return texts.size > 3 ? [] : [...texts].flatMap(namesIn).filter((name) => !CALL.test(name));
}

/** "Von Miriam Muster" in a short line of its own. */
function printedByline(facts: PageFacts, frame: Frame): string | undefined {
  for (const element of facts.page.querySelectorAll("p, div, span, li, td, address, em, small, h4, h5, h6")) {
    const text = (element.textContent ?? "").length > 400 ? "" : textOf(element);
    if (!BEFORE.test(text) || text.length > LONGEST + 40 || !isOfArticle(element, frame)) continue;
    const [name = ""] = namesIn(beginningOf(text));
    if (PERSON.test(name) && isName(name, facts)) return name;
  }
  return undefined;
}

/** Dates, agencies and places follow a name after a mark. */
const beginningOf = (text: string): string => text.split(/\s?[|•·–—/,(]|\s-\s|\s\d{1,2}[.\s]/u)[0] ?? text;

/** Two to four words, each with a capital letter save for particles; or a name in a script without capitals. */
const PERSON =
  /^\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:de|di|da|del|von|van|der|la|le|el|al|bin|zu)\s+)*\p{Lu}[\p{L}.'’-]*){1,3}$|^\p{Lo}{2,12}$/u;
