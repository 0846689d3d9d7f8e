/** Which pictures a story's body shows. */
import { parseMarkdown } from "./markdown-parser.ts";

/** Their addresses in order, each once. */
export function listPictures(markdown: string): string[] {
  if (!markdown.includes("![")) return [];
  const images = parseMarkdown(markdown)
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "image");
  return [...new Set(images.map((image) => image.attrGet("src") ?? "").filter(Boolean))];
}
