/** Dates as feeds and pages write them. */
import { describe, expect, it } from "vitest";
import { monthOf } from "../../src/feed/month-names.ts";
import { parseDate, parsePageDate, parsePrintedDate } from "../../src/feed/parse-date.ts";

describe("reading a date as it is written", () => {
  it.each([
    ["Tue, 18 Jan 2022 15:04:05 GMT", "2022-01-18T15:04:05Z"],
    ["Tue, 18 Jan 2022 15:04:05", "2022-01-18T15:04:05Z"],
    ["18 Jan 22 15:04 EST", "2022-01-18T20:04:00Z"],
    ["Tue, 18 Jan 2022 23:04:05 -0800 (PST)", "2022-01-19T07:04:05Z"],
    ["Tue, 18 Jan 2022 15:04:05 GMT+1", "2022-01-18T14:04:05Z"],
    ["Tuesday, 18-Jan-99 15:04:05 GMT", "1999-01-18T15:04:05Z"],
    ["Tue Jan 18 15:04:05 CET 2022", "2022-01-18T14:04:05Z"],
    ["Tue Jan 18 15:04:05 +0100 2022", "2022-01-18T14:04:05Z"],
    ["Fri, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"],
    ["2022-01-18T15:04:05.678-05:30", "2022-01-18T20:34:05Z"],
    ["20220118T150405Z", "2022-01-18T15:04:05Z"],
    ["20220118T1504Z", "2022-01-18T15:04:00Z"],
    ["2022-01-18+02:00", "2022-01-17T22:00:00Z"],
    ["2022-01", "2022-01-01T00:00:00Z"],
    ["2022", "2022-01-01T00:00:00Z"],
    ["18.01.2022 15:04 Uhr", "2022-01-18T15:04:00Z"],
    ["2/1/2022 15:04", "2022-01-02T15:04:00Z"],
    ["2/1/2022 3:04:05 PM", "2022-02-01T15:04:05Z"],
    ["January 18, 2022, 12:04 a.m.", "2022-01-18T00:04:00Z"],
    ["mar., 18 janv. 2022 15:04:05 +0100", "2022-01-18T14:04:05Z"],
    ["Τρι, 18 Ιαν 2022 15:04:05 GMT", "2022-01-18T15:04:05Z"],
    ["Fr, 18 Mrz 2022 15:04:05 +0100", "2022-03-18T14:04:05Z"],
    ["Tue, 18 Jan 2022 15:04:05 SGT", "2022-01-18T07:04:05Z"],
    ["Tue Jan 18 15:04:05 WIB 2022", "2022-01-18T08:04:05Z"],
    ["18 Jan 2022 22:04 BRT", "2022-01-19T01:04:00Z"],
    ["2022-01-18 15:04:05 ACDT", "2022-01-18T04:34:05Z"],
    ["2022-01-18 오후 3:04:05", "2022-01-18T15:04:05Z"],
    ["2022/1/18 下午 03:04:05", "2022-01-18T15:04:05Z"],
    ["2022/1/18 午前0:04", "2022-01-18T00:04:00Z"],
    ["2022年1月18日(火) 15時04分", "2022-01-18T15:04:00Z"],
    ["2022년 1월 18일 15:04", "2022-01-18T15:04:00Z"],
    ["周二, 18 1月 2022 15:04:05 +0800", "2022-01-18T07:04:05Z"],
    ["星期二, 18 一月 2022 15:04:05 +0800", "2022-01-18T07:04:05Z"],
    ["화, 18 1월 2022 15:04:05 +0900", "2022-01-18T06:04:05Z"],
    ["الثلاثاء, 18 يناير 2022 15:04:05 +0000", "2022-01-18T15:04:05Z"],
    ["١٨ يناير ٢٠٢٢ ١٥:٠٤", "2022-01-18T15:04:00Z"],
    ["Tue, 18 Jan 2565 15:04:05 +0700", "2022-01-18T08:04:05Z"],
    ["18 Jan 2022 15:04 ET", "2022-01-18T20:04:00Z"],
    ["Tue, 18 Jan 2022 15:04:05 PT", "2022-01-18T23:04:05Z"],
    ["Tue Jan 18 15:04:05 TRT 2022", "2022-01-18T12:04:05Z"],
    ["18 Jan 2022 15:04 AST", "2022-01-18T19:04:00Z"],
    ["mar, 18 gen 2022 15.04.05 GMT", "2022-01-18T15:04:05Z"],
    ["18.01.2022 9.04.05", "2022-01-18T09:04:05Z"],
    ["2022/1/18 上午 12:04:05", "2022-01-18T00:04:05Z"],
    ["2022-01-18 오후 3:04", "2022-01-18T15:04:00Z"],
    ["2022年1月18日 午後3:04", "2022-01-18T15:04:00Z"],
    ["2022-01-18 (3시간 전)", "2022-01-18T00:00:00Z"],
    ["2022年1月18日（3時間前）", "2022-01-18T00:00:00Z"],
    ["1642518245", "2022-01-18T15:04:05Z"],
    ["1642518245678", "2022-01-18T15:04:05Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
    ["Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59Z"],
    ["२०२२-०१-१८ १५:०४", "2022-01-18T15:04:00Z"],
    ["२०७८-१०-०४ १५:०४", undefined],
    ["0000-00-00 00:00:00", undefined],
    ["0000-12-31", undefined],
    ["2022-00-18", undefined],
    ["2022-13-18", undefined],
    ["30 Feb 2022", undefined],
    ["18 Jan 2022 25:00", undefined],
    ["18 Jan 2022 15:60", undefined],
    ["18 Jan 2022 15:04:61", undefined],
    ["Fri, 31 Dec 9999 23:59:59 -0500", undefined],
    ["18 Xyz 2022", undefined],
    ["May 2022", undefined],
    ["Spring, 2022", undefined],
    ["Copyright 2022-01", undefined],
    ["Episode 12", undefined],
    ["It was on 18 January 2022", undefined],
    [" ", undefined],
    [undefined, undefined],
  ])("reads %s as %s", (text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });
});

describe("reading a date that a page gives", () => {
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
    ["2019", undefined],
    ["2019-11", undefined],
    ["November 2019", undefined],
  ])("reads %s as %s", (text, expected) => {
    expect(parsePageDate(text)).toBe(expected);
  });
});

