/** Which recordings a story's body links to. */
import type { Enclosure } from "../feed/entry.ts";
import { isRecording, mediumOf } from "../feed/medium.ts";
import { parseMarkdown, type Token } from "../markdown/render/markdown-parser.ts";

/** In order, each once, with their links' words for titles. They are known by the names of their files. */
export function listRecordings(markdown: string): Enclosure[] {
  const recordings = new Map<string, Enclosure>();
  for (const link of parseMarkdown(markdown).flatMap(({ children }) => linksIn(children ?? [])))
    if (isRecording(link.medium) && !recordings.has(link.url)) recordings.set(link.url, link);
  return [...recordings.values()];
}

/** No link stands in another. */
function linksIn(tokens: Token[]): Enclosure[] {
  const links: Enclosure[] = [];
  let url = "";
  let title = "";
  for (const token of tokens) {
    if (token.type === "link_open") [url, title] = [token.attrGet("href") ?? "", ""];
    else if (token.type === "link_close")
      links.push({ url, title, medium: mediumOf(undefined, undefined, url) });
    else title += token.content;
  }
  return links;
}
