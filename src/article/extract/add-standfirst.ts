/**
 * The standfirst, the paragraph that leads from a heading to its article, stands outside the column of the text, where
 * extractors do not look.
 */
import { escapeHtml } from "../../text/escape-html.ts";
import { attribute, isElement, type PageDocument, type PageElement, upwards } from "../dom/page-dom.ts";
import { bodyOf, parseFragment } from "../dom/parse-page.ts";
import { blockText, foldText, type TextBlock, textBlocks } from "../dom/text-blocks.ts";
import { shareOfLinks } from "./judge-blocks.ts";

/** Letters, folded: less is a label, more is text itself. */
const SHORTEST = 40;
const LONGEST = 800;
/** Blocks at the article's top that its place on the page is known by. */
const FIRST = 3;
const MOST_LINK = 0.5;

/** Parts of class names; `lead-image` and the like are about a picture. */
const LEADING =
  /(?:^|[\s_-])(?:lead|lede|leadin|standfirst|dek|deck|chapo|chapeau|intro|strapline|subheadline|entradilla|bajada|copete|vorspann|ingress)(?:$|[\s_-](?!image|img|photo|picture|media|figure|caption|video))/i;
const ELSEWHERE = /^(?:NAV|ASIDE|FOOTER|FIGURE|FIGCAPTION|LI|A|FORM|BUTTON|TABLE)$/;
/** What asks for an address or a click, by its elements and by its words, is a pitch. */
const ASKING = "form, button, input";
const PITCH =
  /(?<!\p{L})(?:subscribe|sign up|abonnieren|abonnez|suscr[ií]b[ea]\p{L}*|assine|inscreva|iscriviti|подпи(?:шитесь|сывайтесь))(?!\p{L})/iu;

/** The article's HTML with the page's standfirst before it, where that was left out. */
export function addStandfirst(html: string, page: PageDocument): string {
  const article = textBlocks(parseFragment(html));
  const gap = gapAbove(article, textBlocks(bodyOf(page)));
  if (!gap) return html;
  const known = [gap.heading, ...article].map(({ key }) => key).join(" ");
  const said = descriptionsOf(page);
  const leading = gap.blocks.filter(
    (block) =>
      !known.includes(block.key) && isRunningText(block, gap) && (isSaid(block, said) || isNamed(block, gap)),
  );
  // Some pages have it twice, for narrow and for wide screens.
  const once = new Map(leading.map((block) => [block.key, block]));
  return [...once.values()].map(paragraphOf).join("") + html;
}

interface Gap {
  heading: TextBlock;
  /** Between the heading and the article's first words. */
  blocks: TextBlock[];
  /** Elements that hold the heading or those words: what they are says nothing of the blocks between. */
  frame: ReadonlySet<PageElement>;
}

function gapAbove(article: readonly TextBlock[], page: readonly TextBlock[]): Gap | undefined {
  const long = article.filter(({ key }) => key.length >= SHORTEST);
  const firsts = new Set(long.slice(0, FIRST).map(({ key }) => key));
  const end = page.findIndex(({ key }) => firsts.has(key));
  const start = page.slice(0, Math.max(end, 0)).findLastIndex(isHeading);
  const [heading, words] = [page[start], page[end]];
  if (!heading || !words) return undefined;
  const frame = new Set([...upwards(heading.parent), ...upwards(words.parent)]);
  return { heading, blocks: page.slice(start + 1, end), frame };
}

const isHeading = ({ parent }: TextBlock): boolean =>
  [...upwards(parent)].some(({ tagName }) => tagName === "H1");

function isRunningText(block: TextBlock, { frame }: Gap): boolean {
  if (block.key.length < SHORTEST || block.key.length > LONGEST) return false;
  const around = [...upwards(block.parent)].filter((element) => !frame.has(element));
  return (
    !around.some(({ tagName }) => ELSEWHERE.test(tagName)) &&
    !around.at(-1)?.querySelector(ASKING) &&
    !PITCH.test(blockText(block)) &&
    shareOfLinks(block, around) < MOST_LINK
  );
}

function descriptionsOf(page: PageDocument): string[] {
  const metas = [...page.querySelectorAll("meta[name=description], meta[property='og:description']")];
  return metas.map((meta) => foldText(attribute(meta, "content"))).filter((said) => said.length >= SHORTEST);
}

/** The page describes itself with these words, or with the first of them. */
const isSaid = ({ key }: TextBlock, said: readonly string[]): boolean =>
  said.some((description) => description.startsWith(key) || key.startsWith(description));

/** By its own class, or that of the box around it. */
const isNamed = ({ parent }: TextBlock, { frame }: Gap): boolean =>
  [...upwards(parent)]
    .slice(0, 2)
    .some((element) => !frame.has(element) && LEADING.test(attribute(element, "class")));

const paragraphOf = ({ nodes }: TextBlock): string =>
  `<p>${nodes.map((node) => (isElement(node) ? node.outerHTML : escapeHtml(node.textContent ?? ""))).join("")}</p>`;
