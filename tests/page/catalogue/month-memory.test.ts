import { expect, it } from "vitest";
import { MonthMemory } from "../../../src/page/catalogue/month-memory.ts";
import { emptySlot } from "../../../src/page/catalogue/record.ts";

const RECORD = emptySlot({ id: "00000000000a", shared: "2022-01-01T00:00:00Z" });

/** A month that notes whether it holds its text. */
const newMonth = () => ({
  isHolding: false,
  hold() {
    this.isHolding = true;
  },
  release() {
    this.isHolding = false;
  },
});

it("keeps what was read last, up to so much of it", () => {
  const { singleRecords } = new MonthMemory();
  const month = newMonth();
  for (let position = 0; position < 4000; position++) singleRecords.keep(month, position, RECORD);
  expect(singleRecords.find(month, 0)).toBe(RECORD);
  singleRecords.keep(month, 4000, RECORD);
  expect(singleRecords.find(month, 0)).toBeUndefined();
  expect(singleRecords.find(month, 4000)).toBe(RECORD);
});

it("counts whole months by their records, and keeps none that outweighs all", () => {
  const { allRecords } = new MonthMemory();
  const [small, medium, huge] = [newMonth(), newMonth(), newMonth()];
  allRecords.keep(small, "all", [RECORD], 1000);
  expect(allRecords.keep(huge, "all", [RECORD], 8001)).toEqual([RECORD]);
  expect([small, huge].map((month) => allRecords.find(month, "all"))).toEqual([[RECORD], undefined]);
  allRecords.keep(medium, "all", [RECORD], 7001);
  expect([small, medium].map((month) => allRecords.find(month, "all"))).toEqual([undefined, [RECORD]]);
});

it("has the text of a few months held, of those that are asked again and again", () => {
  const memory = new MonthMemory();
  const months = Array.from({ length: 5 }, newMonth);
  for (const month of months) for (let asked = 0; asked < 20; asked++) memory.note(month);
  expect(months.filter(({ isHolding }) => isHolding)).toEqual([]);
  for (const month of months) for (let asked = 0; asked < 21; asked++) memory.note(month);
  expect(months.map(({ isHolding }) => isHolding)).toEqual([false, true, true, true, true]);
});
