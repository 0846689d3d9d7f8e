/**
 * Bytes in the place of text. What stands in many documents is encoded once: templates carry a mark for it, and its
 * bytes come into the mark's place when the document is written.
 */
export interface Pieces {
  /** @returns what stands for the bytes until all are forgotten */
  mark(bytes: Buffer): string;
  /** A rendered document: its texts, and bytes in the places of their marks. */
  split(document: string): (string | Buffer)[];
  forget(): void;
}

/** Between two signs that XML cannot carry, and JSON does not carry as they are, the piece's number. */
const MARK = /\0(\d+)\0/;

export function createPieces(): Pieces {
  let pieces: Buffer[] = [];
  return {
    mark: (bytes) => `\0${pieces.push(bytes) - 1}\0`,
    // Split at a group: every second part is what the group found.
    split: (document) =>
      document.split(MARK).map((part, at) => (at % 2 === 0 ? part : (pieces[Number(part)] ?? ""))),
    forget() {
      pieces = [];
    },
  };
}
