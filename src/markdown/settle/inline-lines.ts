/** The lines of a run of inline content: empty ones part paragraphs, pictures stand alone, captions under them. */
import { childrenOf, element, isBlank, isBlankText, isElement, type Node, text } from "../hast-nodes.ts";

export const isPicture = (node: Node): boolean =>
  isElement(node, "img") ||
  (isElement(node, "a") &&
    childrenOf(node).some((child) => isElement(child, "img")) &&
    childrenOf(node).every((child) => isElement(child, "img") || isBlankText(child)));

/** Content of each paragraph that the run makes; none for a run that shows nothing. */
export function splitLines(run: Node[]): Node[][] {
  return splitAtEmptyLines(run).flatMap(splitPictures).filter(isVisible);
}

/** Whether a reader would see any of it. */
export const isVisible = (nodes: Node[]): boolean =>
  nodes.some((node) => isElement(node, "img", "footnoteReference") || showsText(node));

const showsText = (node: Node): boolean =>
  node.type === "text" ? !isBlankText(node) : node.type === "element" && isVisible(childrenOf(node));

/** Two `br` with nothing between them, also within emphasis, which then goes on in the next paragraph. */
function splitAtEmptyLines(nodes: Node[]): Node[][] {
  const parts: Node[][] = [[]];
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (!node) continue;
    const end = isElement(node, "br") ? endOfBreaks(nodes, at) : at;
    if (end - at > 1) {
      parts.push([]);
      at = end - 1;
    } else if (isElement(node) && node.children.length > 0) {
      const [first = [], ...rest] = splitAtEmptyLines(childrenOf(node));
      parts.at(-1)?.push({ ...node, children: first });
      for (const part of rest) parts.push([{ ...node, children: part }]);
    } else parts.at(-1)?.push(node);
  }
  return parts;
}

/** Index after the last of the breaks that follow each other; `at + 1` where the break is alone. */
function endOfBreaks(nodes: Node[], at: number): number {
  let end = at + 1;
  for (let next = end; next < nodes.length; next += 1) {
    const node = nodes[next];
    if (!node) break;
    if (isElement(node, "br")) end = next + 1;
    else if (!isBlankText(node)) break;
  }
  return end;
}

/** Lines that hold only pictures are parted from lines of text, unless one emphasized line follows: their caption. */
function splitPictures(nodes: Node[]): Node[][] {
  const lines = linesOf(nodes);
  if (!lines.some(isPictureLine)) return [nodes];
  const last = lines.at(-1) ?? [];
  const caption = lines.length > 1 && lines.slice(0, -1).every(isPictureLine) ? emphasisOf(last) : undefined;
  if (caption) {
    const pictures = lines.slice(0, -1).flat().filter(isPicture);
    return [[element("figure", {}, [...pictures, element("figcaption", {}, captionOf(caption))])]];
  }
  const parts: Node[][] = [];
  let words: Node[] = [];
  for (const line of lines) {
    if (isPictureLine(line)) {
      parts.push(words, line);
      words = [];
    } else words.push(...(words.length > 0 ? [element("br")] : []), ...line);
  }
  return [...parts, words];
}

function linesOf(nodes: Node[]): Node[][] {
  const lines: Node[][] = [[]];
  for (const node of nodes) {
    if (isElement(node, "br")) lines.push([]);
    else lines.at(-1)?.push(node);
  }
  return lines.filter((line) => line.some((node) => !isBlankText(node)));
}

const isPictureLine = (line: Node[]): boolean =>
  line.some(isPicture) && line.every((node) => isPicture(node) || isBlankText(node));

function emphasisOf(line: Node[]): Node[] | undefined {
  const [only, ...others] = line.filter((node) => !isBlankText(node));
  return isElement(only, "em") && others.length === 0 && !isBlank(only) ? childrenOf(only) : undefined;
}

/** A caption's content without emphasis of its own, for the whole line is emphasized, and without pictures. */
export function captionOf(nodes: Node[]): Node[] {
  const content = nodes.flatMap((node): Node[] => {
    if (isElement(node, "img")) return [];
    if (isElement(node, "br")) return [text(" ")];
    if (isElement(node, "em")) return captionOf(childrenOf(node));
    return isElement(node) ? [{ ...node, children: captionOf(childrenOf(node)) }] : [node];
  });
  return content.some(showsText) ? content : [];
}
