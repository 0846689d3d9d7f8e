import { describe, expect, it } from "vitest";
import { directionOf, directionOfText } from "../../src/text/text-direction.ts";

describe("the direction of a language", () => {
  it.each([
    ["ar", "rtl"],
    ["he", "rtl"],
    ["fa-IR", "rtl"],
    ["az-Arab", "rtl"],
    ["en", "ltr"],
    ["zh-Hant", "ltr"],
    ["not a tag", undefined],
  ])("%s is %s", (language, direction) => {
    expect(directionOf(language)).toBe(direction);
  });
});

describe("the direction of a text", () => {
  it.each([
    ["Words.", "ltr"],
    ["متن فارسی", "rtl"],
    ["OpenAI: متن بلندتری که فارسی است", "rtl"],
    ["An English sentence that says سلام", "ltr"],
    ["𞤀𞤣𞤤𞤢𞤥", "rtl"],
    ["2024", "ltr"],
    ["", "ltr"],
  ])("%s is %s", (text, direction) => {
    expect(directionOfText(text)).toBe(direction);
  });
});
