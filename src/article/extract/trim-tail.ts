/** What stands below an article's last words and is none of it: the rules of its comments, its date, what asks to follow the site. */
import type { PageElement, PageNode } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";
import { blockText, type TextBlock, textBlocks } from "../dom/text-blocks.ts";
import { isLabelledDate } from "./date-lines.ts";
import { removeBlocks } from "./remove-blocks.ts";

/** Blocks looked at from the bottom. */
const TAIL = 5;
const LINES = 4;
/** Share of a text's letters that may stand below what ends it. */
const MOST = 0.25;
/** Letters, folded, of the longest paragraph of rules, and of the longest pitch. */
const LONGEST = 600;
const SHORT = 120;

const COMMENTS =
  /(?<!\p{L})(?:comments|comentarios|comentários|commentaires|(?:leser)?kommentare?n?|commenti|reacties|komentarz\p{L}*|комментари\p{L}+|hozzászólás\p{L}*)(?!\p{L})|التعليقات|评论|評論|コメント/iu;
/** What is said of them alone: who lets them stand, and whose opinion they are not. */
const RULES = [
  /(?<!\p{L})comments (?:here |below |on this \p{L}+ )?(?:are|will be|may be|must be) (?:\p{L}+ )?(?:pre-?|post-?)?moderated(?!\p{L})/iu,
  /(?<!\p{L})we (?:\p{L}+ ){0,3}moderat(?:e|ing) (?:\p{L}+ )?comments/iu,
  /(?<!\p{L})(?:readers?['’]?|users?['’]?) comments [^.]{0,80}(?:do|does) not (?:necessarily )?(?:reflect|represent)/iu,
  /(?<!\p{L})coment[aá]rios [^.]{0,120}(?:moderad|moderaci[oó]n|moderação)/iu,
  /(?<!\p{L})commentaires [^.]{0,120}(?:modér(?:é|ation|ateur)|n['’]engagent)/iu,
  /(?<!\p{L})(?:leser)?kommentare?n? [^.]{0,120}(?:moderiert|moderation|freigeschaltet|meinung der redaktion)/iu,
  /(?<!\p{L})commenti [^.]{0,120}(?:moderati|moderazione|opinione della redazione)/iu,
  /(?<!\p{L})reacties [^.]{0,120}(?:gemodereerd|moderatie)/iu,
  /(?<!\p{L})komentarz\p{L}* [^.]{0,120}(?:moderow|moderacj)/iu,
  /(?<!\p{L})комментари\p{L}+ [^.]{0,120}(?:премодер|модерац|модерир)/iu,
  /(?<!\p{L})hozzászólás\p{L}* [^!?]{0,120}(?:moderál|tükröz)/iu,
  /مراجعة التعليقات/u,
  /[评評][论論][^。]{0,60}(?:[审審]核|本[站网網报報][观觀立]|本[站网網报報]的)/u,
  /コメント[^。]{0,60}承認/u,
];
/** How what WordPress and Drupal say below the field for a comment begins. */
const FIELD =
  /^(?:you (?:may|can) use these html tags|allowed html tags|web page addresses and e-?mail addresses turn into links|your email address will not be published|deine e-mail-adresse wird nicht veröffentlicht|votre adresse (?:e-mail|de messagerie) ne sera pas publiée|tu dirección de correo electrónico no será publicada|o seu endereço de e-?mail não será publicado|il tuo indirizzo email non sarà pubblicato|ваш (?:e-?mail|адрес email) не будет опубликован)(?!\p{L})/iu;

const FOLLOW =
  /^(?:subscribe to (?:the|our)|sign up (?:for|to) (?:the|our)|follow us|like us|join us|abonnez-vous|suivez[- ]nous|devenez fan|suscríbete|síguenos|siga-nos|inscreva-se|assine|abonnieren sie|folgen sie uns|folgt? uns|iscriviti|seguici|volg ons|polub|подпи(?:шитесь|сывайтесь)|читайте нас)(?!\p{L})/iu;
const CHANNEL =
  /newsletter|boletín|infolettre|facebook|twitter|instagram|telegram|youtube|whatsapp|linkedin|tiktok|mastodon|bluesky|google news|телеграм|вконтакте|рассылк/giu;

/** The HTML of an article as far as its own words go. What the text or its title speaks of stays below it. */
export function trimTail(html: string, title: string): string {
  const root = parseFragment(html);
  const blocks = textBlocks(root);
  const end = endOf(blocks, title);
  const own = blocks.slice(0, end);
  const spare = own
    .slice(-LINES)
    .filter((block) => isLabelledDate(block) || isPitch(block, own.slice(0, -LINES), title));
  const [rule] = blocks.slice(end);
  if (rule) cutBelow(rule, root);
  removeBlocks(spare, root);
  return rule || spare.length > 0 ? root.innerHTML : html;
}

/** The index of the rules of comments; where there are none, behind the last block. */
function endOf(blocks: readonly TextBlock[], title: string): number {
  const tail = Math.max(1, blocks.length - TAIL);
  const first = blocks.findIndex((block, index) => index >= tail && isRule(block));
  const isEnd = first > 0 && isSmall(blocks, first) && !COMMENTS.test(said(blocks.slice(0, first), title));
  return isEnd ? first : blocks.length;
}

const said = (blocks: readonly TextBlock[], title: string): string =>
  [title, ...blocks.map(blockText)].join("\n");

function isSmall(blocks: readonly TextBlock[], from: number): boolean {
  const [above, below] = [blocks.slice(0, from), blocks.slice(from)].map((part) =>
    part.reduce((sum, { key }) => sum + key.length, 0),
  );
  return (below ?? 0) <= ((above ?? 0) + (below ?? 0)) * MOST;
}

function isRule(block: TextBlock): boolean {
  if (block.key.length > LONGEST) return false;
  const text = blockText(block).trim();
  return FIELD.test(text) || RULES.some((rule) => rule.test(text));
}

function isPitch(block: TextBlock, above: readonly TextBlock[], title: string): boolean {
  const text = blockText(block).trim();
  if (block.key.length > SHORT || !FOLLOW.test(text)) return false;
  const channels = text.toLowerCase().match(CHANNEL) ?? [];
  const told = said(above, title).toLowerCase();
  return channels.length > 0 && !channels.some((channel) => told.includes(channel));
}

/** Takes a block out, and all that stands behind it, pictures too. */
function cutBelow(end: TextBlock, root: PageElement): void {
  for (let node: PageNode | null = end.nodes.at(-1) ?? null; node && node !== root; node = node.parentNode)
    while (node.nextSibling) node.nextSibling.remove();
  removeBlocks([end], root);
}
