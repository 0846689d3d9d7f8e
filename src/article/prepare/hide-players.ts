/**
 * Players stand as pictures while extractors look at a page: these keep pictures where they are, but drop frames, all or
 * of most hosts, and what is played in a paragraph of its own.
 */
import { isPlayer, isPlayerScript } from "../../markdown/settle/settle-embeds.ts";
import { attribute, isElement, type PageElement } from "../dom/page-dom.ts";
import { parseFragment } from "../dom/parse-page.ts";

const RECORDINGS = "audio, video, lite-youtube, youtube-video, amp-youtube, amp-video, amp-audio";
/** As much as `https://player.invalid/7`: an address that nobody has. */
const STAND_IN = "https://player.invalid/";
const STOOD_IN = /<img\s[^<>]*src="https:\/\/player\.invalid\/(\d+)"[^<>]*>/gi;

/** Changes the players below `body` in place. HTML of each, in the order of the numbers that stand for them. */
export function hidePlayers(body: PageElement, base: string): string[] {
  const hidden: string[] = [];
  for (const player of body.querySelectorAll(`iframe, script[src], ${RECORDINGS}`)) {
    if (player.tagName === "IFRAME" && !isKnown(player, base)) continue;
    if (player.tagName === "SCRIPT" && !isPlayerScript(attribute(player, "src"))) continue;
    const [image] = parseFragment(`<img src="${STAND_IN}${hidden.length}">`).children;
    keepSources(player);
    hidden.push(player.outerHTML);
    if (image) player.replaceWith(image);
  }
  return hidden;
}

const isKnown = (frame: PageElement, base: string): boolean =>
  ["src", "data-src", "data-lazy-src"].some((name) => isPlayer(attribute(frame, name), base));

/** What else stands in a player is for browsers that have none: it would be words of the article. */
function keepSources(player: PageElement): void {
  for (const node of [...player.childNodes]) {
    if (!isElement(node) || node.tagName !== "SOURCE") node.remove();
  }
}

/** HTML with its players again, each once: a page may have pictures at the same address. */
export function showPlayers(html: string, hidden: readonly string[]): string {
  const left = new Map(hidden.entries());
  return html.replace(STOOD_IN, (_, digits: string) => {
    const player = left.get(Number(digits)) ?? "";
    left.delete(Number(digits));
    return player;
  });
}
