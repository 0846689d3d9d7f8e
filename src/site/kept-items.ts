/**
 * Items that go from the feed document of the last build into the next one as the bytes they are. Templates get a mark in
 * the place of each, so that no text is decoded, carried through them and encoded again.
 */
import { splitItems } from "../page/feed-items.ts";
import type { StoryRecord } from "../page/record.ts";
import type { ViewContext } from "../page/view-context.ts";

export interface KeptItems {
  /** Gives out marks for items of the document at an output path. */
  itemsOf: ViewContext["keptItems"];
  /** The same document, rendered, in pieces: its texts, and the items in the places of their marks. */
  piecesOf(path: string, text: string): (string | Buffer)[];
  /** Marks given out so far mean nothing from now on. */
  forget(): void;
}

/** Between two signs that XML cannot carry, and JSON does not carry as they are, the item's number in its document. */
const markOf = (number: number): string => `\0${number}\0`;
const MARK = /\0(\d+)\0/;

/**
 * @param contentOf a file below the output folder, if there is one
 * @param isSame whether a record is the one that the last build saw
 */
export function createKeptItems(
  contentOf: (path: string) => Buffer | undefined,
  isSame: (record: StoryRecord) => boolean,
): KeptItems {
  const given = new Map<string, Buffer[]>();
  return {
    itemsOf(path, format) {
      const document = contentOf(path);
      const items = document ? splitItems(document, format) : new Map<string, Buffer>();
      const marked: Buffer[] = [];
      given.set(path, marked);
      return (record) => {
        const item = isSame(record) ? items.get(record.id) : undefined;
        return item && markOf(marked.push(item) - 1);
      };
    },
    piecesOf(path, text) {
      const items = given.get(path);
      if (!items) return [text];
      // Split at a group: every second piece is what the group found.
      return text.split(MARK).map((piece, at) => (at % 2 === 0 ? piece : (items[Number(piece)] ?? "")));
    },
    forget: () => given.clear(),
  };
}
