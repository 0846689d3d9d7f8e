/** Dates as pages write them. */
import { describe, expect, it } from "vitest";
import { readMachineDate, readPrintedDate } from "../../src/article/read-date.ts";

describe("reading dates written for machines", () => {
  it.each([
    ["2019-11-19T10:48:00+01:00", "2019-11-19T09:48:00Z"],
    ["2019-11-19T10:48:00+0100", "2019-11-19T09:48:00Z"],
    ["2019-11-19T10:48:00.123Z", "2019-11-19T10:48:00Z"],
    ["2019-11-19 10:48", "2019-11-19T10:48:00Z"],
    ["2019-11-19T23:30:00-05", "2019-11-20T04:30:00Z"],
    ["2019-11-19", "2019-11-19T00:00:00Z"],
    ["20191119", "2019-11-19T00:00:00Z"],
    ["1574160480", "2019-11-19T10:48:00Z"],
    ["Tue, 19 Nov 2019 10:48:00 GMT", "2019-11-19T10:48:00Z"],
    ["2019-02-30", undefined],
    ["0001-01-01T00:00:00Z", undefined],
    ["9999-12-31", undefined],
    ["yesterday", undefined],
  ])("reads %s as %s", (text, expected) => {
    expect(readMachineDate(text)).toBe(expected);
  });
});

describe("reading dates written for people", () => {
  it.each([
    ["Nov. 20, 2019 1:35 a.m.", "2019-11-20"],
    ["November 20th, 2019", "2019-11-20"],
    ["Mardi 3 mars 2020 à 17 h", "2020-03-03"],
    ["3. März 2020", "2020-03-03"],
    ["03.02.2020", "2020-02-03"],
    ["25/12/2020", "2020-12-25"],
    ["12/25/2020", "2020-12-25"],
    ["5 марта 2024", "2024-03-05"],
    ["Publicado el 3 de mayo de 2022", "2022-05-03"],
    ["16 marca 2021", "2021-03-16"],
    ["2019年3月4日 12:00", "2019-03-04"],
  ])("reads %s as %s", (text, day) => {
    expect(readPrintedDate(text)).toBe(`${day}T00:00:00Z`);
  });

  it.each(["Chapter 12, 2000 words", "May contain nuts", "call 555 1234 2020"])(
    "finds none in %s",
    (text) => {
      expect(readPrintedDate(text)).toBeUndefined();
    },
  );
});
