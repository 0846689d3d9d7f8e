import { describe, expect, it } from "vitest";
import { settleArchive } from "../../../src/story/archive/settle-archive.ts";
import type { LedgerLine } from "../../../src/story/state/ledger.ts";

/** A story that state remembers, by its number; those of one night share their instant. */
const line = (n: number, night = n): LedgerLine => ({
  id: n.toString(16).padStart(12, "0"),
  shared: new Date(Date.UTC(2022, 0, 1 + night)).toISOString().replace(".000Z", "Z"),
  address: `https://example.com/${n}`,
});

const lines = (count: number): LedgerLine[] => Array.from({ length: count }, (_, n) => line(n));

/** What becomes of some that are gone, where nothing speaks against an older copy. */
const settle = (known: LedgerLine[], gone: LedgerLine[], allowShrink = false) => {
  const present = new Set(known.filter((one) => !gone.includes(one)).map(({ id }) => id));
  return settleArchive(known, present, allowShrink, () => true);
};

describe("an archive that lost stories", () => {
  it.each([
    [399, 20, "shrunk"],
    [400, 20, "settled"],
    [1000, 20, "settled"],
    [1000, 51, "shrunk"],
    [20, 19, "settled"],
    [20, 20, "shrunk"],
  ])("of %i known ones %i is %s", (known, gone, kind) => {
    const all = lines(known);
    expect(settle(all, all.slice(0, gone)).kind).toBe(kind);
    expect(settle(all, all.slice(0, gone), true).kind).toBe("settled");
  });

  it("forgets the newest, where all of some nights are gone, and remembers older ones as taken away", () => {
    const all = lines(10);
    const [removed, forgotten] = [all.slice(3, 4), all.slice(-2)];
    expect(settle(all, [...removed, ...forgotten])).toEqual({ kind: "settled", removed, forgotten });
  });

  it("remembers as taken away what was shared in one night with a story that is there", () => {
    const all = [...lines(5), line(5, 5), line(6, 5), line(7, 5)];
    const gone = all.slice(-2);
    expect(settle(all, gone)).toEqual({ kind: "settled", removed: gone, forgotten: [] });
  });

  it.each([
    ["the newest alone", 1],
    ["all", 5],
  ])("remembers as taken away %s", (_, count) => {
    const all = lines(5);
    const gone = all.slice(-count);
    expect(settle(all, gone)).toEqual({ kind: "settled", removed: gone, forgotten: [] });
  });
});
