import { describe, expect, it } from "vitest";
import { createCalendar } from "../../../src/page/view/date-view.ts";

describe("a day and a month", () => {
  it.each([
    ["en", "1 January 2022", "2 January 2022", "January 2022"],
    ["en-US", "January 1, 2022", "January 2, 2022", "January 2022"],
    ["de", "1. Januar 2022", "2. Januar 2022", "Januar 2022"],
    ["fr", "1er janvier 2022", "2 janvier 2022", "janvier 2022"],
    ["fr-CA", "1er janvier 2022", "2 janvier 2022", "janvier 2022"],
    ["es", "1 de enero de 2022", "2 de enero de 2022", "enero de 2022"],
    ["ru", "1 января 2022", "2 января 2022", "январь 2022"],
    ["ar", "1 يناير 2022", "2 يناير 2022", "يناير 2022"],
    ["zh", "2022年1月1日", "2022年1月2日", "2022年1月"],
    ["tlh", "1 January 2022", "2 January 2022", "January 2022"],
  ])("in %s", (language, first, second, month) => {
    const calendar = createCalendar(language, "UTC");
    expect(calendar.day("2022-01-01")).toBe(first);
    expect(calendar.date("2022-01-02T03:04:00Z").full).toBe(`${second}, 03:04`);
    expect(calendar.month("2022-01")).toBe(month);
  });
});

it("a date is that of its zone", () => {
  const { day, full, iso, rfc822 } = createCalendar("en", "Pacific/Auckland").date("2022-01-01T20:30:00Z");
  expect([day, full]).toEqual(["2 January 2022", "2 January 2022, 09:30"]);
  expect([iso, rfc822]).toEqual(["2022-01-01T20:30:00Z", "Sat, 01 Jan 2022 20:30:00 +0000"]);
});
