/**
 * Players stand as pictures while extractors look at a page: these keep pictures where they are, but drop frames, all or
 * of most hosts, and what is played in a paragraph of its own.
 */
import { isPlayer } from "../markdown/settle-embeds.ts";
import { attribute, type PageElement } from "./page-dom.ts";
import { parseFragment } from "./parse-page.ts";

const RECORDINGS = "audio, video, lite-youtube, youtube-video, amp-youtube, amp-video, amp-audio";
/** As much as `https://player.invalid/7`: an address that nobody has. */
const STAND_IN = "https://player.invalid/";
const STOOD_IN = /<img\s[^<>]*src="https:\/\/player\.invalid\/(\d+)"[^<>]*>/gi;

/** Changes the players below `body` in place. Their own HTML, in the order of the numbers that stand for them. */
export function hidePlayers(body: PageElement, base: string): string[] {
  const hidden: string[] = [];
  for (const player of body.querySelectorAll(`iframe, script[src], ${RECORDINGS}`)) {
    if (player.tagName === "IFRAME" && !isKnown(player, base)) continue;
    const [image] = parseFragment(`<img src="${STAND_IN}${hidden.length}">`).children;
    hidden.push(player.outerHTML);
    if (image) player.replaceWith(image);
  }
  return hidden;
}

const isKnown = (frame: PageElement, base: string): boolean =>
  ["src", "data-src", "data-lazy-src"].some((name) => isPlayer(attribute(frame, name), base));

/** HTML with its players again. */
export const showPlayers = (html: string, hidden: readonly string[]): string =>
  html.replace(STOOD_IN, (_, number: string) => hidden[Number(number)] ?? "");
