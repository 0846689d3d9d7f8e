/** Takes out the clocks of a player's own controls ("0:00", "/3:21"), as cards of Ghost have them. */
import { attribute, type Parent, rewrite, textOf } from "./hast-nodes.ts";

const CONTROL = /(?:audio|video|media|player|plyr|mejs)[\w-]*(?:time|duration)(?![a-z])/i;
const CLOCK = /^(?=.*[\d/])\s*\/?\s*(?:\d{1,2}(?::\d\d){1,2})?\s*$/;

export const isControl = (names: string): boolean => CONTROL.test(names);
export const isClock = (words: string): boolean => CLOCK.test(words);

export function removeClocks(root: Parent): void {
  rewrite(root, (node) => (isControl(attribute(node, "class")) && isClock(textOf(node)) ? [] : undefined));
}
