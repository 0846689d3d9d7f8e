/** Items of feeds and lists that go from the document of the last build into the next one as the bytes they are. */
import type { IsSame } from "../page/plan/compare-catalogues.ts";
import { splitItems } from "../page/plan/document-items.ts";
import type { ViewContext } from "../page/view/view-context.ts";
import type { Pieces } from "./pieces.ts";

/**
 * @param contentOf a file below the output folder, if there is one
 * @param pieces gives out marks for them
 */
export const createKeptItems =
  (
    contentOf: (path: string) => Buffer | undefined,
    isSame: IsSame,
    pieces: Pieces,
  ): NonNullable<ViewContext["keptItems"]> =>
  (path, format) => {
    const document = contentOf(path);
    const items = document ? splitItems(document, format) : new Map<string, Buffer>();
    return (slot) => {
      const item = items.get(slot.id);
      return item && isSame(slot) ? pieces.mark(item) : undefined;
    };
  };
