/** Stories on whose pages something else stands though they are as they were: their source got another title, for instance. */
import { type Catalogue, monthsOf, recordsIn, slotsOf } from "../catalogue/catalogue.ts";

/** Sources that pages present, or link to, in another way than before. */
export interface Relabelled {
  /** Keys of their lists, where their stories present them in another way. */
  lists: string[];
  /** Those among their own keys that shared what others published, where that presents or links them in another way. */
  sharers: string[];
}

interface StoriesToRelabel {
  ids: ReadonlySet<string>;
  months: ReadonlySet<string>;
}

/** A source's stories are told by its list; what it shared, by the records of the whole archive. */
export function storiesToRelabel(
  catalogue: Catalogue,
  { lists, sharers }: Relabelled = { lists: [], sharers: [] },
): StoriesToRelabel {
  const ids = new Set<string>();
  const months = new Set<string>();
  for (const { id, month } of lists.flatMap((key) => slotsOf(catalogue, key, 0, Number.POSITIVE_INFINITY))) {
    ids.add(id);
    months.add(month);
  }
  const shared = new Set(sharers);
  for (const month of shared.size > 0 ? monthsOf(catalogue) : []) {
    for (const { id, via = [] } of recordsIn(catalogue, month)) {
      if (!via.some((feed) => shared.has(feed))) continue;
      ids.add(id);
      months.add(month);
    }
  }
  return { ids, months };
}
