import fc from "fast-check";
import { expect, it } from "vitest";
import { changeIds, openIds, packIds } from "../../../src/page/catalogue/story-ids.ts";

/** Few, so that sets meet. */
const id = fc.nat(40).map((n) => (n * 6_700_417).toString(16).padStart(12, "0"));
const ids = fc.array(id);

it("holds exactly the ids that it was given", () => {
  fc.assert(
    fc.property(ids, id, (some, one) => {
      expect(openIds(packIds(some)).has(one)).toBe(some.includes(one));
    }),
  );
});

it("is after a change what it would be if it were made anew", () => {
  fc.assert(
    fc.property(ids, ids, ids, (before, removed, added) => {
      const after = [...before.filter((one) => !removed.includes(one)), ...added];
      expect(changeIds(packIds(before), removed, added)).toEqual(packIds(after));
    }),
  );
});