describe("reading dates written for people", () => {
  it.each([
    ["Nov. 20, 2019 1:35 a.m.", "2019-11-20"],
    ["November 20th, 2019", "2019-11-20"],
    ["March 1st, 2020", "2020-03-01"],
    ["March 2nd, 2020", "2020-03-02"],
    ["March 3rd, 2020", "2020-03-03"],
    ["Sunday 1st March 2020", "2020-03-01"],
    ["Monday 2nd March 2020", "2020-03-02"],
    ["Tuesday 3rd March 2020", "2020-03-03"],
    ["Wednesday 4th March 2020", "2020-03-04"],
    ["Dimanche 1er mars 2020", "2020-03-01"],
    ["1º de março de 2020", "2020-03-01"],
    ["3 DE MARZO DE 2020", "2020-03-03"],
    ["Mardi 3 mars 2020 à 17 h", "2020-03-03"],
    ["3. März 2020", "2020-03-03"],
    ["03.02.2020", "2020-02-03"],
    ["25/12/2020", "2020-12-25"],
    ["12/25/2020", "2020-12-25"],
    ["5 марта 2024", "2024-03-05"],
    ["Publicado el 3 de mayo de 2022", "2022-05-03"],
    ["16 marca 2021", "2021-03-16"],
    ["2019年3月4日 12:00", "2019-03-04"],
    ["입력 2019년 3월 4일 12:00", "2019-03-04"],
    ["2019. március 4., hétfő", "2019-03-04"],
    ["Thứ Hai, ngày 4 tháng 3 năm 2019", "2019-03-04"],
    ["प्रकाशित: ०४ मार्च २०१९", "2019-03-04"],
    ["4 มีนาคม 2562", "2019-03-04"],
  ])("reads %s as %s", (text, day) => {
    expect(parsePrintedDate(text)).toBe(`${day}T00:00:00Z`);
  });

  it.each([
    ["of the Maghreb", "الجمعة 8 فيفري 2019", "2019-02-08"],
    ["of Morocco", "12 غشت 2022", "2022-08-12"],
    ["of the Levant", "5 تشرين الأول 2020", "2020-10-05"],
    ["without its hamza", "4 ابريل 2020", "2020-04-04"],
    ["that is named twice, the Levant's first", "الأحد، 04 آب/اغسطس 2013، آخر تحديث 02:21", "2013-08-04"],
    ["that is named twice, the Levant's last", "3 يناير/كانون الثاني 2021", "2021-01-03"],
  ])("reads an Arabic month %s", (_what, text, day) => {
    expect(parsePrintedDate(text)).toBe(`${day}T00:00:00Z`);
  });

  it.each([
    "Chapter 12, 2000 words",
    "May contain nuts",
    "call 555 1234 2020",
    "on 3 May 1066",
    "أفضل 10 في 2021",
  ])("finds none in %s", (text) => {
    expect(parsePrintedDate(text)).toBeUndefined();
  });
});

describe("months", () => {
  const ENGLISH = "january february march april may june july august september october november december";

  it("have their English names whatever they mean in other languages", () => {
    const names = ENGLISH.split(" ");
    expect(names.map(monthOf)).toEqual(names.map((_, index) => index + 1));
    expect(names.map((name) => monthOf(name.slice(0, 3)))).toEqual(names.map((_, index) => index + 1));
  });

  it("are known by a beginning that only one of them has", () => {
    expect(monthOf("sept")).toBe(9);
    expect(monthOf("octo")).toBe(10);
    expect(monthOf("xyz")).toBeUndefined();
  });
});
