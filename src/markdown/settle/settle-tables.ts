/** Data tables become plain grids; tables that only arrange a page are taken apart into their cells. */
import type { Element } from "hast";
import {
  attribute,
  childrenOf,
  element,
  elementsIn,
  find,
  has,
  isBlank,
  isElement,
  type Node,
  type Parent,
  rewrite,
  textOf,
} from "../hast-nodes.ts";

/** A grid with more is a page's layout or a trap; its text is kept. */
const MOST_COLUMNS = 60;
const MOST_CELLS = 20_000;
/** Characters: a longer cell is prose that was put beside something. */
const LONGEST_CELL = 600;
const UNFIT = ["table", "pre", "blockquote", "hr", "figure", "iframe"];
const HEADING = /^h[1-6]$/;

/** Marks a cell of `thead` that is no `th`. */
const HEAD = "data-head";

interface Cell {
  node: Element;
  /** False where it only fills what another cell spans. */
  own: boolean;
}

/** Leaves `table > tr > th|td`, every row as long as the others, for data; the cells of the rest stand as `div`s. */
export function settleTables(root: Parent): void {
  rewrite(root, (node) => {
    if (!isElement(node, "table")) return undefined;
    markHeads(node);
    const grid = gridOf(node);
    return grid && isData(node, grid) ? asData(node, grid) : asBlocks(node);
  });
}

/** Cells of `thead` head their columns, also where they are written as `td`. */
function markHeads(table: Element): void {
  const heads = childrenOf(table).filter((child) => isElement(child, "thead"));
  for (const cell of heads.flatMap((head) => [...elementsIn(head)])) {
    if (isElement(cell, "td")) cell.properties[HEAD] = "";
  }
}

/** As browsers show them: the foot last, which HTML 4 had before the body. */
function rowsOf(table: Element): Element[] {
  const parts = childrenOf(table);
  const feet = parts.filter((part) => isElement(part, "tfoot"));
  const rows = [...parts.filter((part) => !isElement(part, "tfoot")), ...feet].flatMap((part) =>
    isElement(part, "thead", "tbody", "tfoot") ? childrenOf(part) : [part],
  );
  return rows.filter((row): row is Element => isElement(row, "tr"));
}

const cellsOf = (row: Element): Element[] =>
  childrenOf(row).filter((child): child is Element => isElement(child, "td", "th"));

/** HTML, section 4.9.12.1: spans laid out. Undefined where the table is too large. */
function gridOf(table: Element): Cell[][] | undefined {
  const rows = rowsOf(table);
  const grid: Cell[][] = rows.map(() => []);
  let count = 0;
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const node of cellsOf(row)) {
      while (grid[y]?.[x]) x += 1;
      const width = span(node, "colspan");
      const height = Math.min(span(node, "rowspan"), rows.length - y);
      count += width * height;
      if (x + width > MOST_COLUMNS || count > MOST_CELLS) return undefined;
      for (let dy = 0; dy < height; dy += 1) {
        const line = grid[y + dy];
        for (let dx = 0; dx < width; dx += 1) if (line) line[x + dx] ??= { node, own: dx === 0 && dy === 0 };
      }
      x += width;
    }
  }
  return grid.filter((line) => line.some((cell) => cell && isFilled(cell)));
}

const span = (cell: Element, name: string): number =>
  Math.min(Math.max(Number.parseInt(attribute(cell, name), 10) || 1, 1), 1000);

const isFilled = ({ node, own }: Cell): boolean => own && !isVoid(node);

const isVoid = (cell: Element): boolean =>
  isBlank(cell) && !find(cell, (node) => isElement(node, "img", "input"));

