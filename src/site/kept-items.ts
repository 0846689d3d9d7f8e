/** Items that go from the feed document of the last build into the next one as the bytes they are. */
import { splitItems } from "../page/feed-items.ts";
import type { StoryRecord } from "../page/record.ts";
import type { ViewContext } from "../page/view-context.ts";
import type { Pieces } from "./pieces.ts";

/**
 * @param contentOf a file below the output folder, if there is one
 * @param isSame whether a record is the one that the last build saw
 * @param pieces gives out marks for them
 */
export const createKeptItems =
  (
    contentOf: (path: string) => Buffer | undefined,
    isSame: (record: StoryRecord) => boolean,
    pieces: Pieces,
  ): NonNullable<ViewContext["keptItems"]> =>
  (path, format) => {
    const document = contentOf(path);
    const items = document ? splitItems(document, format) : new Map<string, Buffer>();
    return (record) => {
      const item = isSame(record) ? items.get(record.id) : undefined;
      return item && pieces.mark(item);
    };
  };
