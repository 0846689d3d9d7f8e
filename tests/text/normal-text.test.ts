import { expect, it } from "vitest";
import { normalText } from "../../src/text/normal-text.ts";

it.each(["\u0300\u0323", "\uFF9E\u0334"])("an endless run of marks like %j is cut", (marks) => {
  for (const form of ["NFC", "NFKC"] as const)
    expect(normalText(`a${marks.repeat(200_000)}b`, form).length).toBeLessThan(40);
});

it.each([
  ["e\u0301", "\u00e9"],
  [
    "\u05D1\u05BC\u05B0\u05E8\u05B5\u05D0\u05E9\u05C1\u05B4\u0596\u05D9\u05EA",
    "\u05D1\u05B0\u05BC\u05E8\u05B5\u05D0\u05E9\u05B4\u05C1\u0596\u05D9\u05EA",
  ],
  ["\u0E19\u0E49\u0E33", "\u0E19\u0E49\u0E33"],
])("%s is composed, and nothing else", (text, expected) => {
  expect(normalText(text)).toBe(expected);
});
