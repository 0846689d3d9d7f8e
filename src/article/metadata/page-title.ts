/** An article's title: what its heading and its head agree on, without the site's name. */
import { attribute, type PageElement, textOf, upwards } from "../dom/page-dom.ts";
import { blockText, foldText, textBlocks } from "../dom/text-blocks.ts";
import { shareFound, wordsOf } from "../dom/text-words.ts";
import { meta, type PageFacts } from "./page-facts.ts";

/** Headings longer than this are paragraphs in disguise. */
const LONGEST = 300;
/** Marks that sites put between a title and their own name; a colon or a hyphen inside a word is none: Chinese words have none. */
const SEPARATOR =
  /\s+[|｜¦•·»«—–\-:/\\]+\s+|\s*[|｜_]\s*|\s+::\s+|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}！？」』》）])-{1,2}(?=[\p{L}\p{N}])/u;

/** Names of a page's place, not of what it says. */
const GENERIC = /^(?:home|home ?page|startseite|accueil|inicio|index|blog|news|untitled|главная)$/i;

/** "" where the page has none. */
export function pageTitle(facts: PageFacts): string {
  const declared = declaredTitles(facts);
  const siteNames = new Set([
    ...facts.siteNames,
    ...[...facts.siteHeadings].map((heading) => foldText(textOf(heading))).filter(Boolean),
  ]);
  const headings = headingsOf(facts, siteNames);
  return (
    declaredHeading(headings, declared) ??
    headingBehindSite(headings, declared, siteNames) ??
    likeDeclared(headings, declared) ??
    withoutSite(declared, siteNames) ??
    headings[0] ??
    ""
  );
}

function declaredTitles(facts: PageFacts): string[] {
  const { page, linked } = facts;
  const titles = [
    linked.headline,
    meta(facts, "og:title"),
    meta(facts, "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title"),
    textOf([...page.querySelectorAll("title")].find(isOfPage) ?? null),
  ];
  return titles
    .filter((title) => title !== undefined)
    .map((title) => title.slice(0, LONGEST))
    .filter((title) => foldText(title) !== "" && !GENERIC.test(title));
}

/** Headings that may be the title, the most telling first. */
function headingsOf({ page, siteHeadings }: PageFacts, siteNames: ReadonlySet<string>): string[] {
  const selectors = [
    "h1[itemprop~=headline], [itemprop~=headline]",
    "article h1, main h1",
    "h1",
    "article h2, main h2",
    "h2",
  ];
  const texts = selectors.flatMap((selector) =>
    [...page.querySelectorAll(selector)]
      .filter((heading) => isShown(heading) && !siteHeadings.has(heading))
      .map((heading) => attribute(heading, "content") || headingText(heading)),
  );
  const fit = texts.filter(
    (text) =>
      text.length <= LONGEST &&
      foldText(text).length > 1 &&
      !GENERIC.test(text) &&
      !siteNames.has(foldText(text)),
  );
  return [...new Set(fit)];
}

/** A drawing (SVG) has a title of its own. */
const isOfPage = (title: PageElement): boolean =>
  ![...upwards(title)].some((element) => element.tagName === "SVG");

/** Its lines as words of one line, without the sign of a link that leads to the heading itself. */
function headingText(heading: PageElement): string {
  const text = textBlocks(heading).map(blockText).join(" ").replace(/\s+/g, " ").trim();
  const isMarked = [...heading.querySelectorAll("a")].some((link) => /^[#¶§🔗∞\u200B]$/u.test(textOf(link)));
  return isMarked ? text.replace(/^[#¶§🔗∞\u200B]\s*|\s*[#¶§🔗∞\u200B]$/u, "") : text;
}

const isShown = (heading: PageElement): boolean =>
  ![...upwards(heading)].some((element) => ["NAV", "ASIDE", "FOOTER"].includes(element.tagName));

/** A heading whose words styles alone hold apart is read as the head writes it. */
function declaredHeading(headings: readonly string[], declared: readonly string[]): string | undefined {
  const heading = headings.find((each) => isDeclared(each, declared));
  if (heading === undefined) return undefined;
  const same = declared.filter((title) => foldText(title) === foldText(heading));
  return same.find((title) => wordsOf(title).length > wordsOf(heading).length) ?? heading;
}

/** A heading that the head repeats: whole, as the first of its parts, or as most of it. */
const isDeclared = (heading: string, declared: readonly string[]): boolean =>
  declared.some((title) =>
    runsOf(partsOf(title)).some(
      ({ run, first }) => run === foldText(heading) && (first || run.length > 0.6 * foldText(title).length),
    ),
  );

/**
 * Where the first heading stands behind the site's name in the head, the longest that does: "Site | News | A boat", or
 * the other way round.
 */
function headingBehindSite(
  headings: readonly string[],
  declared: readonly string[],
  siteNames: ReadonlySet<string>,
): string | undefined {
  const behind = declared.map(partsOf).flatMap(([site = "", ...parts]) => (siteNames.has(site) ? parts : []));
  const named = headings.filter((heading) => behind.includes(foldText(heading)));
  if (named[0] !== headings[0]) return undefined;
  return named.toSorted((a, b) => foldText(b).length - foldText(a).length)[0];
}

const partsOf = (title: string): string[] => title.split(SEPARATOR).slice(0, 8).map(foldText);

/** Every run of a title's parts: "A | B | C" gives A, AB, ABC, B, … */
function runsOf(parts: readonly string[]): { run: string; first: boolean }[] {
  return parts.flatMap((_, from) =>
    parts
      .slice(from)
      .map((__, length) => ({ run: parts.slice(from, from + length + 1).join(""), first: from === 0 })),
  );
}

/** The first heading, where it shares most of its words with a declared title: editors shorten titles for the head. */
function likeDeclared(headings: readonly string[], declared: readonly string[]): string | undefined {
  const [first] = headings;
  if (first === undefined || foldText(first).length <= 12) return undefined;
  const shares = declared.map((title) => shareFound(wordsOf(first), wordsOf(title)));
  return Math.max(0, ...shares) > 0.6 ? first : undefined;
}

/**
 * The first declared title without parts at its end or beginning that are surely the site: they equal one of its
 * names, or another declared title goes without them.
 */
function withoutSite(declared: readonly string[], siteNames: ReadonlySet<string>): string | undefined {
  const [title] = declared;
  if (title === undefined) return undefined;
  const others = new Set(declared.map(foldText));
  const separated = [...title.matchAll(new RegExp(SEPARATOR, "gu"))];
  for (const { index, 0: mark } of separated) {
    const [head, tail] = [title.slice(0, index), title.slice(index + mark.length)];
    if (others.has(foldText(head)) || tail.split(SEPARATOR).every((part) => siteNames.has(foldText(part))))
      return head;
    if (others.has(foldText(tail)) || siteNames.has(foldText(head))) return tail;
  }
  return withoutTrailingSite(title, siteNames);
}

/** "… | Власть | Новости": once a part is the site's name, what follows it belongs to the site too. */
function withoutTrailingSite(title: string, siteNames: ReadonlySet<string>): string {
  const marks = [...title.matchAll(new RegExp(SEPARATOR, "gu"))];
  const last = marks.at(-1);
  if (!last) return title;
  const tail = title.slice(last.index + last[0].length);
  return siteNames.has(foldText(tail)) ? withoutTrailingSite(title.slice(0, last.index), siteNames) : title;
}
