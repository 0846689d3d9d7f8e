/** Which blocks of a page an extractor kept: the heaviest common subsequence of the page's blocks and its result's. */
import type { TextBlock } from "../dom/text-blocks.ts";

/** A long block counts no more than this many letters: one giant paragraph must not decide the alignment. */
const WEIGHT_LIMIT = 400;
/** From this length on, a block found anywhere in the result counts as kept: extractors join paragraphs. */
const SURE_LENGTH = 25;

/** Equal blocks looked at: more of them say nothing, and a page of nothing else would cost their square. */
const REPEATS = 50;

interface Step {
  index: number;
  before: Step | undefined;
  weight: number;
}

/** One flag a block of the page: true where the result has it. */
export function keptBlocks(page: readonly TextBlock[], result: readonly TextBlock[]): boolean[] {
  const places = placesByKey(page);
  const best = new BestUpTo(page.length);
  let last: Step | undefined;
  for (const { key } of result) {
    for (const index of places.get(key) ?? []) {
      const before = best.upTo(index);
      const weight = (before?.weight ?? 0) + Math.min(key.length, WEIGHT_LIMIT);
      const step: Step = { index, before, weight };
      best.note(step);
      if (weight > (last?.weight ?? 0)) last = step;
    }
  }
  const kept = page.map(() => false);
  for (let step = last; step; step = step.before) kept[step.index] = true;
  const whole = result.map(({ key }) => key).join("");
  return kept.map((flag, index) => flag || foundAnywhere(page[index], whole));
}

const foundAnywhere = (block: TextBlock | undefined, whole: string): boolean =>
  block !== undefined && block.key.length >= SURE_LENGTH && whole.includes(block.key);

/** Indexes of equal blocks, the last first: so that no two of them join one subsequence for a single block. */
function placesByKey(blocks: readonly TextBlock[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, { key }] of blocks.entries()) {
    const known = places.get(key) ?? [];
    if (known.length < REPEATS) places.set(key, [index, ...known]);
  }
  return places;
}

/** Heaviest step that ends before an index: a Fenwick tree of maxima, O(log n) an operation. */
class BestUpTo {
  readonly #steps: (Step | undefined)[];

  constructor(size: number) {
    this.#steps = new Array(size + 1).fill(undefined);
  }

  upTo(index: number): Step | undefined {
    let found: Step | undefined;
    for (let place = index; place > 0; place -= place & -place) {
      const step = this.#steps[place];
      if (step && step.weight > (found?.weight ?? 0)) found = step;
    }
    return found;
  }

  note(step: Step): void {
    for (let place = step.index + 1; place < this.#steps.length; place += place & -place) {
      if (step.weight > (this.#steps[place]?.weight ?? 0)) this.#steps[place] = step;
    }
  }
}