function isData(table: Element, grid: Cell[][]): boolean {
  if (filledColumns(grid) < 2 || /^(?:presentation|none)$/.test(attribute(table, "role"))) return false;
  if (find(table, (node) => isElement(node, ...UNFIT))) return false;
  const titles = titlesOf(table);
  if (find(table, (node) => HEADING.test(node.tagName) && !titles.has(node))) return false;
  const cells = grid.flat().flatMap((cell) => (cell.own ? [cell.node] : []));
  const isMarked = cells.some(isHead);
  if (isMarked) return cells.every((cell) => textOf(cell).length <= 4 * LONGEST_CELL);
  const paragraphs = (cell: Element): number =>
    [...elementsIn(cell)].filter((node) => isElement(node, "p", "li")).length;
  return (
    grid.length > 1 && cells.every((cell) => textOf(cell).length <= LONGEST_CELL && paragraphs(cell) < 3)
  );
}

/** Headings that are the whole of a head cell. */
function titlesOf(table: Element): ReadonlySet<Element> {
  const titles = [...elementsIn(table)].filter(isHead).flatMap((cell) => {
    const heading = find(cell, (node) => HEADING.test(node.tagName));
    return heading && textOf(heading).trim() === textOf(cell).trim() ? [heading] : [];
  });
  return new Set(titles);
}

/** How many columns hold anything: the others only keep room beside them. */
function filledColumns(grid: Cell[][]): number {
  const filled = new Set<number>();
  for (const line of grid) for (const [x, cell] of line.entries()) if (cell && isFilled(cell)) filled.add(x);
  return filled.size;
}

function asData(table: Element, grid: Cell[][]): Node[] {
  const columns = Math.max(...grid.map((line) => line.length));
  const aligns = Array.from({ length: columns }, (_, x) => alignOf(grid[0]?.[x]) || alignOf(grid[1]?.[x]));
  const rows = grid.map((line) =>
    element(
      "tr",
      {},
      Array.from({ length: columns }, (_, x) => plainCell(line[x], aligns[x] ?? "")),
    ),
  );
  const caption = childrenOf(table).find((child) => isElement(child, "caption"));
  const titled =
    isElement(caption) && !isBlank(caption)
      ? [element("p", {}, [element("strong", {}, childrenOf(caption))])]
      : [];
  return [...titled, element("table", {}, [...head(grid, columns), ...rows])];
}

/** GitHub's tables begin with a head: an empty one where the page has none. */
function head(grid: Cell[][], columns: number): Element[] {
  const first = grid[0] ?? [];
  if (first.some((cell) => cell && isHead(cell.node)) && !isOnlyRowHead(first)) return [];
  return [
    element(
      "tr",
      {},
      Array.from({ length: columns }, () => element("th")),
    ),
  ];
}

const isHead = (cell: Element): boolean => isElement(cell, "th") || has(cell, HEAD);
/** A first cell that heads its row, with data after it. */
const isOnlyRowHead = (line: Cell[]): boolean =>
  line.length > 1 && line.every((cell, x) => !cell || isHead(cell.node) === (x === 0));

function plainCell(cell: Cell | undefined, align: string): Element {
  const children = cell?.own ? childrenOf(cell.node) : [];
  return element(cell && isHead(cell.node) ? "th" : "td", align ? { align } : {}, children);
}

function alignOf(cell: Cell | undefined): string {
  if (!cell) return "";
  const given =
    attribute(cell.node, "align") || /text-align:\s*(\w+)/i.exec(attribute(cell.node, "style"))?.[1] || "";
  return /^(?:left|center|right)$/i.test(given) ? given.toLowerCase() : "";
}

function asBlocks(table: Element): Node[] {
  const blocks: Node[] = [];
  for (const child of childrenOf(table)) {
    if (isElement(child, "tr")) blocks.push(...cellBlocks(child));
    else if (isElement(child, "thead", "tbody", "tfoot"))
      blocks.push(...childrenOf(child).flatMap((row) => (isElement(row) ? cellBlocks(row) : [])));
    else if (isElement(child, "caption")) blocks.push(element("div", {}, childrenOf(child)));
    else if (!isElement(child, "col", "colgroup")) blocks.push(child);
  }
  return blocks;
}

function cellBlocks(row: Element): Node[] {
  const cells = cellsOf(row).filter((cell) => !isVoid(cell));
  return cells.map((cell) => element("div", {}, childrenOf(cell)));
}
