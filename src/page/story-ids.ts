/** The ids of all stories, packed: tells a second file of one story without the archive in memory. */

const BYTES = 6;

export interface StoryIds {
  has(id: string): boolean;
}

/** Six bytes an id, sorted. */
export function packIds(ids: Iterable<string>): Buffer {
  return Buffer.from([...new Set(ids)].sort().join(""), "hex");
}

export function openIds(packed: Buffer): StoryIds {
  return {
    has(id) {
      const wanted = Buffer.from(id, "hex");
      let [low, high] = [0, packed.length / BYTES];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const order = packed.compare(wanted, 0, BYTES, middle * BYTES, (middle + 1) * BYTES);
        if (order === 0) return true;
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      return false;
    },
  };
}

/** The same ids with some taken out and some put in. */
export function changeIds(packed: Buffer, removed: Iterable<string>, added: Iterable<string>): Buffer {
  const out = new Set(removed);
  const kept: string[] = [];
  const text = packed.toString("hex");
  for (let at = 0; at < text.length; at += 2 * BYTES) {
    const id = text.slice(at, at + 2 * BYTES);
    if (!out.has(id)) kept.push(id);
  }
  return packIds([...kept, ...added]);
}
