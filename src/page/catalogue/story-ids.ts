/** The ids of all stories, packed: tells a second file of one story without the archive in memory. */

const BYTES = 6;

export interface StoryIds {
  has(id: string): boolean;
}

/** Six bytes an id, sorted. */
export function packIds(ids: Iterable<string>): Buffer {
  return Buffer.from([...new Set(ids)].sort().join(""), "hex");
}

export const countIds = (packed: Buffer): number => packed.length / BYTES;

export function openIds(packed: Buffer): StoryIds {
  return { has: (id) => find(packed, Buffer.from(id, "hex")).isThere };
}

/** A file that was cut may end with a part of one. */
export function* unpackIds(packed: Buffer): Generator<string> {
  for (let at = 0; at + BYTES <= packed.length; at += BYTES) yield packed.toString("hex", at, at + BYTES);
}

/** Where an id stands, or would. */
function find(packed: Buffer, id: Buffer): { at: number; isThere: boolean } {
  let [low, high] = [0, packed.length / BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = packed.compare(id, 0, BYTES, middle * BYTES, (middle + 1) * BYTES);
    if (order === 0) return { at: middle * BYTES, isThere: true };
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return { at: low * BYTES, isThere: false };
}

/** The same ids with some taken out and some put in: one that is among both stays. */
export function changeIds(packed: Buffer, removed: Iterable<string>, added: Iterable<string>): Buffer {
  const [out, into] = [new Set(removed), new Set(added)];
  const pieces: Buffer[] = [];
  let from = 0;
  for (const hex of [...new Set([...out, ...into])].sort()) {
    const id = Buffer.from(hex, "hex");
    const { at, isThere } = find(packed, id);
    if (into.has(hex) === isThere) continue;
    pieces.push(packed.subarray(from, at));
    if (isThere) from = at + BYTES;
    else {
      pieces.push(id);
      from = at;
    }
  }
  return Buffer.concat([...pieces, packed.subarray(from)]);
}
