/** Links by reference (`[text][name]`) repeat an address that is written once: thousands of a long one are no text. */
import type { Token } from "markdown-it";

/** Addresses may be so many times as long as the Markdown that they stand in, all together. */
const MOST = 10;
/** A short text may have some more. */
const ALWAYS = 100_000;

/**
 * Takes the addresses from links and pictures behind the bound; their words stay.
 *
 * @param length of the Markdown, in characters
 */
export function boundLinks(tokens: Token[], length: number): void {
  let room = MOST * length + ALWAYS;
  const hasRoom = (token: Token): boolean => {
    for (const [, value] of token.attrs ?? []) room -= value.length;
    return room >= 0;
  };
  const open: boolean[] = [];
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type === "link_open") {
      open.push(hasRoom(token));
      if (!open.at(-1)) silence(token);
    } else if (token.type === "link_close") {
      if (!open.pop()) silence(token);
    } else if (token.type === "image" && !hasRoom(token)) {
      token.type = "text";
      token.content = (token.children ?? []).map(({ content }) => content).join("");
    }
  }
}

function silence(token: Token): void {
  token.type = "text";
  token.content = "";
}
