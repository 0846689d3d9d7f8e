/** Which blocks of a chosen text can be spared: those that are hardly text, save for cells that a table needs. */
import { type PageElement, upwards } from "../dom/page-dom.ts";
import type { TextBlock } from "../dom/text-blocks.ts";
import { isFurniture } from "./furniture-words.ts";
import { shareOfLinks } from "./judge-blocks.ts";

/** From this share of its letters on, what is likely stands for a whole table. */
const MOST = 0.5;

/** @param unlikely keys of blocks that are hardly text */
export function spareBlocks(blocks: readonly TextBlock[], unlikely: ReadonlySet<string>): TextBlock[] {
  const letters = new Map<PageElement, { all: number; likely: number }>();
  const dataTables = new Map<PageElement, boolean>();
  const tables = blocks.map(({ parent }) => dataTableOf(parent, dataTables));
  for (const [index, { key }] of blocks.entries()) {
    const table = tables[index];
    if (!table) continue;
    const count = letters.get(table) ?? { all: 0, likely: 0 };
    count.all += key.length;
    if (!unlikely.has(key)) count.likely += key.length;
    letters.set(table, count);
  }
  const isNeeded = (table: PageElement | undefined): boolean => {
    const count = table && letters.get(table);
    return count !== undefined && count.likely >= count.all * MOST;
  };
  return blocks.filter(
    (block, index) => unlikely.has(block.key) && (!isNeeded(tables[index]) || isPointer(block)),
  );
}

const isPointer = (block: TextBlock): boolean =>
  isFurniture(block, shareOfLinks(block, [...upwards(block.parent)]), true);

/** The table that holds an element, if it has headings of rows or columns: others lay a page out. `known` remembers. */
function dataTableOf(element: PageElement, known: Map<PageElement, boolean>): PageElement | undefined {
  const table = [...upwards(element)].find(({ tagName }) => tagName === "TABLE");
  if (!table) return undefined;
  const isKnown = known.get(table) ?? table.querySelector("th") !== null;
  known.set(table, isKnown);
  return isKnown ? table : undefined;
}
