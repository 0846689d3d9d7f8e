import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type ListCounts,
  monthName,
  monthNumber,
  monthsOfList,
  recount,
  slotsBefore,
} from "../../../src/page/catalogue/list-counts.ts";

type Lists = Record<string, { slots: number; visible: number }>;

/** A month's lists: what is counted of them is how many positions there are. */
const monthWith = (lists: Lists) => ({
  lists: () =>
    new Map(
      Object.entries(lists).map(([key, { slots, visible }]) => [key, { positions: Array(slots), visible }]),
    ),
});

const added = (months: Record<string, Lists>) =>
  Object.entries(months).map(([name, lists]) => ({ name, old: undefined, now: monthWith(lists) }));

const plain = (counts: Map<string, ListCounts>) => [...counts];

it("says how many slots of a list come before a month, whether it has some there or not", () => {
  const of = (slots: number) => ({ "tag/a": { slots, visible: slots } });
  const list = recount(new Map(), added({ "2022-03": of(3), "2021-12": of(7), "2024-01": of(2) })).get(
    "tag/a",
  );
  expect(list).toEqual({ slots: 12, visible: 12, months: "24263 7 24266 3 24288 2" });
  const before = (name: string) => slotsBefore(list, monthNumber(name));
  expect(["1990-01", "2021-12", "2022-01", "2022-03", "2022-04", "2024-01", "2030-12"].map(before)).toEqual([
    0, 0, 7, 7, 10, 10, 12,
  ]);
  expect(monthsOfList(list).map(({ number }) => monthName(number))).toEqual([
    "2021-12",
    "2022-03",
    "2024-01",
  ]);
  expect([slotsBefore(undefined, 24266), monthsOfList(undefined)]).toEqual([0, []]);
});

const lists = fc.dictionary(
  fc.constantFrom("", "tag/a", "tag/b", "source/c"),
  fc
    .record({ slots: fc.integer({ min: 1, max: 3 }), hidden: fc.integer({ min: 0, max: 1 }) })
    .map(({ slots, hidden }) => ({ slots, visible: slots - hidden })),
);
const archive = fc.dictionary(fc.constantFrom("2021-12", "2022-01", "2022-02"), lists);

it("counts month by month what it would count of all at once", () => {
  fc.assert(
    fc.property(archive, archive, (before, after) => {
      const monthOf = (months: Record<string, Lists>, name: string) =>
        months[name] && monthWith(months[name]);
      const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => ({
        name,
        old: monthOf(before, name),
        now: monthOf(after, name),
      }));
      const counted = recount(recount(new Map(), added(before)), changes);
      expect(plain(counted)).toEqual(plain(recount(new Map(), added(after))));
    }),
    { numRuns: 300 },
  );
});
