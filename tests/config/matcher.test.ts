/** Words and patterns of `include` and `exclude`. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMatcher } from "../../src/config/matcher.ts";

function matches(source: string, text: string): boolean {
  const result = createMatcher(source);
  if (!result.ok) throw new Error(result.what);
  return result.matcher.matches(text);
}

describe("a word", () => {
  it.each([
    ["art", "The ART of war"],
    ["art", "art"],
    ["art", "(art)"],
    ["new york", "New\n  York, New York"],
    ["C++", "c++ and more"],
    ["#ad", "this is an #ad."],
    ["матч", "Матч окончен"],
    ["café", "Cafe\u0301 noir"],
    ["艺术", "当代艺术展"],
    ["Rust", "使用Rust编写"],
    ["서울", "서울에서"],
    ["a.b", "a.b"],
    ["کتاب", "یک کتاب خوب"],
  ])("%j is found in %j", (source, text) => {
    expect(matches(source, text)).toBe(true);
  });

  it.each([
    ["art", "party"],
    ["art", "artist"],
    ["art", "smart"],
    ["art", "art2"],
    ["матч", "матчи"],
    ["cafe", "cafés"],
    ["a.b", "axb"],
    ["new york", "newyork"],
    ["c++", "c"],
  ])("%j is not found in %j", (source, text) => {
    expect(matches(source, text)).toBe(false);
  });

  it("of any letters and signs is found in itself", () => {
    const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(word, (text) => text.trim() === "" || text.startsWith("/") || matches(text, text.trim())),
    );
  });
});

describe("a pattern", () => {
  it.each([
    ["/ukrain(?:e|ian)/i", "UKRAINIAN", true],
    ["/ukraine/", "Ukraine", false],
    ["/путин/i", "ПУТИН", true],
    ["/матч\\p{L}*/i", "Матчи", true],
    ["/^b/", "a\nb", false],
    ["/^b/m", "a\nb", true],
    ["/a.b/", "a\nb", false],
    ["/a.b/s", "a\nb", true],
    ["/\\/news\\//", "/news/", true],
    ["/\\u0430/", "а", true],
    ["/caf\u00e9/u", "cafe\u0301", true],
  ])("%s on %j: %s", (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  // JavaScript's own engine would take longer than the universe has for each of these.
  it.each(["/(a+)+$/", "/(a|a)*b/", "/(a|aa)+$/", "/(.*)*x/", "/a*a*a*a*a*a*b/"])(
    "%s ends on a hundred thousand letters",
    (source) => {
      expect(matches(source, `${"a".repeat(100_000)}!`)).toBe(false);
    },
  );

  it("is the same for every text, whatever was asked before", () => {
    const result = createMatcher("/a/i");
    expect([1, 2, 3].map(() => result.ok && result.matcher.matches("xAx"))).toEqual([true, true, true]);
  });
});

it("never throws on what it is given", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "i", "gimsuvy", "ms"),
      fc.string(),
      (pattern, flags, text) => {
        for (const source of [pattern, `/${pattern}/${flags}`]) {
          const result = createMatcher(source);
          if (result.ok) result.matcher.matches(text);
          else expect(result.cure).not.toBe("");
        }
      },
    ),
    { numRuns: 2000 },
  );
});

it("finds words in a text with an endless run of marks", () => {
  const text = `sponsored e\u0301${"\u0300\u0323".repeat(300_000)}`;
  for (const source of ["sponsored", "/sponsored/", "\u00e9\u0323"]) {
    const result = createMatcher(source);
    expect(result.ok && result.matcher.matches(text)).toBe(source !== "\u00e9\u0323");
  }
});

it("makes a matcher of any word, which finds it by itself", () => {
  const word = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((text) => /^[^/\s]/.test(text));
  fc.assert(
    fc.property(word, (text) => {
      const result = createMatcher(text);
      expect(result.ok && result.matcher.matches(`<< ${text} >>`)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
